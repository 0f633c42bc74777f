"""What an exercise declares of a day: its demand, its capacities, its people, and what goes wrong in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HOUR = 3600.0


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a resource has for everybody: calls at the same time, calls begun within any 60 seconds. Calls
    beyond it wait, or are turned away as one too many where it `refuses`."""

    at_once: int | None = None
    per_minute: int | None = None
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class Demand:
    """One kind of case: the seconds within which it should be done, and the deliverables that count for
    it (empty: all)."""

    slug: str
    title: str
    within: float
    deliverables: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who can be put on duty: from and until in minutes after midnight, the most minutes a day,
    and euros an hour on duty."""

    id: str
    title: str
    start: int
    end: int
    most_minutes: int
    per_hour: float


@dataclass(frozen=True, slots=True)
class Outage:
    """A model tier or tool that is down, from and until in minutes after midnight."""

    resource: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """What a case calls it: `large`, `orders`."""
        return self.resource.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Day:
    """One working day. `opens` is in minutes after midnight; `profile` weighs each hour from there, so the
    day is as long as the profile. `mix` weighs the suites that cases come from; a case's kind is its fact
    `kind`. `target` is the share of cases that should be done in time. `cost` (euros of models and tools)
    and `human_minutes` are the day's budget. What is unfinished at closing time may go on for
    `after_hours`. `audit` are the kinds of nodes and `redact` the labels that the house rules name.
    """

    opens: int
    profile: tuple[int, ...]
    arrivals: int
    mix: Mapping[str, int]
    kinds: Mapping[str, Demand]
    cost: float
    human_minutes: float
    target: float = 0.9
    capacities: Mapping[str, Capacity] = field(default_factory=dict)
    staff: Mapping[str, Staff] = field(default_factory=dict)
    outages: tuple[Outage, ...] = ()
    audit: tuple[str, ...] = ()
    redact: tuple[str, ...] = ()
    after_hours: float = 12.0

    @property
    def opening(self) -> float:
        """Opening time in seconds after midnight."""
        return self.opens * 60.0

    @property
    def closing(self) -> float:
        """Closing time in seconds after midnight of the first day."""
        return self.opening + len(self.profile) * HOUR

    @property
    def horizon(self) -> float:
        """When everybody goes home for good."""
        return self.closing + self.after_hours * HOUR
