"""Runs a program for real: asyncio, real time, whatever performer is given.

What is measured is rounded to microseconds and millionths of a euro before it enters the run, so that the
event log alone rebuilds the run byte for byte (`replay`), sums included.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from sandbox.drivers.journal import Done, Given, Intent, Journal, MemoryJournal
from sandbox.engine.event import Event
from sandbox.engine.log import RunLog
from sandbox.engine.program import Program
from sandbox.engine.scheduler import Scheduler
from sandbox.step import Step, StepResult
from sandbox.value import Value

OnEvent = Callable[[Event], None]
PLACES = 6
"""Decimal places of seconds and euros, as in the event log."""


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
    journal: Journal | None = None,
) -> RunLog:
    """Run to the end and give the log; `on_event` is told each event as it happens. At most `concurrency`
    steps are at work at the same time, humans not counted. What a performer raises is a failed step; when
    this coroutine is cancelled, so is all the work under way.

    With a `journal` the run outlives the process: called again with the same one it goes on where it was,
    `values` unread, and takes no finished step again. The time in between does not count.
    """
    run = _Run(program, _Runner(performer, asyncio.Semaphore(concurrency), clock), journal, on_event)
    ready = run.recall(values)
    began = clock() - run.scheduler.now
    try:
        while True:
            run.launch(ready)
            run.tell()
            if not run.at_work or run.scheduler.finished:
                return run.scheduler.log()
            done, _ = await asyncio.wait(run.at_work, return_when=asyncio.FIRST_COMPLETED)
            ready = []
            for task in sorted(done, key=lambda each: run.at_work[each].id):
                ready.extend(run.take_in(task, round(clock() - began, PLACES)))
    finally:
        for task in run.at_work:
            task.cancel()
        await asyncio.gather(*run.at_work, return_exceptions=True)


class _Run:
    """The state of one live run."""

    def __init__(
        self, program: Program, runner: _Runner, journal: Journal | None, on_event: OnEvent | None
    ) -> None:
        self.scheduler = Scheduler(program)
        self.runner = runner
        self.journal = journal or MemoryJournal()
        self.on_event = on_event
        self.at_work: dict[asyncio.Task[StepResult], Step] = {}
        self._told = 0

    def recall(self, values: Mapping[str, Value]) -> list[Step]:
        """Begin, or work through what the journal tells of; the steps that are to be done now."""
        records = self.journal.read()
        given = next((each.values for each in records if isinstance(each, Given)), None)
        if given is None:
            self.journal.append(Given(values))
        waiting = {step.id: step for step in self.scheduler.start(values if given is None else given)}
        for record in records:
            if isinstance(record, Done) and waiting.pop(record.step, None) is not None:
                ready = self.scheduler.finish(record.step, record.result, record.at or 0.0)
                waiting |= {step.id: step for step in ready}
        return [waiting[each] for each in sorted(waiting)]

    def launch(self, ready: list[Step]) -> None:
        """Set to work on steps; one that may act on the world is noted first."""
        for step in ready:
            if step.node.kind == "tool":
                self.journal.append(Intent(step.id, step.key))
            self.at_work[asyncio.create_task(self.runner.carry_out(step))] = step

    def take_in(self, task: asyncio.Task[StepResult], at: float) -> list[Step]:
        """Take in what came of a step."""
        step = self.at_work.pop(task)
        self.journal.append(Done(step.id, task.result(), at))
        return self.scheduler.finish(step.id, task.result(), at)

    def tell(self) -> None:
        """Pass on the events that are new."""
        events = self.scheduler.recorder.events
        if self.on_event is not None:
            for event in events[self._told :]:
                self.on_event(event)
        self._told = len(events)


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
        seconds = round(self._clock() - began, PLACES)
        return replace(result, seconds=seconds, cost=round(result.cost, PLACES))
