"""Runs a program for real: asyncio, real time, whatever performer is given."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from sandbox.engine.event import Event
from sandbox.engine.log import RunLog
from sandbox.engine.program import Program
from sandbox.engine.scheduler import Scheduler
from sandbox.step import Step, StepResult
from sandbox.value import Value

OnEvent = Callable[[Event], None]


class LivePerforms(Protocol):
    """Carries out one step and may take its time."""

    async def perform(self, step: Step) -> StepResult:
        """Do the step and say what came of it."""
        ...


async def run_live(
    program: Program,
    values: Mapping[str, Value],
    performer: LivePerforms,
    on_event: OnEvent | None = None,
    *,
    concurrency: int = 8,
    clock: Callable[[], float] = time.monotonic,
) -> RunLog:
    """Run to the end and give the log; `on_event` is told each event as it happens. At most `concurrency`
    steps are
    at work at the same time, humans not counted. What a performer raises is a failed step; when this
    coroutine is
    cancelled, so is all the work under way."""
    scheduler = Scheduler(program)
    runner = _Runner(performer, asyncio.Semaphore(concurrency), clock)
    told = 0
    at_work: dict[asyncio.Task[StepResult], Step] = {}
    started = clock()
    ready = scheduler.start(values)
    try:
        while True:
            for step in ready:
                at_work[asyncio.create_task(runner.carry_out(step))] = step
            told = _tell(scheduler, told, on_event)
            if not at_work or scheduler.finished:
                return scheduler.log()
            done, _ = await asyncio.wait(at_work, return_when=asyncio.FIRST_COMPLETED)
            ready = []
            for task in sorted(done, key=lambda each: at_work[each].id):
                step = at_work.pop(task)
                ready.extend(scheduler.finish(step.id, task.result(), clock() - started))
    finally:
        for task in at_work:
            task.cancel()
        await asyncio.gather(*at_work, return_exceptions=True)


def _tell(scheduler: Scheduler, told: int, on_event: OnEvent | None) -> int:
    """Pass on the events that are new."""
    events = scheduler.recorder.events
    if on_event is not None:
        for event in events[told:]:
            on_event(event)
    return len(events)


class _Runner:
    """Carries out steps within their time limits."""

    def __init__(self, performer: LivePerforms, lanes: asyncio.Semaphore, clock: Callable[[], float]) -> None:
        self._performer = performer
        self._lanes = lanes
        self._clock = clock

    async def carry_out(self, step: Step) -> StepResult:
        """Wait if the step must wait, then perform it; the seconds are those that it really took."""
        if step.delay:
            await asyncio.sleep(step.delay)
        if step.node.kind == "human":
            return await self._perform(step)
        async with self._lanes:
            return await self._perform(step)

    async def _perform(self, step: Step) -> StepResult:
        began = self._clock()
        limit = step.node.limits.timeout
        try:
            result = await asyncio.wait_for(self._performer.perform(step), limit)
        except TimeoutError:
            within = f" within {limit:g} seconds" if limit is not None else " in time"
            result = StepResult(status="timeout", message=f"No answer{within}.")
        except Exception as error:  # whatever a tool or model does, the run must go on and say so
            result = StepResult(status="error", message=f"The step broke down ({type(error).__name__}).")
        return replace(result, seconds=self._clock() - began)
