"""Handing in: idempotent, limited, charged once."""

from __future__ import annotations

import pytest

from podium.accounts.models import User
from podium.installation import derive_seed
from podium.submissions import queue
from podium.submissions.grader import form_seed
from podium.submissions.models import Status, Submission
from podium.submissions.queries import count_attempts, find_position, oldest_waiting_seconds
from podium.submissions.services import AttemptsUsed, retry_submission
from tests.podium.making import HOUR, NOON, make_exercise, make_grade, make_submission
from tests.podium.submissions.test_queue import ONE_PROBLEM, claim

pytestmark = pytest.mark.usefixtures("no_pokes")


def test_the_same_key_gives_the_same_submission(learner: User) -> None:
    first = make_submission(learner, key="click-1")
    assert make_submission(learner, key="click-1") == first
    assert Submission.objects.count() == 1


def test_two_learners_may_use_the_same_key(learner: User, classmate: User) -> None:
    assert make_submission(learner, key="click-1") != make_submission(classmate, key="click-1")


def test_the_sixth_attempt_of_a_day_is_refused_and_told_when_it_is_free(learner: User) -> None:
    for hour in range(5):
        make_submission(learner, at=NOON + hour * HOUR)
    with pytest.raises(AttemptsUsed) as refused:
        make_submission(learner, at=NOON + 6 * HOUR)
    assert refused.value.attempts.next_at == NOON + 24 * HOUR
    make_submission(learner, at=NOON + 24 * HOUR)


def test_attempts_are_counted_per_exercise(learner: User) -> None:
    for _ in range(5):
        make_submission(learner)
    make_submission(learner, exercise=make_exercise("other-desk"))


def test_a_document_that_is_not_gradable_costs_no_attempt(learner: User) -> None:
    submission = make_submission(learner)
    queue.write_not_gradable(claim=claim(), answer=ONE_PROBLEM, at=NOON)
    assert count_attempts(user=learner, exercise=submission.exercise, at=NOON).used == 0


def test_a_grader_fault_costs_no_attempt(learner: User) -> None:
    submission = make_submission(learner)
    for hour in range(3):
        queue.write_fault(claim=claim(NOON + hour * HOUR), report="boom", at=NOON)
    assert count_attempts(user=learner, exercise=submission.exercise, at=NOON).used == 0


def test_an_attempt_is_charged_once_however_often_it_was_tried(learner: User) -> None:
    submission = make_submission(learner)
    queue.write_fault(claim=claim(), report="boom", at=NOON)
    queue.write_grade(claim=claim(NOON + HOUR), grade=make_grade(), at=NOON + HOUR)
    assert count_attempts(user=learner, exercise=submission.exercise, at=NOON + HOUR).used == 1


def test_each_attempt_draws_a_form_of_its_own(learner: User) -> None:
    forms = {make_submission(learner).form for _ in range(3)}
    assert len(forms) == 3


def test_two_learners_meet_the_same_form_at_the_same_attempt(learner: User, classmate: User) -> None:
    assert make_submission(learner).form == make_submission(classmate).form


def test_hidden_cases_never_come_from_the_practice_seed() -> None:
    assert form_seed("seed", "post-desk-1") not in {0, form_seed("seed", "post-desk-2")}
    assert form_seed("seed", "post-desk-1") != form_seed("other", "post-desk-1")
    assert derive_seed("seed", "a") == derive_seed("seed", "a")


def test_the_position_counts_those_before(learner: User, classmate: User) -> None:
    first, second = make_submission(learner), make_submission(classmate, at=NOON + HOUR)
    assert (find_position(first), find_position(second)) == (1, 2)
    claim()
    assert [find_position(row) for row in Submission.objects.order_by("submitted_at")] == [None, 1]


def test_a_new_submission_pokes_the_workers_after_it_is_committed(
    learner: User, no_pokes: list[str], django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        make_submission(learner)
        assert no_pokes == []
    assert no_pokes == ["podium.grade_next"]


def test_staff_put_a_fault_back_into_the_queue_with_fresh_tries(learner: User) -> None:
    submission = make_submission(learner)
    for hour in range(3):
        queue.write_fault(claim=claim(NOON + hour * HOUR), report="boom", at=NOON)
    assert retry_submission(submission=submission, at=NOON + 4 * HOUR)
    held = claim(NOON + 4 * HOUR)
    assert queue.write_grade(claim=held, grade=make_grade(), at=NOON + 4 * HOUR)
    assert Submission.objects.get().status == Status.GRADED


def test_the_oldest_waiting_age_is_zero_when_all_are_graded(learner: User) -> None:
    make_submission(learner)
    assert oldest_waiting_seconds(at=NOON + HOUR) == 3600
    queue.write_grade(claim=claim(), grade=make_grade(), at=NOON)
    assert oldest_waiting_seconds(at=NOON + HOUR) == 0
