"""What a text of instructions or criteria achieves with the one who reads it, in each mode of running."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from sandbox.world.template import mentioned_names

Mode = Literal["actual", "perfect", "empty", "flawless"]
"""`actual`: as written. `perfect`: every directive read at .9, all wired values seen, the task clear.
`empty`: nothing said. `flawless`: as perfect, and nothing strikes at all (only what is not wired goes
wrong)."""

HIGHEST = 0.9
"""No reading is taken for more than this."""


class ReadingLike(Protocol):
    """What the world asks of a reading."""

    def directive(self, slug: str) -> float:
        """How surely the text carries the directive, 0 .. 0.9."""

    def criterion(self, slug: str) -> float:
        """How surely the text meets the criterion of prompt craft, 0 .. 0.9."""


class Reader(Protocol):
    """Reads a text; the detector is one, a scripted one serves tests."""

    def read(self, text: str) -> ReadingLike:
        """The reading of the text."""


@dataclass(frozen=True, slots=True)
class FixedReading:
    """A reading that finds the same in everything."""

    found: float

    def directive(self, slug: str) -> float:
        """The fixed probability."""
        return self.found

    def criterion(self, slug: str) -> float:
        """The fixed probability."""
        return self.found


@dataclass(frozen=True, slots=True)
class ScriptedReader:
    """A reader for tests and demonstrations: a text carries each slug that it contains, at the given
    probability."""

    slugs: Mapping[str, float]

    def read(self, text: str) -> ReadingLike:
        """What of the script the text contains, word for word."""
        return ScriptedReading({slug: found for slug, found in self.slugs.items() if slug in text})


@dataclass(frozen=True, slots=True)
class ScriptedReading:
    """The reading of a scripted reader."""

    found: Mapping[str, float]

    def directive(self, slug: str) -> float:
        """The scripted probability, 0 where the text does not contain the slug."""
        return min(HIGHEST, self.found.get(slug, 0.0))

    def criterion(self, slug: str) -> float:
        """As for directives."""
        return self.directive(slug)


@dataclass(frozen=True, slots=True)
class Grasp:
    """What the reader of a text has understood. `mentions` None: everything that is wired is seen."""

    reading: ReadingLike
    mentions: frozenset[str] | None

    def sees(self, name: str) -> bool:
        """Whether a wired value of that name is seen."""
        return self.mentions is None or name in self.mentions

    def protection(self, slug: str, by_criterion: bool = False) -> float:
        """How surely the text carries what prevents a hazard, 0 .. 0.9."""
        found = self.reading.criterion(slug) if by_criterion else self.reading.directive(slug)
        return min(HIGHEST, max(0.0, found))


_PERFECT = Grasp(FixedReading(HIGHEST), None)
_EMPTY = Grasp(FixedReading(0.0), frozenset())


def grasp(text: str, reader: Reader, mode: Mode) -> Grasp:
    """What is understood of the text in this mode."""
    if mode in ("perfect", "flawless"):
        return _PERFECT
    if mode == "empty" or not text.strip():
        return _EMPTY
    return Grasp(reader.read(text), mentioned_names(text))
