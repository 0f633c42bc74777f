"""What a hazard is: a way in which work goes wrong, with what prevents it and what catches it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Hazard:
    """One entry of the library. `prevented_by` is a directive, or a criterion of prompt craft
    (`by_criterion`).

    `mast` names the failure mode of the MAST taxonomy (Cemri et al. 2025) and `owasp` the LLM risk of the
    OWASP
    list that it stands for, where there is one. `rate` is the library's usual rate where it is live.
    """

    slug: str
    title: str
    does: str
    prevented_by: str
    caught_by: str
    rate: float
    corrupt: Corrupt
    example: str
    by_criterion: bool = False
    mast: str | None = None
    owasp: str | None = None


def alter_data(strike: Strike) -> Struck:
    """The plain corruption of anything that is no text: other data of the same type."""
    return Struck(data=alter(strike.item, strike.data, strike.dice))
