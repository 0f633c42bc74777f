"""Runs a program in virtual time so that it may stop anywhere and go on later: in another process, in days.

The run is worked through again from its journal: a step whose result is there is never performed again, and
a step with an effect is noted before it is taken. The scheduler is deterministic, so the run that was
interrupted and the run that was not have the same log, byte for byte.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

from sandbox.drivers.journal import Done, Given, Intent, Journal
from sandbox.engine.event import Event
from sandbox.engine.log import RunLog
from sandbox.engine.program import Program
from sandbox.engine.scheduler import Scheduler
from sandbox.step import Performer, Step, StepResult
from sandbox.value import Value

Waits = Callable[[Step], bool]
"""Whether a step is left to somebody outside, who decides when they decide."""
OnEvent = Callable[[Event], None]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come: its log, and the gates that wait for somebody, the one due first before the
    others. With none it is over."""

    log: RunLog
    waiting: tuple[Step, ...] = ()


def carry_on(
    program: Program,
    journal: Journal,
    performer: Performer,
    values: Mapping[str, Value] | None = None,
    *,
    waits: Waits = lambda step: False,
    on_event: OnEvent | None = None,
) -> Progress:
    """Begin a run with `values`, or go on with the one that the journal tells of, until it is over or waits
    for somebody; `on_event` is told every event from the first. ValueError where there is neither."""
    return _Run(program, journal, performer, waits, on_event).go(values)


def answer(journal: Journal, step: Step, result: StepResult) -> None:
    """Write down what somebody decided at a gate; the next `carry_on` takes it in."""
    journal.append(Done(step.id, result))


def seconds_at_gate(step: Step) -> float:
    """How long a person looks, in seconds of the run's own clock, whenever they really do."""
    minutes: float = getattr(step.node.settings, "minutes", 0.0)
    return round(minutes * 60.0, 3)


class _Run:
    """One stretch of a run, from its beginning to where it ends or waits."""

    def __init__(
        self, program: Program, journal: Journal, performer: Performer, waits: Waits, on_event: OnEvent | None
    ) -> None:
        self.scheduler = Scheduler(program)
        self.journal = journal
        self.performer = performer
        self.waits = waits
        self.on_event = on_event
        records = journal.read()
        self.given = next((each.values for each in records if isinstance(each, Given)), None)
        self.results = {each.step: each.result for each in records if isinstance(each, Done)}
        self.intended = {each.step for each in records if isinstance(each, Intent)}
        self.told = 0

    def go(self, values: Mapping[str, Value] | None) -> Progress:
        """Work the run through."""
        if self.given is None:
            if values is None:
                raise ValueError("The journal tells of no run.")
            self.journal.append(Given(values))
            self.given = values
        heap: list[tuple[float, int, Step, StepResult | None]] = []
        now = 0.0
        ready = self.scheduler.start(self.given)
        while True:
            self._tell()
            for step in ready:
                result = self._result(step)
                heappush(heap, (now + step.delay + _duration(step, result), step.id, step, result))
            if not heap or self.scheduler.finished:
                return Progress(self.scheduler.log())
            if heap[0][3] is None:
                waiting = tuple(step for _, _, step, result in sorted(heap, key=_order) if result is None)
                return Progress(self.scheduler.log(), waiting)
            now, step_id, _, result = heappop(heap)
            if result is not None:
                ready = self.scheduler.finish(step_id, result, now)

    def _result(self, step: Step) -> StepResult | None:
        """What came of a step: by the journal, else by performing it now; None where somebody must decide."""
        known = self.results.get(step.id)
        if known is not None:
            return known
        if self.waits(step) and not _is_too_late(step):
            return None
        if step.node.kind == "tool" and step.id not in self.intended:
            self.journal.append(Intent(step.id, step.key))
        result = self.performer.perform(step)
        self.journal.append(Done(step.id, result))
        return result

    def _tell(self) -> None:
        events = self.scheduler.recorder.events
        if self.on_event is not None:
            for event in events[self.told :]:
                self.on_event(event)
        self.told = len(events)


def _order(entry: tuple[float, int, Step, StepResult | None]) -> tuple[float, int]:
    return entry[:2]


def _is_too_late(step: Step) -> bool:
    """A gate whose person takes longer than it may: nobody needs to be asked, it times out."""
    timeout = step.node.limits.timeout
    return timeout is not None and seconds_at_gate(step) > timeout


def _duration(step: Step, result: StepResult | None) -> float:
    seconds = seconds_at_gate(step) if result is None else result.seconds
    timeout = step.node.limits.timeout
    return seconds if timeout is None or seconds <= timeout else timeout
