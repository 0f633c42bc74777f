"""Runs a program in virtual time: a heap of moments, and queues where capacity is short."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from heapq import heappop, heappush

from sandbox.engine.log import RunLog
from sandbox.engine.memory import Stores
from sandbox.engine.program import Program
from sandbox.engine.scheduler import Scheduler
from sandbox.step import Performer, Step, StepResult
from sandbox.value import Value


def simulate(
    program: Program,
    values: Mapping[str, Value],
    performer: Performer,
    capacities: Mapping[str, int] | None = None,
    *,
    lean: bool = False,
    neutral_checks: bool | frozenset[str] = False,
    stores: Stores | None = None,
) -> RunLog:
    """Run one case to its end. `capacities` limit how many steps draw on a resource at the same time
    (`{"human": 1, "model:large": 2}`); others wait their turn. `stores`: a memory shared with other
    runs. The result depends on the arguments alone."""
    scheduler = Scheduler(program, lean=lean, neutral_checks=neutral_checks, stores=stores)
    if capacities:
        return _simulate_queued(scheduler, values, performer, capacities)
    heap: list[tuple[float, int, StepResult]] = []
    now = 0.0
    ready = scheduler.start(values)
    while True:
        for step in ready:
            result = performer.perform(step)
            heappush(heap, (now + step.delay + _duration(step, result), step.id, result))
        if not heap or scheduler.finished:
            return scheduler.log()
        now, step_id, result = heappop(heap)
        ready = scheduler.finish(step_id, result, now)


def _duration(step: Step, result: StepResult) -> float:
    timeout = step.node.limits.timeout
    return result.seconds if timeout is None or result.seconds <= timeout else timeout


def _simulate_queued(
    scheduler: Scheduler, values: Mapping[str, Value], performer: Performer, capacities: Mapping[str, int]
) -> RunLog:
    """The same with queues: a moment is the start of a delayed step or the end of one at work."""
    heap: list[tuple[float, int, Step, StepResult | None]] = []
    queues: dict[str, deque[Step]] = {}
    free = dict(capacities)
    now = 0.0
    order = 0
    ready = scheduler.start(values)
    while True:
        for step in ready:
            order += 1
            heappush(heap, (now + step.delay, order, step, None))
        if not heap or scheduler.finished:
            return scheduler.log()
        now, _, step, result = heappop(heap)
        resource = step.resource
        ready = []
        beginning: Step | None = None
        if result is not None:
            ready = scheduler.finish(step.id, result, now)
            if resource in free:
                free[resource] += 1
                beginning = _next_waiting(queues, free, resource)
        elif free.get(resource, 1) > 0:
            beginning = step
        else:
            queues.setdefault(resource, deque()).append(step)
        if beginning is not None:
            if beginning.resource in free:
                free[beginning.resource] -= 1
            outcome = performer.perform(beginning)
            order += 1
            heappush(heap, (now + _duration(beginning, outcome), order, beginning, outcome))


def _next_waiting(queues: Mapping[str, deque[Step]], free: Mapping[str, int], resource: str) -> Step | None:
    queue = queues.get(resource)
    return queue.popleft() if queue and free[resource] > 0 else None
