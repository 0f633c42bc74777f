"""Runs that wait for a person: their stored journal, and the decisions that let them go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from podium.accounts.models import User
from podium.courses.describe import practice_cases
from podium.courses.packages import open_package
from podium.runs.gates import describe_gate, go_on, read_decision
from podium.runs.models import JournalRecord, Run, RunEvent, Status
from podium.runs.simulator import describe_outcome
from sandbox.drivers.journal import Done, Record, plain_record, record_from
from sandbox.drivers.paused import Progress, answer

MOST_WAITING = 20
"""Runs of one learner that may wait at the same time."""
CHANGED = "Podium changed while this run waited, and it would now go another way: start it again."


class NotWaiting(Exception):
    """The gate is not open: it was decided already, or the run is over. The text says which."""


@dataclass(slots=True)
class RowJournal:
    """A run's journal: the records that are stored, and those that are to be stored with the next save."""

    stored: list[Record] = field(default_factory=list)
    fresh: list[Record] = field(default_factory=list)

    def read(self) -> tuple[Record, ...]:
        """All records so far."""
        return (*self.stored, *self.fresh)

    def append(self, record: Record) -> None:
        """Add one; it is stored in the transaction that this stretch of the run is part of."""
        self.fresh.append(record)


@transaction.atomic
def begin_waiting_run(*, run: Run, at: datetime) -> Run:
    """Carry a new run out until it is over or waits for the learner; raises InvalidDocument."""
    journal = RowJournal()
    progress = _carry_on(run, journal)
    run.save(force_insert=True)
    _save(run, journal, progress, at)
    return run


@transaction.atomic
def decide(
    *,
    user: User,
    run_id: UUID,
    step_id: int,
    port: str,
    edits: Mapping[str, Any],
    comment: str,
    at: datetime,
) -> Run:
    """Decide at a gate and carry the run on. Of two decisions at once one waits for the other and then raises
    NotWaiting. Raises Run.DoesNotExist and InvalidDecision."""
    run = Run.objects.visible_to(user).select_for_update(of=("self",)).get(pk=run_id)
    if run.status != Status.WAITING:
        raise NotWaiting("This run does not wait for anybody.")
    journal = RowJournal([record_from(each.data) for each in run.journal.all()])
    progress = _carry_on(run, journal)
    if not _tells_the_same(run, progress):
        return _give_up(run, at)
    step = next((step for step in progress.waiting if step.id == step_id), None)
    if step is None:
        raise NotWaiting("This gate is not open: somebody has decided already, or it does not exist.")
    case = practice_cases(run.version)[run.case_id]
    scenario = open_package(run.version).scenario
    answer(journal, step, read_decision(scenario, case, step, port, edits, comment))
    _save(run, journal, _carry_on(run, journal), at)
    return run


def _carry_on(run: Run, journal: RowJournal) -> Progress:
    case = practice_cases(run.version)[run.case_id]
    return go_on(open_package(run.version), run.document, case, settings.PRACTICE_SEED, journal)


def _tells_the_same(run: Run, progress: Progress) -> bool:
    """Whether the run, worked through again, begins with the events that were shown."""
    shown = [event.data for event in run.events.all()]
    return shown == [event.as_dict() for event in progress.log.events[: len(shown)]]


def _save(run: Run, journal: RowJournal, progress: Progress, at: datetime) -> None:
    """Store how far the run has come: its records, its new events, its state."""
    first = len(journal.stored)
    JournalRecord.objects.bulk_create(
        [
            JournalRecord(
                run=run,
                seq=first + place,
                step=record.step if isinstance(record, Done) else None,
                data=plain_record(record),
            )
            for place, record in enumerate(journal.fresh)
        ]
    )
    told = run.events.count()
    events = [event.as_dict() for event in progress.log.events[told:]]
    rows = [RunEvent(run=run, seq=event["seq"], data=event) for event in events]
    RunEvent.objects.bulk_create(rows, batch_size=500)
    package = open_package(run.version)
    run.gates = [describe_gate(package.scenario, step) for step in progress.waiting]
    if progress.waiting:
        run.status = Status.WAITING
    else:
        run.status = Status.FAILED if progress.log.status == "failed" else Status.DONE
        case = practice_cases(run.version)[run.case_id]
        run.outcome = describe_outcome(package.scenario, case, progress.log)
        run.finished_at = at
        run.journal.all().delete()
    run.save()


def _give_up(run: Run, at: datetime) -> Run:
    run.status = Status.FAILED
    run.outcome = {"run_status": "failed", "reason": CHANGED, "score": None}
    run.gates = []
    run.finished_at = at
    run.save()
    return run
