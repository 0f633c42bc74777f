"""Runs a log again: the events hold all that came from outside, so they rebuild the run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.engine.event import Event, Path
from sandbox.engine.log import RunLog
from sandbox.engine.program import Program
from sandbox.engine.scheduler import Scheduler
from sandbox.step import PlannedTask, Step, StepResult
from sandbox.value import Value

Place = tuple[str | None, Path, int]
"""A try of a step: its node, where inside containers, and which try."""


def replay(program: Program, events: Iterable[Event]) -> RunLog:
    """The run that a full log tells of, simulated or live; equal to it byte for byte, unless the policy
    redacts values.

    Each recorded result is taken in at the time at which it was taken in then, in the same order, so that no
    clock and no chance has a say. A step that the log never heard of fails and says so.
    """
    known = tuple(events)
    given = known[0].data.get("values", {}) if known else {}
    open_steps = _OpenSteps(Scheduler(program))
    open_steps.start(_values(given))
    for event in known:
        if _is_result(event):
            open_steps.finish(_place(event), read_result(event.data), event.at)
    started = {_place(event) for event in known if event.type == "step_started"}
    open_steps.fail_all_but(started)
    return open_steps.scheduler.log()


def read_events(plain: Iterable[Mapping[str, Any]]) -> tuple[Event, ...]:
    """Events from their plain data, as `Event.as_dict` gives it; KeyError or TypeError for anything else."""
    return tuple(
        Event(
            int(each["seq"]),
            float(each["at"]),
            each["type"],
            each["node"],
            tuple((str(node), int(number)) for node, number in each["path"]),
            dict(each["data"]),
        )
        for each in plain
    )


def read_result(data: Mapping[str, Any]) -> StepResult:
    """What came of a step, from the data of its last event. A plan is judged anew."""
    tokens = data.get("tokens", (0, 0))
    return StepResult(
        status="ok" if "plan" in data else data.get("status", "ok"),
        port=data.get("port"),
        values=_values(data.get("values", {})),
        seconds=data.get("seconds", 0.0),
        cost=data.get("cost", 0.0),
        input_tokens=tokens[0],
        output_tokens=tokens[1],
        minutes=data.get("minutes", 0.0),
        message=data.get("message", ""),
        incidents=tuple(data.get("incidents", ())),
        detail=data.get("detail", {}),
        effect=data.get("effect", False),
        plan=tuple(PlannedTask.of(task) for task in data.get("plan", ())),
    )


class _OpenSteps:
    """A scheduler, and the steps that it waits for by their place."""

    def __init__(self, scheduler: Scheduler) -> None:
        self.scheduler = scheduler
        self._ids: dict[Place, int] = {}

    def start(self, values: Mapping[str, Value]) -> None:
        """Begin the run."""
        self._note(self.scheduler.start(values))

    def finish(self, place: Place, result: StepResult, at: float) -> None:
        """Take in a result; one that nobody waits for is left out."""
        step_id = self._ids.pop(place, None)
        if step_id is not None:
            self._note(self.scheduler.finish(step_id, result, at))

    def fail_all_but(self, started: set[Place]) -> None:
        """Fail every open step except those that the log saw begin: they were at work when it ended."""
        unknown = StepResult(status="error", message="The log holds no such step.")
        while strangers := [place for place in self._ids if place not in started]:
            self.finish(strangers[0], unknown, self.scheduler.now)

    def _note(self, ready: list[Step]) -> None:
        for step in ready:
            self._ids[(step.node.id, step.path, step.attempt)] = step.id


def _is_result(event: Event) -> bool:
    return event.type in ("step_finished", "step_failed") and "attempt" in event.data


def _place(event: Event) -> Place:
    return event.node, event.path, event.data["attempt"]


def _values(data: Mapping[str, Any]) -> dict[str, Value]:
    return {name: Value(name, item) for name, item in data.items()}
