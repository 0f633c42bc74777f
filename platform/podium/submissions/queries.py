"""Questions about submissions that pages, the API and the queue ask alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from podium.accounts.models import User
from podium.courses.models import Exercise
from podium.submissions.models import Status, Submission

DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Attempts:
    """A learner's graded attempts at one exercise within the last 24 hours. `next_at` is when one more is
    free, None while there is one left."""

    used: int
    limit: int
    next_at: datetime | None

    @property
    def left(self) -> int:
        """How many are left now."""
        return max(0, self.limit - self.used)


def count_attempts(*, user: User, exercise: Exercise, at: datetime) -> Attempts:
    """Derived from the submissions themselves, so that nothing can be charged twice or forgotten."""
    times = list(
        Submission.objects.charged()
        .filter(user=user, exercise=exercise, submitted_at__gt=at - DAY)
        .order_by("-submitted_at")
        .values_list("submitted_at", flat=True)
    )
    limit = settings.ATTEMPTS_A_DAY
    next_at = times[limit - 1] + DAY if len(times) >= limit else None
    return Attempts(len(times), limit, next_at)


def find_position(submission: Submission) -> int | None:
    """How many are before it in the queue, plus one; None once a worker has it."""
    if submission.status != Status.QUEUED:
        return None
    ahead = Submission.objects.filter(status=Status.QUEUED, submitted_at__lt=submission.submitted_at)
    return ahead.count() + 1


def oldest_waiting_seconds(*, at: datetime) -> float:
    """The age of the oldest submission without an end; 0 where none waits."""
    oldest = (
        Submission.objects.waiting().order_by("submitted_at").values_list("submitted_at", flat=True).first()
    )
    return max(0.0, (at - oldest).total_seconds()) if oldest else 0.0


def best_scores(user: User) -> dict[str, int]:
    """The best score per skill over all graded submissions of a learner."""
    best: dict[str, int] = {}
    for scores in Submission.objects.filter(user=user, status=Status.GRADED).values_list(
        "grade__scores", flat=True
    ):
        for skill, score in scores.items():
            best[skill] = max(score, best.get(skill, 0))
    return best


def status_data(submission: Submission) -> Mapping[str, Any]:
    """What the page and the stream say while a learner waits."""
    return {
        "id": str(submission.pk),
        "status": submission.status,
        "position": find_position(submission),
        "finished": submission.is_finished,
    }
