"""The gates of a run in which the learner plays the people: what a person sees there, and what they decide.
No database here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exercises.loader import Package
from podium.runs.editing import EditError, edited_value, read_data
from podium.runs.simulator import compile_for
from sandbox.directives.reader import default_reader
from sandbox.drivers.journal import Journal
from sandbox.drivers.paused import Progress, carry_on, seconds_at_gate
from sandbox.engine.event import rounded
from sandbox.scenario import Case, Scenario
from sandbox.step import Step, StepResult
from sandbox.value import Value
from sandbox.world.blueprint import blueprint_of
from sandbox.world.casebook import start_values
from sandbox.world.performer import SimulatedWorld
from workflow.problem import Problem

PORTS = ("approved", "rejected")


class InvalidDecision(Exception):
    """A decision that cannot be taken; `problems` say why, each with its place in the request."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("The decision cannot be taken.")
        self.problems = tuple(problems)


def go_on(package: Package, document: Any, case: Case, seed: int, journal: Journal) -> Progress:
    """Begin a run, or go on with the one in the journal, until it is over or waits for a person; raises
    InvalidDocument."""
    program = compile_for(package, document)
    world = SimulatedWorld(package.scenario, case, seed, default_reader())
    return carry_on(program, journal, world, start_values(case), waits=lambda step: step.node.kind == "human")


def describe_gate(scenario: Scenario, step: Step) -> dict[str, Any]:
    """What the person at a gate is shown: what they are asked, what they look at, what they may change."""
    settings = step.node.settings
    described: dict[str, Any] = rounded(
        {
            "step": step.id,
            "node": step.node.id,
            "path": step.path,
            "attempt": step.attempt,
            "title": step.node.label or step.node.id,
            "asks": settings.asks,
            "minutes": settings.minutes,
            "sees": [_shown(scenario, name, step.inputs) for name in settings.sees],
            "edits": [_shown(scenario, name, step.inputs) for name in settings.edits],
        }
    )
    return described


def _shown(scenario: Scenario, name: str, inputs: Mapping[str, Value]) -> dict[str, Any]:
    item = scenario.data.get(name)
    return {
        "name": name,
        "title": (item.title if item else "") or name.replace("_", " "),
        "type": item.type if item else "text",
        "values": list(item.values) if item else [],
        "fields": list(item.fields) if item else [],
        "arrived": name in inputs,
        "data": inputs[name].data if name in inputs else None,
    }


def read_decision(
    scenario: Scenario, case: Case, step: Step, port: str, edits: Mapping[str, Any], comment: str
) -> StepResult:
    """What the person's decision means for the run; raises InvalidDecision. A value that they give back as it
    was is not edited."""
    made: dict[str, Value] = {}
    problems: list[Problem] = []
    for name, data in edits.items():
        try:
            value = _edited(scenario, case, step, name, data)
        except EditError as error:
            problems.append(_problem("wrong_value", f"/values/{_pointer(name)}", str(error)))
            continue
        if value is not None:
            made[name] = value
    if port == "rejected" and made:
        message = "What is rejected is not changed: approve it with your corrections, or reject it as it is."
        problems.append(_problem("edited_and_rejected", "/port", message))
    if problems:
        raise InvalidDecision(problems)
    settings = step.node.settings
    detail: dict[str, Any] = {
        "sees": sorted(name for name in settings.sees if name in step.inputs),
        "edited": sorted(made),
        "decided_by": "learner",
    }
    if comment:
        detail["comment"] = comment
    return StepResult(
        port=port, values=made, minutes=settings.minutes, seconds=seconds_at_gate(step), detail=detail
    )


def _edited(scenario: Scenario, case: Case, step: Step, name: str, data: Any) -> Value | None:
    if name not in step.node.settings.edits:
        allowed = ", ".join(step.node.settings.edits) or "nothing"
        raise EditError(f"'{name}' may not be changed here; what may be: {allowed}.")
    item = scenario.data[name]
    before = step.inputs.get(name)
    if data == (None if before is None else rounded(before.data)):
        return None
    given = read_data(item, data)
    producer = blueprint_of(scenario).by_value.get(name)
    if before is None and producer is not None and producer.tool is not None and producer.tool.effect:
        raise EditError(f"'{name}' comes of an act of '{producer.tool.slug}': nobody can write it by hand.")
    return edited_value(item, given, before, case)


def _pointer(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")


def _problem(code: str, pointer: str, message: str) -> Problem:
    remedy = "Look at the gate's `edits`: they say which values may be changed, and their types."
    return Problem(code=code, pointer=pointer, message=message, remedy=remedy)
