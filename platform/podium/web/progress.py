"""The map of the five levels, as one learner sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from podium.courses.models import Exercise
from podium.studio.models import Draft
from podium.submissions.models import Status, Submission

LEVELS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class ExerciseProgress:
    """One exercise on the map. `state`: new, draft, waiting, graded, passed. `best` is the best graded
    submission by outcome, None where there is none."""

    exercise: Exercise
    state: str
    best: Submission | None
    attempts: int

    @property
    def is_passed(self) -> bool:
        """Whether it was ever passed."""
        return self.state == "passed"


@dataclass(frozen=True, slots=True)
class LevelProgress:
    """One level of the map. `state`: passed (all of its exercises), current (the first that is not),
    ahead."""

    number: int
    state: str
    exercises: tuple[ExerciseProgress, ...]

    @property
    def passed_count(self) -> int:
        """How many of its exercises are passed."""
        return sum(entry.is_passed for entry in self.exercises)


def map_levels(user: Any) -> tuple[LevelProgress, ...]:
    """All five levels with their exercises; for a visitor everything is new."""
    entries = [exercise_progress(exercise, user) for exercise in Exercise.objects.visible_to(user).in_order()]
    levels: list[LevelProgress] = []
    for number in LEVELS:
        own = tuple(entry for entry in entries if entry.exercise.level == number)
        is_passed = bool(own) and all(entry.is_passed for entry in own)
        is_first_open = all(level.state == "passed" for level in levels)
        state = "passed" if is_passed else "current" if is_first_open else "ahead"
        levels.append(LevelProgress(number, state, own))
    return tuple(levels)


def exercise_progress(exercise: Exercise, user: Any) -> ExerciseProgress:
    """How far one learner is with one exercise."""
    if not user.is_authenticated:
        return ExerciseProgress(exercise, "new", None, 0)
    own = Submission.objects.filter(user=user, exercise=exercise)
    graded = own.filter(status=Status.GRADED).select_related("grade")
    best = graded.order_by("-grade__passed", "-grade__outcome", "submitted_at").first()
    if best is not None and best.grade.passed:
        state = "passed"
    elif own.waiting().exists():
        state = "waiting"
    elif best is not None:
        state = "graded"
    else:
        state = "draft" if Draft.objects.filter(user=user, exercise=exercise).exists() else "new"
    return ExerciseProgress(exercise, state, best, own.count())
