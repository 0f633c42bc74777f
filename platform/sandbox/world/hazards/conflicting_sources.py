"""Conflicting sources: two sources contradict each other; one is taken without a word."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    "We went by the mail of Tuesday; the contract was not consulted.",
    "All papers say the same on this point.",
    "Of the two figures in the file the first is the right one.",
    Phrase("The sources agree in every respect, so there was nothing to compare.", "stiff"),
    Phrase("We took the date from the leaflet, because it was the handier of the two papers.", "flippant"),
)


def corrupt(strike: Strike) -> Struck:
    """Two sources contradict each other; one is taken without a word."""
    return speak(strike, "one_side", _WORDS)


HAZARD = Hazard(
    slug="conflicting_sources",
    title="Conflicting sources",
    does="Two sources contradict each other; one is taken without a word.",
    prevented_by="settle_conflicts",
    caught_by="A reviewer who sees both sources, a check that compares them",
    rate=0.6,
    corrupt=corrupt,
    example="The contract says 30 days, the mail 14; the letter says 14 and nothing else.",
    corrupts="the value, through its sources",
    structure="A check that compares the sources, and a person where they differ.",
    environment=True,
)
