"""What would have happened without somebody's verdict: chosen reviews and people let everything pass."""

from __future__ import annotations

from dataclasses import replace

from sandbox.step import Performer, Step, StepResult

PASSES = {"review": "pass", "human": "approved"}


class Waving:
    """A performer whose reviews and people of these ids find nothing and mend nothing."""

    def __init__(self, performer: Performer, waved: frozenset[str]) -> None:
        """Let these nodes wave everything through."""
        self._performer = performer
        self._waved = waved

    def perform(self, step: Step) -> StepResult:
        """Have the step done; a waved verdict costs what it cost and decides nothing."""
        result = self._performer.perform(step)
        port = PASSES.get(step.node.kind)
        if step.node.id not in self._waved or port is None or result.status != "ok":
            return result
        return replace(result, port=port, values={})
