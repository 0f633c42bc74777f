"""Live runs, carried out by a worker."""

from __future__ import annotations

import asyncio
import traceback
from typing import Any

import structlog
from django.conf import settings
from django.db import connections
from django.utils import timezone

from podium.celery import app
from podium.courses.describe import practice_cases
from podium.courses.packages import open_package
from podium.runs.live import run_with_models
from podium.runs.models import Run
from podium.runs.services import append_events, begin_run, finish_run
from podium.runs.simulator import PracticeResult
from sandbox.models.openai import Endpoint, OpenAIModel, Price
from sandbox.models.protocol import Allowance

log = structlog.get_logger("podium.runs")
FLUSH_SECONDS = 0.25


@app.task(name="podium.run_live", time_limit=int(settings.MODEL_RUN_SECONDS) + 60)
def run_live(run_id: str) -> bool:
    """Carry out a live run; whether this worker was the one that did."""
    run = Run.objects.select_related("version").filter(pk=run_id).first()
    if run is None or not begin_run(run=run):
        return False
    try:
        result = asyncio.run(_perform(run))
    except Exception:
        log.error("live_run_broke", run=run_id, report=traceback.format_exc(limit=30))
        outcome = {"run_status": "failed", "reason": "The run broke down on our side.", "score": None}
        return finish_run(run=run, failed=True, outcome=outcome, at=timezone.now())
    return finish_run(run=run, failed=result.failed, outcome=result.outcome, at=timezone.now())


def make_endpoint() -> Endpoint:
    """The endpoint that the operator configured."""
    prices = {tier: Price(*price) for tier, price in settings.MODEL_PRICES.items()}
    return Endpoint(settings.MODEL_ENDPOINT, settings.MODEL_KEY, settings.MODEL_NAMES, prices)


async def _perform(run: Run) -> PracticeResult:
    allowance = Allowance(tokens=settings.MODEL_RUN_TOKENS, cost=settings.MODEL_RUN_COST)
    model = OpenAIModel(make_endpoint(), allowance)
    package = await asyncio.to_thread(open_package, run.version)
    cases = await asyncio.to_thread(practice_cases, run.version)
    journal = _Journal(run)
    try:
        return await run_with_models(
            package,
            run.document,
            cases[run.case_id],
            model,
            seed=settings.PRACTICE_SEED,
            seconds=settings.MODEL_RUN_SECONDS,
            on_event=journal.add,
        )
    finally:
        await journal.close()
        await model.close()


class _Journal:
    """Writes a run's events to the database a few times a second, so that the page can follow."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._waiting: list[dict[str, Any]] = []
        self._writer = asyncio.create_task(self._write_on())

    def add(self, event: dict[str, Any]) -> None:
        """Take an event; it is written soon."""
        self._waiting.append(event)

    async def close(self) -> None:
        """Write what is left."""
        self._writer.cancel()
        await asyncio.gather(self._writer, return_exceptions=True)
        await self._write()

    async def _write_on(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            await asyncio.shield(self._write())

    async def _write(self) -> None:
        events, self._waiting = self._waiting, []
        if events:
            await asyncio.to_thread(_append, self._run, events)


def _append(run: Run, events: list[dict[str, Any]]) -> None:
    try:
        append_events(run=run, events=events)
    finally:
        connections.close_all()  # this thread's own; the next write may run in another
