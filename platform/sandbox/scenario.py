"""What an exercise declares about its world, as frozen data (DESIGN sections 5 and 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.fleet.world import Day
from sandbox.value import Value
from workflow.document import Workflow

ValueType = Literal["text", "record", "money", "number", "enum", "boolean", "list", "date"]


@dataclass(frozen=True, slots=True)
class DataItem:
    """One entry of the data dictionary. `source` is `case`, `work` or `tool:<slug>`. `words` is its size for
    token counts. `secret_fields` are keys of a record that carry the label `personal`."""

    name: str
    type: ValueType
    source: str
    title: str = ""
    labels: frozenset[str] = frozenset()
    words: int = 20
    values: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    secret_fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What work yields which value from which needs. `makes` is a CEL formula over the needs and `facts`
    (or the name of a text in the case file, for type text). `hazards` maps a hazard's slug to its rate
    0..1."""

    slug: str
    yields: str
    needs: tuple[str, ...]
    craft: str
    difficulty: float
    hazards: Mapping[str, float]
    makes: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Agent:
    """A roster entry; crafts map to fit 0..1."""

    slug: str
    title: str
    crafts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Tool:
    """A deterministic call. `makes` is a CEL formula over its needs and `facts`. `effect`: it acts on the
    world."""

    slug: str
    title: str
    needs: tuple[str, ...]
    yields: str
    makes: str
    seconds: float = 1.0
    cost: float = 0.0
    fails: float = 0.0
    effect: bool = False
    outside: bool = False
    hangs: float = 0.0
    """Probability of an answer that takes 40 times as long, after the effect has happened."""


@dataclass(frozen=True, slots=True)
class ForbidPolicy:
    """`forbid` is CEL over `tool`, `port`, `labels`, `approved_by_human` and the values by name; true is an
    incident."""

    id: str
    title: str
    forbid: str


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One thing that must come out. `compare`: exact, tolerance (`within`), overlap (sets) or statements."""

    name: str
    compare: Literal["exact", "tolerance", "overlap", "statements"]
    weight: float
    within: float = 0.0
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WorldBudget:
    """Average per case: euros, seconds, human minutes."""

    cost: float
    seconds: float
    human_minutes: float


@dataclass(frozen=True, slots=True)
class Scenario:
    """The whole simulated world of one exercise. `casebook` is the case generator's parsed data."""

    slug: str
    data: Mapping[str, DataItem]
    tasks: Mapping[str, Task]
    roster: Mapping[str, Agent]
    tools: Mapping[str, Tool]
    policies: tuple[ForbidPolicy, ...]
    budget: WorldBudget
    deliverables: Mapping[str, Deliverable]
    suites: Mapping[str, int]
    casebook: Any
    incidents_tolerated: int = 0
    day: Day | None = None
    """The working day that a fleet must get through, in exercises of that kind."""
    workflows: Mapping[str, tuple[Workflow, ...]] = field(default_factory=dict)
    """Workflows that come with the exercise, for `subflow`, in their versions."""


@dataclass(frozen=True, slots=True)
class Case:
    """One case: what the input node gives, the hidden facts, the truth of every task's and tool's value,
    what is live.

    `truth` maps value name to its true Value; `live` maps task slug to the hazards live in this case;
    `outages` names tools and model tiers that are down.
    """

    id: str
    suite: str
    number: int
    values: Mapping[str, Any]
    facts: Mapping[str, Any]
    truth: Mapping[str, Value] = field(default_factory=dict)
    live: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outages: frozenset[str] = frozenset()
    title: str = ""
