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


FORMS = (
    "sentence", "line", "heading", "bullet", "number", "bullets", "numbers", "quote", "row", "code", "diff",
    "sources",
)  # fmt: skip
"""How a statement stands on the page; see `page.py`."""

LISTS = ("bullets", "numbers")
"""The forms that print a list's items below the statement."""


@dataclass(frozen=True, slots=True)
class StatementSpec:
    """One statement of a text. `reads` are the names its templates mention, `uses` further needs it rests
    on. `source` is a template; `cite` prints it. `items` is the path of the list that a list form prints,
    `each` the template of one `{{item}}`."""

    about: str
    wordings: Wordings
    when: Formula | None = None
    wrong: Wordings | None = None
    uses: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    paragraph: bool = False
    source: str = ""
    tone: str = "plain"
    form: str = "sentence"
    cite: bool = False
    items: str = ""
    each: str = "{{item}}"


@dataclass(frozen=True, slots=True)
class FaultText:
    """What a hazard says in a text: in place of a statement (`replaces`), right after one (`after`), or added
    at `place`. An empty `tone` is the hazard's own; an empty `form` that of the statement it replaces."""

    wordings: Wordings
    replaces: str | None = None
    place: str = "end"
    labels: frozenset[str] = frozenset()
    after: str | None = None
    source: str = ""
    tone: str = ""
    form: str = ""
    cite: bool = False
    paragraph: bool = False
    when: Formula | None = None


@dataclass(frozen=True, slots=True)
class TextSpec:
    """A text built of statements, and what hazards do to it: one way each, or several to choose from."""

    name: str
    statements: tuple[StatementSpec, ...]
    faults: Mapping[str, tuple[FaultText, ...]] = field(default_factory=dict)

    def ways(self, hazard: str, values: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[FaultText, ...]:
        """The ways in which a hazard can strike this text, given what the writer had."""
        known = self.faults.get(hazard, ())
        return tuple(way for way in known if way.when is None or way.when.holds(values, facts))


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
    modes_per_case: int = 0
    """So many of the failure modes that the tasks name are live in a case; 0: all, as their rules say."""
