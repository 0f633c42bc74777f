"""A fleet: how the workflows of one document share a day's demand, its models, its people and its money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Route:
    """Cases for which `when` is true go to the workflow `to`. `when` is an expression over the arriving
    case's values and its `kind`. Of cases that wait for the same thing, the higher `priority` goes first."""

    when: str
    to: str
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Quota:
    """A throttle of the fleet's own: calls at the same time, and calls begun within any 60 seconds. Calls
    beyond it wait."""

    at_once: int | None = None
    per_minute: int | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody's working hours, in minutes after midnight; `end` before `start` is on the next day. `takes`
    names the human nodes, or the workflows whose human nodes they look after (empty: all)."""

    id: str
    start: int
    end: int
    lunch: tuple[int, int] | None = None
    takes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fleet:
    """The fleet block of a document. `budget_cost` (euros of models and tools) and `budget_human_minutes`
    are brakes for the day: once they are used up no case begins, and nobody looks at one. `when_down` maps a
    resource such as `model:large` to the one that stands in for it while it is down."""

    otherwise: str
    routing: tuple[Route, ...] = ()
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    people: tuple[Duty, ...] = ()
    budget_cost: float | None = None
    budget_human_minutes: float | None = None
    when_down: Mapping[str, str] = field(default_factory=dict)

    def targets(self) -> tuple[str, ...]:
        """The workflows that cases are sent to, each once."""
        return tuple(dict.fromkeys((*(route.to for route in self.routing), self.otherwise)))


def clock(minutes: int) -> str:
    """Minutes after midnight as a time of day: 545 is `09:05`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def minutes_of(text: str) -> int:
    """A time of day such as `09:05` in minutes after midnight; `24:00` is the end of the day. ValueError for
    anything else."""
    hours, colon, minutes = text.partition(":")
    if not (colon and len(hours) == len(minutes) == 2 and (hours + minutes).isascii()):
        raise ValueError("a time of day is written as 09:30")
    if not (hours + minutes).isdigit():
        raise ValueError("a time of day is written as 09:30")
    found = int(hours) * 60 + int(minutes)
    if found > 24 * 60 or int(minutes) > 59:
        raise ValueError("a time of day is from 00:00 to 24:00")
    return found


def span(start: int, end: int) -> int:
    """The minutes from a time of day to another, over midnight where the second comes before the first."""
    return end - start if end > start else end - start + 24 * 60
