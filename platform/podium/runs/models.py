"""Practice runs: interactive, so they keep a journal, event by event."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from podium.courses.models import ExerciseVersion


class Status(models.TextChoices):
    """Where a run is."""

    QUEUED = "queued", "Queued"
    RUNNING = "running", "Running"
    WAITING = "waiting", "Waiting for a person"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class Mode(models.TextChoices):
    """Who plays the agents."""

    SIMULATED = "simulated", "Simulated"
    LIVE = "live", "Live models"


class RunQuerySet(models.QuerySet["Run"]):
    """Reads of runs."""

    def visible_to(self, user: Any) -> RunQuerySet:
        """A learner's own practice runs."""
        return self.filter(user_id=user.pk) if user.is_authenticated else self.none()

    def finished(self) -> RunQuerySet:
        """Runs with nothing left to happen."""
        return self.filter(status__in=[Status.DONE, Status.FAILED])

    def last_of(self, version: ExerciseVersion) -> Run | None:
        """The newest run on this content of an exercise."""
        return self.filter(version=version).order_by("-started_at").first()


class Run(models.Model):
    """One run of an exact document on one public case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="runs")
    version = models.ForeignKey(ExerciseVersion, on_delete=models.PROTECT, related_name="+")
    document = models.JSONField()
    case_id = models.CharField(max_length=80)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.SIMULATED)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.QUEUED)
    outcome = models.JSONField(null=True)
    pause_at_people = models.BooleanField(default=False)
    gates = models.JSONField(default=list)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Run]] = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["user", "-started_at"], name="run_by_user")]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="run_status_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.status}"

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for a person at one of its gates."""
        return self.status == Status.WAITING

    @property
    def is_finished(self) -> bool:
        """Whether nothing is left to happen."""
        return self.status in {Status.DONE, Status.FAILED}


class RunEvent(models.Model):
    """One event of a run's journal: append-only, numbered from the engine."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    data = models.JSONField()

    class Meta:
        ordering = ["run", "seq"]
        constraints = [models.UniqueConstraint(fields=["run", "seq"], name="one_event_per_number")]

    def __str__(self) -> str:
        return f"{self.seq} {self.data.get('type', '')}"


class JournalRecord(models.Model):
    """One record of a run that may wait: what it was given, or what came of a step. The state of the run,
    kept on the server only; `step` is there for results, of which each step has one."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="journal")
    seq = models.PositiveIntegerField()
    step = models.PositiveIntegerField(null=True)
    data = models.JSONField()

    class Meta:
        ordering = ["run", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["run", "seq"], name="one_record_per_number"),
            models.UniqueConstraint(fields=["run", "step"], name="one_result_per_step"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}"
