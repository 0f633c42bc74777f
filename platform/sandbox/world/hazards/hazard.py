"""What a hazard is: a way in which work goes wrong, with what prevents it and what catches it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.scenario import DataItem
from sandbox.world.alter import alter
from sandbox.world.book import FaultText
from sandbox.world.text import Part, Scope


@dataclass(frozen=True, slots=True)
class Strike:
    """A hazard about to corrupt a value. `parts` are a text's statements (None for other types), `dice` a
    draw,
    `truth` a text's true sentences by `about`, `fault` the scenario's own words for this hazard in this
    text."""

    item: DataItem
    data: Any
    scope: Scope
    dice: int
    parts: tuple[Part, ...] | None = None
    truth: Mapping[str, str] | None = None
    fault: FaultText | None = None


@dataclass(frozen=True, slots=True)
class Struck:
    """What a value has become: `parts` for a text, `data` for anything else."""

    data: Any = None
    parts: tuple[Part, ...] | None = None


Corrupt = Callable[[Strike], Struck]

Where = Literal["work", "turn", "call", "handover", "review", "service"]
"""Where a hazard strikes: a value as it is made (`work`); the later turns of a loop, when there is a history
to lose (`turn`); the effort of a call (`call`); what goes from one worker to the next (`handover`); whoever
reviews the value (`review`); model services and tools, which no task names (`service`)."""

Group = Literal["mast", "owasp", "environment", "craft"]
GROUPS: dict[Group, str] = {
    "mast": "The 14 failure modes of agent teams (MAST)",
    "owasp": "Risks of language models (OWASP, 2025 edition)",
    "environment": "What the surroundings do",
    "craft": "Plain craft",
}
"""The groups of the library in the order in which they are shown, with their titles."""


@dataclass(frozen=True, slots=True)
class Hazard:
    """One entry of the library.

    `prevented_by` is a directive, or a criterion of prompt craft (`by_criterion`); None where no
    instruction helps. `structure` says what in a workflow prevents it, or makes it harmless. `corrupts` names
    the state that it spoils. `mast` is its failure mode in the MAST taxonomy (Cemri et al. 2025) and `share`
    that mode's published share of failures in percent; `owasp` the entry of the OWASP list of LLM risks that
    it stands for. `rate` is the library's usual rate where it is live. `corrupt` makes a value wrong; None
    where it is not the value that suffers.
    """

    slug: str
    title: str
    does: str
    prevented_by: str | None
    caught_by: str
    rate: float
    corrupt: Corrupt | None
    example: str
    by_criterion: bool = False
    mast: str | None = None
    owasp: str | None = None
    scope: Where = "work"
    corrupts: str = "the value"
    structure: str = ""
    share: float | None = None
    environment: bool = False

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups it belongs to, the one that it is shown under first."""
        found: list[Group] = []
        if self.mast is not None:
            found.append("mast")
        if self.environment:
            found.append("environment")
        if self.owasp is not None:
            found.append("owasp")
        return tuple(found) or ("craft",)

    @property
    def makes_wrong(self) -> bool:
        """Whether it can make a value wrong where it is made."""
        return self.corrupt is not None and self.scope in ("work", "handover")

    def spoil(self, strike: Strike) -> Struck:
        """What the value becomes; other data of its type where the hazard has no way of its own."""
        return self.corrupt(strike) if self.corrupt is not None else alter_data(strike)


def alter_data(strike: Strike) -> Struck:
    """The plain corruption of anything that is no text: other data of the same type."""
    return Struck(data=alter(strike.item, strike.data, strike.dice))
