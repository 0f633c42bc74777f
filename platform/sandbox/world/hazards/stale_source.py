"""Stale source: an outdated version is used although a newer one is there."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    "All figures are taken from last year's list.",
    "These are the figures of the first edition; the second lies unopened beside it.",
    Phrase("We follow the rules as they stood until December.", "stiff"),
    Phrase("The copy in the archive, now six years old, was good enough for this.", "flippant"),
    "By the version that has since been corrected, this is how it stands.",
)


def corrupt(strike: Strike) -> Struck:
    """An outdated version is used although a newer one is there."""
    return speak(strike, "outdated", _WORDS)


HAZARD = Hazard(
    slug="stale_source",
    title="Stale source",
    does="An outdated version is used although a newer one is there.",
    prevented_by="prefer_newest",
    caught_by="A check on the date, a reviewer who sees both versions",
    rate=0.6,
    corrupt=corrupt,
    example="Last year's price list lies beside this year's; the offer uses last year's.",
    corrupts="the value, through its source",
    structure="A tool that gives the valid version only. A check on its date.",
    environment=True,
)
