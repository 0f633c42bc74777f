"""What a run has used up and done so far."""

from __future__ import annotations

from sandbox.engine.log import Effect, effect_of
from sandbox.engine.recorder import Recorder
from sandbox.step import Step, StepResult


class Account:
    """Sums over the steps of one run, its incidents and its effects on the world."""

    __slots__ = ("cost", "effects", "human_minutes", "incidents", "input_tokens", "output_tokens", "steps")

    def __init__(self) -> None:
        self.cost = 0.0
        self.human_minutes = 0.0
        self.input_tokens = 0
        self.output_tokens = 0
        self.steps = 0
        self.incidents: list[str] = []
        self.effects: list[Effect] = []

    def take(self, step: Step, result: StepResult, at: float, recorder: Recorder) -> None:
        """Add one step. Incidents and effects count whatever became of it."""
        self.cost += result.cost
        self.human_minutes += result.minutes
        self.input_tokens += result.input_tokens
        self.output_tokens += result.output_tokens
        for policy in result.incidents:
            self.incidents.append(policy)
            data = {"policy": policy, "attempt": step.attempt}
            recorder.add(at, "incident", step.node.id, step.path, data)
        if result.effect:
            effect = effect_of(step, result, at)
            self.effects.append(effect)
            done = {"tool": effect.tool, "key": effect.key, "values": recorder.plain(effect.values)}
            recorder.add(at, "effect_done", step.node.id, step.path, done)
