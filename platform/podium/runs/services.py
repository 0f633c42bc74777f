"""Starting practice runs and writing their journal."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from podium.accounts.models import User
from podium.courses.describe import practice_cases
from podium.courses.models import Exercise
from podium.courses.packages import open_package
from podium.runs.models import Mode, Run, RunEvent, Status
from podium.runs.poke import poke_live_run
from podium.runs.simulator import InvalidDocument, compile_for, simulate_case
from podium.runs.waiting import MOST_WAITING, begin_waiting_run
from podium.studio.services import working_version
from workflow.problem import Problem

KEPT_RUNS = 50
"""Finished practice runs kept of each learner; older ones are dropped."""
PATIENCE = timedelta(seconds=30)
"""How long a live run may wait before the sweeper pokes for it."""


class InvalidRun(Exception):
    """The document or the case cannot be run; `code` for programs, `problems` of the document."""

    def __init__(self, code: str, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.problems = problems


def start_run(
    *,
    user: User,
    exercise: Exercise,
    document: Any,
    case_id: str,
    mode: Mode,
    at: datetime,
    pause_at_people: bool = False,
) -> Run:
    """Run a document on a public case; raises InvalidRun. A simulated run is over when this returns (it takes
    milliseconds), or waits for the learner at a gate; a live one goes to a worker."""
    version = working_version(user=user, exercise=exercise)
    if version is None or case_id not in practice_cases(version):
        raise InvalidRun("no_such_case", "This exercise has no such practice case.")
    run = Run(user=user, version=version, document=document, case_id=case_id, mode=mode, started_at=at)
    run.pause_at_people = pause_at_people
    if pause_at_people:
        _check_pausing(run)
    try:
        if mode == Mode.LIVE:
            compile_for(open_package(version), document)
            return _queue(run)
        if pause_at_people:
            return begin_waiting_run(run=run, at=at)
        return _simulate(run, at)
    except InvalidDocument as invalid:
        raise InvalidRun("invalid_document", str(invalid), invalid.problems) from None


def _check_pausing(run: Run) -> None:
    if run.mode == Mode.LIVE:
        raise InvalidRun("pause_needs_simulation", "Only a simulated run can wait for you at its people.")
    if Run.objects.filter(user=run.user, status=Status.WAITING).count() >= MOST_WAITING:
        message = f"{MOST_WAITING} of your runs wait for a decision already: decide at one of them first."
        raise InvalidRun("too_many_waiting", message)


def _simulate(run: Run, at: datetime) -> Run:
    case = practice_cases(run.version)[run.case_id]
    result = simulate_case(open_package(run.version), run.document, case, settings.PRACTICE_SEED)
    run.status = Status.FAILED if result.failed else Status.DONE
    run.outcome = result.outcome
    run.finished_at = at
    with transaction.atomic():
        run.save(force_insert=True)
        rows = [RunEvent(run=run, seq=event["seq"], data=event) for event in result.events]
        RunEvent.objects.bulk_create(rows, batch_size=500)
        drop_old_runs(user=run.user)
    return run


@transaction.atomic
def _queue(run: Run) -> Run:
    run.save(force_insert=True)
    transaction.on_commit(lambda: poke_live_run(run.pk))
    return run


def append_events(*, run: Run, events: list[dict[str, Any]]) -> None:
    """Add to a live run's journal."""
    rows = [RunEvent(run=run, seq=event["seq"], data=event) for event in events]
    RunEvent.objects.bulk_create(rows, batch_size=500)


def finish_run(*, run: Run, failed: bool, outcome: dict[str, Any], at: datetime) -> bool:
    """End a live run, once; False where it had ended already."""
    status = Status.FAILED if failed else Status.DONE
    going_on = Run.objects.filter(pk=run.pk, status=Status.RUNNING)
    return bool(going_on.update(status=status, outcome=outcome, finished_at=at))


def begin_run(*, run: Run) -> bool:
    """Take a queued live run; False where another worker has it."""
    return bool(Run.objects.filter(pk=run.pk, status=Status.QUEUED).update(status=Status.RUNNING))


def sweep_live_runs(*, at: datetime) -> int:
    """Poke for live runs that wait, and end those whose worker died; how many were looked after."""
    waiting = list(Run.objects.filter(status=Status.QUEUED, started_at__lt=at - PATIENCE)[:20])
    for run in waiting:
        poke_live_run(run.pk)
    limit = timedelta(seconds=settings.MODEL_RUN_SECONDS) + 2 * PATIENCE
    reason = {"run_status": "failed", "reason": "The run was interrupted: start it again.", "score": None}
    left = Run.objects.filter(status=Status.RUNNING, started_at__lt=at - limit)
    return len(waiting) + left.update(status=Status.FAILED, outcome=reason, finished_at=at)


def drop_old_runs(*, user: User) -> int:
    """Drop a learner's oldest finished practice runs beyond those that are kept; how many."""
    old = Run.objects.finished().filter(user=user).order_by("-started_at").values_list("pk", flat=True)
    surplus = list(old[KEPT_RUNS : KEPT_RUNS + 200])
    if not surplus:
        return 0
    Run.objects.filter(pk__in=surplus).delete()
    return len(surplus)
