"""Drafts: one per learner and exercise, with a revision that tells two tabs apart."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from podium.courses.models import Exercise, ExerciseVersion


class DraftQuerySet(models.QuerySet["Draft"]):
    """Reads of drafts."""

    def visible_to(self, user: Any) -> DraftQuerySet:
        """A learner's own drafts; unfinished work is nobody else's business."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()


class Draft(models.Model):
    """The document that a learner is working on. `revision` grows by one with each save.

    `version` is the content that this attempt began with; runs and submissions use it too, so that a
    change of the exercise changes nothing in the middle of an attempt. `handed_in` says that the attempt is
    over: the next opening moves on to the exercise's current content.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="drafts")
    version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="+")
    document = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    handed_in = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Draft]] = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "exercise"], name="one_draft_per_learner_and_exercise")
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id} r{self.revision}"


class KeptReason(models.TextChoices):
    """Why a version of a draft was kept."""

    CONFLICT = "conflict", "Refused: another tab had saved first"
    HISTORY = "history", "Kept on the way"
    REPLACED = "replaced", "Replaced by another version"


class KeptVersion(models.Model):
    """A document that a draft held once, or that was refused because another tab was first. Never edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="kept")
    revision = models.PositiveIntegerField()
    reason = models.CharField(max_length=10, choices=KeptReason.choices)
    document = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ["-kept_at"]

    def __str__(self) -> str:
        return f"{self.reason} r{self.revision}"
