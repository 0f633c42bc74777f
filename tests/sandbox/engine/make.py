"""Programs and performers for the tests of the engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.drivers.simulation import simulate
from sandbox.engine.log import RunLog
from sandbox.engine.program import Program, compile_program
from sandbox.step import Step, StepResult
from sandbox.value import Value
from tests.workflow.make import make_document

Script = Callable[[Step], StepResult | Mapping[str, Any]]


def make_program(data: dict[str, Any]) -> Program:
    """A program of stored data that is known to be right."""
    return compile_program(make_document(data))


def make_values(**data: Any) -> dict[str, Value]:
    """Values by name."""
    return {name: Value(name, item) for name, item in data.items()}


class Cast:
    """Performs steps by node id. A script is a mapping of what to make, a result, or a function of the step;
    a list of scripts is gone through try by try, its last entry again and again. Nodes without a script make
    `<name> by <node>` of all they should yield, and reviewers and humans let everything pass."""

    def __init__(self, **scripts: Any) -> None:
        self.scripts = scripts
        self.steps: list[Step] = []

    def perform(self, step: Step) -> StepResult:
        """Play the part."""
        self.steps.append(step)
        script = self.scripts.get(step.node.id)
        if isinstance(script, list):
            script = script.pop(0) if len(script) > 1 else script[0]
        if callable(script):
            script = script(step)
        if isinstance(script, StepResult):
            return script
        if script is None:
            yields = getattr(step.node.settings, "yields", ())
            script = {name: f"{name} by {step.node.id}" for name in yields}
        return make_result(**script)

    def seen(self, node: str) -> list[dict[str, Any]]:
        """The inputs of each step of a node, as plain data."""
        return [
            {name: value.data for name, value in step.inputs.items()}
            for step in self.steps
            if step.node.id == node
        ]


def make_result(
    *, seconds: float = 1.0, cost: float = 0.01, port: str | None = None, **data: Any
) -> StepResult:
    """A step that came off."""
    return StepResult(values=make_values(**data), seconds=seconds, cost=cost, port=port)


def make_failure(status: Any = "error", seconds: float = 1.0, **rest: Any) -> StepResult:
    """A step that came to nothing."""
    return StepResult(status=status, seconds=seconds, cost=0.01, **rest)


def run(data: dict[str, Any], cast: Cast | None = None, /, **values: Any) -> RunLog:
    """Simulate a stored document with these case values."""
    return simulate(make_program(data), make_values(**(values or {"message": "hello"})), cast or Cast())


def outputs(log: RunLog) -> dict[str, Any]:
    """What was delivered, as plain data."""
    return {name: value.data for name, value in log.outputs.items()}


def types(log: RunLog, node: str | None = None) -> list[str]:
    """The types of the events, of one node where it is named."""
    return [event.type for event in log.events if node is None or event.node == node]
