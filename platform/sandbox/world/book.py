"""The case generator of an exercise as frozen data: what `cases.yaml` says, parsed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.world.formula import Formula


@dataclass(frozen=True, slots=True)
class Wordings:
    """Ways to say one thing; the practice ones are for public cases."""

    hidden: tuple[str, ...]
    practice: tuple[str, ...]

    def choose(self, practice: bool) -> tuple[str, ...]:
        """The wordings of one side."""
        return self.practice if practice else self.hidden


@dataclass(frozen=True, slots=True)
class Pool:
    """Entries (records or scalars) to pick from; the practice ones are for public cases."""

    hidden: tuple[Any, ...]
    practice: tuple[Any, ...]

    def choose(self, practice: bool) -> tuple[Any, ...]:
        """The entries of one side."""
        return self.practice if practice else self.hidden


@dataclass(frozen=True, slots=True)
class Pick:
    """One entry of a pool."""

    pool: str


@dataclass(frozen=True, slots=True)
class Sample:
    """`low` to `high` different entries of a pool."""

    pool: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Choose:
    """One option by whole-number weight."""

    options: tuple[Any, ...]
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chance:
    """True with this probability."""

    probability: float


@dataclass(frozen=True, slots=True)
class Number:
    """A number from `low` to `high` on the step."""

    low: float
    high: float
    step: float


@dataclass(frozen=True, slots=True)
class DateWithin:
    """A date from `first` to `last`, ISO."""

    first: str
    last: str


@dataclass(frozen=True, slots=True)
class DateAfter:
    """The date `low` to `high` days after another fact's date."""

    fact: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Computed:
    """What a formula over earlier facts says."""

    formula: Formula


@dataclass(frozen=True, slots=True)
class Filled:
    """A template filled with earlier facts."""

    wordings: Wordings


@dataclass(frozen=True, slots=True)
class Record:
    """A map of drawn fields; a field is left out where its condition in `omit` holds."""

    fields: Mapping[str, FactSpec]
    omit: Mapping[str, Formula]


@dataclass(frozen=True, slots=True)
class Constant:
    """The same in every case."""

    data: Any


FactSpec = (
    Pick | Sample | Choose | Chance | Number | DateWithin | DateAfter | Computed | Filled | Record | Constant
)


@dataclass(frozen=True, slots=True)
class StatementSpec:
    """One statement of a text. `reads` are the names its templates mention, `uses` further needs it rests
    on."""

    about: str
    wordings: Wordings
    when: Formula | None = None
    wrong: Wordings | None = None
    uses: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    paragraph: bool = False


@dataclass(frozen=True, slots=True)
class FaultText:
    """What a hazard says in a text: in place of a statement (`replaces`) or added at `place`."""

    wordings: Wordings
    replaces: str | None = None
    place: str = "end"
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TextSpec:
    """A text built of statements, and what hazards do to it."""

    name: str
    statements: tuple[StatementSpec, ...]
    faults: Mapping[str, FaultText] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ValueSpec:
    """Where an input value comes from: a text's name, or a formula over facts."""

    text: str | None = None
    formula: Formula | None = None


@dataclass(frozen=True, slots=True)
class LiveRule:
    """When a hazard can strike: everywhere, and task by task where it differs."""

    everywhere: Formula | None = None
    by_task: Mapping[str, Formula] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SuiteSpec:
    """What a suite changes: facts drawn another way, and outages, one entry a case in turn."""

    facts: Mapping[str, FactSpec] = field(default_factory=dict)
    outages: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Casebook:
    """The whole generator. `inventions` and `wrong` are the scenario's own wrong values, by value (and
    hazard)."""

    title: str
    pools: Mapping[str, Pool]
    facts: Mapping[str, FactSpec]
    values: Mapping[str, ValueSpec]
    texts: Mapping[str, TextSpec]
    live: Mapping[str, LiveRule] = field(default_factory=dict)
    inventions: Mapping[str, Formula] = field(default_factory=dict)
    wrong: Mapping[str, Mapping[str, Formula]] = field(default_factory=dict)
    suites: Mapping[str, SuiteSpec] = field(default_factory=dict)
    practice: Mapping[str, int] = field(default_factory=dict)
