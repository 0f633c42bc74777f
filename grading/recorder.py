"""Looks over a performer's shoulder: who was reached with what, which faults were made, who said no."""

from __future__ import annotations

from grading.observation import Visit
from sandbox.step import Performer, Step, StepResult, written_id
from sandbox.value import Value

UNHAPPY = frozenset({"fail", "rejected"})


class Recorder:
    """A performer that passes every step on and remembers what the grader asks about."""

    def __init__(self, performer: Performer) -> None:
        """Watch this performer."""
        self._performer = performer
        self.visits: dict[str, Visit] = {}
        """The first visit of each node, in order."""
        self.first_steps: dict[str, Step] = {}
        self.refused: dict[str, None] = {}
        """Reviews and people that turned something back, or corrected it, in order."""
        self.turned: dict[str, None] = {}
        """Loops that went into a second turn, in order."""

    def perform(self, step: Step) -> StepResult:
        """Have the step done, and remember."""
        result = self._performer.perform(step)
        node = step.node
        if node.id not in self.visits:
            written = written_id(node.id)
            self.visits[node.id] = Visit(
                written,
                frozenset(step.inputs),
                faults_of(result.values.values()),
                node if written != node.id else None,
            )
            self.first_steps[node.id] = step
        for container, number in step.path:
            if number > 1:
                self.turned[container] = None
        if result.status == "ok" and node.kind in ("review", "human"):
            edited = node.kind == "human" and bool(result.values)
            if result.port in UNHAPPY or edited:
                self.refused[node.id] = None
        return result


def faults_of(values: object) -> tuple[tuple[str, str], ...]:
    """The (value, hazard) pairs of faults made here; what was inherited from upstream belongs elsewhere."""
    return tuple(
        (value.name, fault)
        for value in values  # type: ignore[attr-defined]
        if isinstance(value, Value)
        for fault in value.faults
        if not fault.startswith("inherited:")
    )
