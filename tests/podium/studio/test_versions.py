"""A change of content in the middle of an attempt changes nothing for that attempt."""

from __future__ import annotations

import pytest

from podium.accounts.models import User
from podium.courses.models import Exercise, ExerciseVersion
from podium.courses.packages import open_package
from podium.studio.models import Draft
from podium.studio.services import open_draft, save_draft, working_version
from podium.submissions.models import Submission
from tests.podium.making import HOUR, NOON, make_document, make_exercise, make_run, make_submission

pytestmark = pytest.mark.usefixtures("no_pokes")


@pytest.fixture
def exercise(db: None) -> Exercise:
    return make_exercise()


def change_content(exercise: Exercise) -> ExerciseVersion:
    """The authors write another starter."""
    old = exercise.current
    assert old is not None
    starter = old.files["starter.yaml"].replace("Sort {{letter}}.", "Look at {{letter}}.")
    new = ExerciseVersion.objects.create(
        exercise=exercise,
        content_hash="changed",
        title=old.title,
        level=old.level,
        kind=old.kind,
        files={**old.files, "starter.yaml": starter},
        created_at=NOON + HOUR,
    )
    Exercise.objects.filter(pk=exercise.pk).update(current=new)
    exercise.refresh_from_db()
    return new


def begin(learner: User, exercise: Exercise) -> Draft:
    draft = open_draft(user=learner, exercise=exercise, at=NOON)
    return save_draft(draft=draft, document=make_document("Mine."), revision=draft.revision, at=NOON)


def test_work_that_was_begun_goes_on_with_the_content_it_began_with(
    learner: User, exercise: Exercise
) -> None:
    old = begin(learner, exercise).version
    change_content(exercise)
    draft = open_draft(user=learner, exercise=exercise, at=NOON + HOUR)
    assert (draft.version, draft.document) == (old, make_document("Mine."))
    assert Submission.objects.get(pk=make_submission(learner, exercise=exercise).pk).version == old


def test_runs_use_the_content_of_the_attempt(learner: User, exercise: Exercise) -> None:
    old = begin(learner, exercise).version
    new = change_content(exercise)
    assert make_run(learner).version == old
    assert working_version(user=learner, exercise=exercise) == old != new


def test_a_draft_that_nobody_touched_takes_the_new_starter(learner: User, exercise: Exercise) -> None:
    open_draft(user=learner, exercise=exercise, at=NOON)
    new = change_content(exercise)
    draft = open_draft(user=learner, exercise=exercise, at=NOON + HOUR)
    assert (draft.version, draft.document) == (new, open_package(new).starter)


def test_after_handing_in_the_next_attempt_takes_up_the_new_content(
    learner: User, exercise: Exercise
) -> None:
    begin(learner, exercise)
    make_submission(learner, exercise=exercise)
    new = change_content(exercise)
    draft = open_draft(user=learner, exercise=exercise, at=NOON + HOUR)
    assert (draft.version, draft.document, draft.handed_in) == (new, make_document("Mine."), False)


def test_somebody_without_a_draft_works_with_the_current_content(classmate: User, exercise: Exercise) -> None:
    new = change_content(exercise)
    assert working_version(user=classmate, exercise=exercise) == new
