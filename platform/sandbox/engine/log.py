"""What a run leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from sandbox.engine.event import Event, Path
from sandbox.step import Step, StepResult
from sandbox.value import Value

RunStatus = Literal["running", "delivered", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Effect:
    """Something done to the world: which tool, under which key, what it gave back and what it was given."""

    tool: str
    key: str
    node: str
    path: Path
    approved: bool
    at: float
    values: Mapping[str, Value]
    inputs: Mapping[str, Value]


def effect_of(step: Step, result: StepResult, at: float) -> Effect:
    """The effect of a step that acted on the world."""
    tool = getattr(step.node.settings, "tool", "")
    return Effect(tool, step.key, step.node.id, step.path, step.approved, at, result.values, step.inputs)


@dataclass(frozen=True, slots=True)
class RunLog:
    """One run: `delivered` (an output was reached), `stopped` (without one) or `failed` (`reason` says why).

    `seconds` is the time from start to end, `cost` in euros and `human_minutes` are sums over all steps;
    `incidents` are the ids of the exercise's policies that were broken, in order. A lean log holds only the
    events of failures, effects, incidents and the end.
    """

    status: RunStatus
    reason: str
    outputs: Mapping[str, Value]
    events: tuple[Event, ...]
    seconds: float
    cost: float
    human_minutes: float
    incidents: tuple[str, ...]
    effects: tuple[Effect, ...]
    input_tokens: int = 0
    output_tokens: int = 0
    steps: int = 0
    """Tries of agents, tools, reviews and humans."""
    ports: Mapping[str, str] = field(default_factory=dict)
    """By which port each node was left. Of a node inside a container that was left several times: by which it
    turned something down, if it ever did, else the first."""
    sent: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    """Everything that went out by an output, in order: more than one value where several outputs send the
    same name, and also what had gone out before a run failed."""
