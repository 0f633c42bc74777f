"""Submissions: the row is the queue; a grade is written once."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from podium.courses.models import Exercise, ExerciseVersion


class Status(models.TextChoices):
    """Where a submission is. The last three are ends, and never confused."""

    QUEUED = "queued", "Queued"
    GRADING = "grading", "Grading"
    GRADED = "graded", "Graded"
    NOT_GRADABLE = "not_gradable", "Not gradable"
    GRADER_FAULT = "grader_fault", "Grader fault"


ENDS = (Status.GRADED, Status.NOT_GRADABLE, Status.GRADER_FAULT)
WAITING = (Status.QUEUED, Status.GRADING)
FREE_OF_CHARGE = (Status.NOT_GRADABLE, Status.GRADER_FAULT)


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Reads of submissions."""

    def visible_to(self, user: Any) -> SubmissionQuerySet:
        """A learner's own; instructors and managers read all of this installation's."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_instructor else self.filter(user_id=user.pk)

    def waiting(self) -> SubmissionQuerySet:
        """Those without an end yet."""
        return self.filter(status__in=WAITING)

    def claimable(self, *, at: datetime) -> SubmissionQuerySet:
        """Those a worker may take at that moment, the oldest first: queued and due, or left by a dead
        worker."""
        due = models.Q(status=Status.QUEUED, not_before__lte=at)
        abandoned = models.Q(status=Status.GRADING, lease_until__lte=at)
        return self.filter(due | abandoned).order_by("submitted_at", "id")

    def charged(self) -> SubmissionQuerySet:
        """Those that cost an attempt, or will: everything but the two ends that are free."""
        return self.exclude(status__in=FREE_OF_CHARGE)

    def passed(self) -> SubmissionQuerySet:
        """Graded and passed."""
        return self.filter(status=Status.GRADED, grade__passed=True)


class Submission(models.Model):
    """A frozen document on its way to a grade.

    `form` draws the hidden cases (one per attempt); `seed_fingerprint` names the installation seed that it
    was made under. `fence` grows with each claim: only the worker that holds the newest may write the
    result. `tries` counts claims since it was queued or put back by hand.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="submissions")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="submissions")
    version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="+")
    document = models.JSONField()
    idempotency_key = models.CharField(max_length=80)
    form = models.CharField(max_length=80)
    seed_fingerprint = models.CharField(max_length=12)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.QUEUED)
    submitted_at = models.DateTimeField()
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    problems = models.JSONField(default=list)

    objects: ClassVar[models.Manager[Submission]] = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-submitted_at"]
        indexes = [
            models.Index(fields=["status", "submitted_at"], name="submission_queue"),
            models.Index(fields=["user", "exercise", "-submitted_at"], name="submission_by_user"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "idempotency_key"], name="one_submission_per_key"),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="submission_status_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.GRADING) | models.Q(lease_until__isnull=False),
                name="grading_has_a_lease",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=WAITING) | models.Q(finished_at__isnull=False),
                name="an_end_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id} {self.form} {self.status}"

    @property
    def is_finished(self) -> bool:
        """Whether it has come to one of its three ends."""
        return self.status in ENDS


class Grade(models.Model):
    """The result, once: what the grader said as canonical plain data, and what lists and profiles read."""

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="grade"
    )
    passed = models.BooleanField()
    outcome = models.PositiveSmallIntegerField()
    scores = models.JSONField()
    result = models.JSONField()
    engine_version = models.CharField(max_length=80)
    detector_version = models.CharField(max_length=80)
    graded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.outcome} {'passed' if self.passed else 'not passed'}"


class GraderFault(models.Model):
    """One failure of the grader itself, for staff. The learner is told only that it was not their fault."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="faults")
    fence = models.PositiveIntegerField()
    report = models.TextField()
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["-happened_at"]
        constraints = [models.UniqueConstraint(fields=["submission", "fence"], name="one_fault_per_claim")]

    def __str__(self) -> str:
        return self.report.strip().rpartition("\n")[2][:120]
