"""Runs a log again: the events hold all that came from outside, so they rebuild the run."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from sandbox.drivers.simulation import simulate
from sandbox.engine.event import Event, Path
from sandbox.engine.log import RunLog
from sandbox.engine.program import Program
from sandbox.step import Step, StepResult
from sandbox.value import Value

_UNFINISHED = StepResult(seconds=math.inf)
"""A step that was still at work when the run ended."""


class Recorded:
    """Performs each step as a log says it was performed."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._results: dict[tuple[str | None, Path, int], StepResult] = {}
        for event in events:
            if event.type == "step_started":
                self._results[(event.node, event.path, event.data["attempt"])] = _UNFINISHED
            elif event.type in ("step_finished", "step_failed") and "attempt" in event.data:
                self._results[(event.node, event.path, event.data["attempt"])] = _result(event.data)

    def perform(self, step: Step) -> StepResult:
        """The recorded result; an error where the log knows nothing of this step."""
        found = self._results.get((step.node.id, step.path, step.attempt))
        return found or StepResult(status="error", message="The log holds no such step.")


def replay(program: Program, events: Iterable[Event], capacities: Mapping[str, int] | None = None) -> RunLog:
    """The run that a full log tells of; equal to it byte for byte, unless the policy redacts values."""
    known = tuple(events)
    given = known[0].data["values"] if known else {}
    return simulate(program, _values(given), Recorded(known), capacities)


def _result(data: Mapping[str, Any]) -> StepResult:
    tokens = data.get("tokens", (0, 0))
    return StepResult(
        status=data.get("status", "ok"),
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
    )


def _values(data: Mapping[str, Any]) -> dict[str, Value]:
    return {name: Value(name, item) for name, item in data.items()}
