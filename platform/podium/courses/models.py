"""Exercises, loaded from packages; each change of content is a version of its own."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    """Reads of exercises."""

    def visible_to(self, user: Any) -> ExerciseQuerySet:
        """Published exercises: they are for learning, so anybody may read their briefs."""
        return self.filter(is_published=True).select_related("current")

    def in_order(self) -> ExerciseQuerySet:
        """By level, then by title."""
        return self.order_by("level", "title")


class Exercise(models.Model):
    """An exercise that is offered. Its content is the current version's."""

    slug = models.SlugField(primary_key=True, max_length=60)
    title = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    is_published = models.BooleanField(default=True)
    current = models.ForeignKey(
        "ExerciseVersion", on_delete=models.PROTECT, null=True, related_name="+", db_constraint=True
    )

    objects: ClassVar[models.Manager[Exercise]] = ExerciseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=5), name="exercise_level_1_to_5"
            )
        ]

    def __str__(self) -> str:
        return self.title


class ExerciseVersion(models.Model):
    """What an exercise's files held at one time. `files` maps a path inside the package to its text, so that
    an attempt made for this version can be graded after the files on disk have changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="versions")
    content_hash = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=300, blank=True)
    level = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    minutes = models.PositiveSmallIntegerField(default=30)
    skills = models.JSONField(default=dict)
    duties = models.JSONField(default=list)
    files = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(fields=["exercise", "content_hash"], name="one_version_per_content")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.content_hash[:8]}"
