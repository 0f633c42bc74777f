"""Conflicting sources: two sources contradict each other; one is taken without a word."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import speak

_WORDS = (
    "The second source says otherwise, which we leave unmentioned in the result.",
    "Of the two figures we took the one that came first.",
    "Both papers were at hand and differ; this follows the less formal one.",
    "We went by the mail, although the contract says something else.",
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
