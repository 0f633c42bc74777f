"""Handing work in, and putting it back after a grader fault."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from podium.accounts.models import User
from podium.courses.models import Exercise
from podium.installation import fingerprint_of
from podium.studio.services import mark_handed_in, working_version
from podium.submissions.models import Status, Submission
from podium.submissions.poke import poke_workers
from podium.submissions.queries import Attempts, count_attempts


class AttemptsUsed(Exception):
    """No graded attempt is left today; `attempts.next_at` says when one is."""

    def __init__(self, attempts: Attempts) -> None:
        super().__init__(f"{attempts.used} of {attempts.limit} attempts used")
        self.attempts = attempts


@transaction.atomic
def submit(
    *, user: User, exercise: Exercise, document: Any, idempotency_key: str, at: datetime
) -> tuple[Submission, bool]:
    """Freeze a document and queue it; (submission, whether it is new). The same key gives the same
    submission, however often it is sent. Raises AttemptsUsed."""
    version = working_version(user=user, exercise=exercise)
    if version is None:
        raise ValueError(f"{exercise.slug} has no content")
    User.objects.select_for_update().get(pk=user.pk)  # one learner's submissions, one after the other
    before = Submission.objects.filter(user=user, idempotency_key=idempotency_key).first()
    if before is not None:
        return before, False
    attempts = count_attempts(user=user, exercise=exercise, at=at)
    if not attempts.left:
        raise AttemptsUsed(attempts)
    number = Submission.objects.filter(user=user, exercise=exercise).count() + 1
    submission = Submission.objects.create(
        user=user,
        exercise=exercise,
        version=version,
        document=document,
        idempotency_key=idempotency_key,
        form=f"{exercise.slug}-{number}",
        seed_fingerprint=fingerprint_of(settings.INSTALLATION.seed),
        submitted_at=at,
        not_before=at,
    )
    mark_handed_in(user=user, exercise=exercise)
    transaction.on_commit(poke_workers)
    return submission, True


@transaction.atomic
def retry_submission(*, submission: Submission, at: datetime) -> bool:
    """Queue a submission that ended in a grader fault once more; False where it had not."""
    changed = Submission.objects.filter(pk=submission.pk, status=Status.GRADER_FAULT).update(
        status=Status.QUEUED, not_before=at, finished_at=None, lease_until=None, tries=0
    )
    transaction.on_commit(poke_workers)
    return bool(changed)
