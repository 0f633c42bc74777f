"""The queue: claimed once, written once, nothing lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from grading.score import NotGradable
from podium.accounts.models import User
from podium.submissions import queue
from podium.submissions.models import Grade, GraderFault, Status, Submission
from tests.podium.making import HOUR, NOON, make_exercise, make_grade, make_submission
from workflow.problem import Problem

pytestmark = pytest.mark.usefixtures("no_pokes")
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
ONE_PROBLEM = NotGradable((Problem("cycle", "/edges/0", "The wires run in a circle.", "Take one out."),))


def reload(submission: Submission) -> Submission:
    return Submission.objects.get(pk=submission.pk)


def claim(at=NOON) -> queue.Claim:
    found = queue.claim_next(at=at)
    assert found is not None
    return found


def test_the_oldest_submission_is_claimed_first(learner: User) -> None:
    make_submission(learner, at=NOON + HOUR)
    older = make_submission(learner, at=NOON)
    assert claim(NOON + 2 * HOUR).submission == older


def test_a_claimed_submission_is_not_claimed_again_while_the_lease_runs(learner: User) -> None:
    make_submission(learner)
    claim()
    assert queue.claim_next(at=NOON + LEASE / 2) is None


def test_a_lease_that_ran_out_is_claimed_with_a_newer_fence(learner: User) -> None:
    make_submission(learner)
    dead, alive = claim(), claim(NOON + LEASE)
    assert (dead.fence, alive.fence) == (1, 2)


def test_a_worker_past_its_lease_writes_nothing(learner: User) -> None:
    submission = make_submission(learner)
    late, current = claim(), claim(NOON + LEASE)
    assert not queue.write_grade(claim=late, grade=make_grade(score=1), at=NOON + LEASE)
    assert queue.write_grade(claim=current, grade=make_grade(score=90), at=NOON + LEASE)
    assert reload(submission).grade.scores["prompt_quality"] == 90


def test_a_grade_is_written_once(learner: User) -> None:
    submission = make_submission(learner)
    held = claim()
    assert queue.write_grade(claim=held, grade=make_grade(), at=NOON)
    assert not queue.write_grade(claim=held, grade=make_grade(score=1), at=NOON)
    assert Grade.objects.get(submission=submission).scores["prompt_quality"] == 80
    assert reload(submission).status == Status.GRADED


def test_a_document_at_fault_is_told_its_problems(learner: User) -> None:
    submission = make_submission(learner)
    assert queue.write_not_gradable(claim=claim(), answer=ONE_PROBLEM, at=NOON)
    found = reload(submission)
    assert (found.status, found.problems[0]["code"]) == (Status.NOT_GRADABLE, "cycle")


def test_a_grader_fault_is_tried_again_after_a_pause(learner: User) -> None:
    submission = make_submission(learner)
    assert queue.write_fault(claim=claim(), report="boom", at=NOON)
    assert reload(submission).status == Status.QUEUED
    assert queue.claim_next(at=NOON) is None
    assert queue.claim_next(at=NOON + timedelta(seconds=5)) is not None


def test_the_third_grader_fault_ends_the_submission_and_is_shown_to_staff(learner: User) -> None:
    submission = make_submission(learner)
    for hour in range(3):
        assert queue.write_fault(
            claim=claim(NOON + hour * HOUR), report=f"boom {hour}", at=NOON + hour * HOUR
        )
    assert reload(submission).status == Status.GRADER_FAULT
    assert GraderFault.objects.filter(submission=submission).count() == 3
    assert queue.claim_next(at=NOON + 9 * HOUR) is None


def test_a_submission_that_kills_three_workers_is_given_up(learner: User) -> None:
    submission = make_submission(learner)
    for hour in range(3):
        claim(NOON + hour * HOUR)
    assert queue.claim_next(at=NOON + 3 * HOUR) is None
    assert reload(submission).status == Status.GRADER_FAULT


def test_one_that_is_given_up_does_not_hold_up_the_next(learner: User, classmate: User) -> None:
    make_submission(learner)
    for hour in range(3):
        claim(NOON + hour * HOUR)
    other = make_submission(classmate, at=NOON + 3 * HOUR)
    assert claim(NOON + 4 * HOUR).submission == other


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_never_claim_the_same(learner: User) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    for number in range(5):
        make_submission(learner, exercise=make_exercise(f"desk-{number}"))

    def work(_: int) -> list[str]:
        taken = []
        while found := queue.claim_next(at=NOON):
            taken.append(str(found.submission.pk))
        connection.close()
        return taken

    with ThreadPoolExecutor(4) as pool:
        taken = [pk for part in pool.map(work, range(4)) for pk in part]
    assert len(taken) == len(set(taken)) == 5
