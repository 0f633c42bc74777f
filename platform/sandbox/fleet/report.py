"""What a fleet's day came to, as plain figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.engine.event import canonical, rounded


@dataclass(frozen=True, slots=True)
class Spread:
    """How seconds are spread: how many figures, their mean, the half and the nineteen twentieths of them."""

    count: int
    mean: float
    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Part:
    """What became of a part of the day's cases. Every case that `arrived` is exactly one of `delivered`,
    `stopped` (ended without an output), `failed`, `refused` (the day's money was used up) or `waiting` (not
    done when everybody went home). `in_time` 0..1 is the share that was delivered within what its kind
    allows, `outcome` 0..1 what the deliverables were worth, `incidents` the cases with a forbidden act.
    `time` is from arrival to the end, `wait` the time of it that was spent in queues."""

    arrived: int
    delivered: int
    stopped: int
    failed: int
    refused: int
    waiting: int
    in_time: float
    outcome: float
    incidents: int
    cost: float
    human_minutes: float
    time: Spread
    wait: Spread


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour: cases that arrived and ended in it, the longest queue before each resource in it."""

    begins: str
    arrived: int
    finished: int
    longest: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Use:
    """A resource over the day: calls begun, calls turned away as one too many, how long they waited."""

    calls: int
    turned_away: int
    wait: Spread


@dataclass(frozen=True, slots=True)
class Around:
    """An outage, and the cases that arrived in the hour before it, during it, and in the hour after."""

    resource: str
    begins: str
    ends: str
    before: Part
    during: Part
    after: Part


@dataclass(frozen=True, slots=True)
class Compliance:
    """How the house rules were kept. `clean` 0..1 is the share of cases without an incident, `incidents`
    counts each policy's. `acts` and `approved` count what tools did to the world and what of it a person
    had approved, `by_policy` the tools that the fleet itself lets act only then. `audited` 0..1 is the share
    of the steps that the rules want audited and are, `unaudited` and `unredacted` what the fleet's policy
    forgets."""

    clean: float
    incidents: Mapping[str, int]
    acts: Mapping[str, int]
    approved: Mapping[str, int]
    by_policy: tuple[str, ...]
    audited: float
    unaudited: tuple[str, ...]
    unredacted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """Euros and minutes of the day: models and tools, people's hours on duty, and what the budget has.
    `attention` is how fresh people were on average when they looked at a case."""

    models_and_tools: float
    people: float
    budget: float
    human_minutes: float
    budget_human_minutes: float
    hours_on_duty: float
    attention: float


@dataclass(frozen=True, slots=True)
class FleetReport:
    """A fleet's day. Hours, kinds, workflows and resources are in a fixed order."""

    seed: str
    whole: Part
    target: float
    kinds: Mapping[str, Part]
    workflows: Mapping[str, Part]
    hours: tuple[Hour, ...]
    resources: Mapping[str, Use]
    money: Money
    compliance: Compliance
    outages: tuple[Around, ...]
    routed_otherwise: int
    steps: int

    def as_dict(self) -> dict[str, Any]:
        """Plain data, figures rounded to six places."""
        plain: dict[str, Any] = rounded(asdict(self))
        return plain

    def as_bytes(self) -> bytes:
        """Canonical JSON: the same bytes for the same day on any machine."""
        return canonical(self.as_dict())
