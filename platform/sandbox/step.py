"""The border between the engine and whoever carries its steps out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from sandbox.value import Value
from workflow.document import Node

Status = Literal["ok", "error", "timeout", "rate_limited", "exhausted"]


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of work that the engine asks for: an agent, tool, review or human node, once.

    `path` names the instance inside containers, e.g. `()` or `(("letters", 2),)` for the second turn of
    a loop or
    `(("items", 3),)` for the third item of a map (both count from 1). `attempt` counts tries of this instance
    (retries), from 1. `rank` is the canonical rank among performers of the same work, independent of ids,
    order and instructions. `key` is the idempotency key: the same for every retry of the same step.
    """

    id: int
    node: Node
    path: tuple[tuple[str, int], ...]
    attempt: int
    rank: int
    inputs: Mapping[str, Value]
    key: str
    fallback: bool = False
    approved: bool = False
    """Whether a human approved on the way here."""
    delay: float = 0.0
    """Seconds to wait before starting (a retry's wait)."""
    depth: int = 0
    """The longest way from an input to this node: what the values it makes carry as `Value.depth`."""
    resource: str = ""
    """What it draws on: `model:<tier>`, `tool:<slug>` or `human`; capacities are limits on these."""


@dataclass(frozen=True, slots=True)
class PlannedTask:
    """One task of a plan made in a run: who is to make which values from which.

    `needs` are all that the agent is given; `after` names tasks (by id) that must be done before; `plans`:
    the agent breaks this task up once more instead of doing it. The engine numbers tasks anew, so an id only
    has to be the task's own within the plan.
    """

    id: str
    agent: str
    yields: tuple[str, ...]
    needs: tuple[str, ...] = ()
    instructions: str = ""
    goal: str = ""
    after: tuple[str, ...] = ()
    plans: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Plain data for the event log."""
        return {
            "id": self.id,
            "agent": self.agent,
            "goal": self.goal,
            "yields": list(self.yields),
            "needs": list(self.needs),
            "instructions": self.instructions,
            "after": list(self.after),
            "plans": self.plans,
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> PlannedTask:
        """The task that plain data describes, as `as_dict` gives it or a model that answers by schema."""
        return cls(
            id=str(data["id"]),
            agent=str(data["agent"]),
            yields=tuple(map(str, data["yields"])),
            needs=tuple(map(str, data.get("needs", ()))),
            instructions=str(data.get("instructions", "")),
            goal=str(data.get("goal", "")),
            after=tuple(map(str, data.get("after", ()))),
            plans=bool(data.get("plans", False)),
        )


def written_id(node_id: str) -> str:
    """The document's node that a step belongs to: `team` for `team.2`, the second task of its plan."""
    return node_id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class StepResult:
    """What came of a step. `values` are what the node made (not its inputs); `port` is the port it leaves by
    (None: the kind's happy port). `seconds` is virtual time, `cost` euros, `minutes` human minutes.
    `detail` is plain JSON for the event log: what the step saw, decided and why. `incidents` are policy
    ids."""

    status: Status = "ok"
    port: str | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    seconds: float = 0.0
    cost: float = 0.0
    input_tokens: int = 0
    output_tokens: int = 0
    minutes: float = 0.0
    message: str = ""
    incidents: tuple[str, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)
    effect: bool = False
    """Whether it acted on the world, even where it then timed out; the engine notes every effect."""
    plan: tuple[PlannedTask, ...] = ()
    """What a planning node's agent came up with; the engine checks it and has it carried out."""


class Performer(Protocol):
    """Carries out one step. The simulated world is one; the live models are another."""

    def perform(self, step: Step) -> StepResult:
        """Do the step and say what came of it; never raises for anything a learner can cause."""
        ...
