"""Workers who make no mistake of their own, whatever they lack: so that validation is measured and nothing
else."""

from __future__ import annotations

from dataclasses import replace

from sandbox.scenario import Case, Scenario
from sandbox.step import Performer, Step, StepResult
from sandbox.value import Value
from sandbox.world.blueprint import Blueprint, blueprint_of


class Oracle:
    """A performer whose agents give the truth, except for what was planted and what follows from it.

    A need that is not wired, a weak agent, a poor prompt: each has its own score. Here only the defect that
    was planted may be wrong, and it flows on as it would.
    """

    def __init__(self, performer: Performer, scenario: Scenario, case: Case) -> None:
        """Let this performer do the work on this case."""
        self._performer = performer
        self._case = case
        self._blueprint: Blueprint = blueprint_of(scenario)

    def perform(self, step: Step) -> StepResult:
        """Do the step, and put right what is not the planted defect's doing."""
        result = self._performer.perform(step)
        if step.node.kind != "agent" or result.status != "ok":
            return result
        values = dict(result.values)
        for name, value in result.values.items():
            if "planted" not in value.flags and not self._follows_from_wrong(name, values, step):
                values[name] = self._true(value)
        return replace(result, values=values)

    def _follows_from_wrong(self, name: str, values: dict[str, Value], step: Step) -> bool:
        producer = self._blueprint.by_value.get(name)
        for need in producer.needs if producer is not None else ():
            had, truth = values.get(need) or step.inputs.get(need), self._case.truth.get(need)
            if had is not None and truth is not None and had.data != truth.data:
                return True
        return False

    def _true(self, value: Value) -> Value:
        truth = self._case.truth.get(value.name)
        if truth is None or value.data is truth.data:
            return value
        return replace(value, data=truth.data, statements=truth.statements, labels=truth.labels, faults=())
