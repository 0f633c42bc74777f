"""Stale source: an outdated version is used although a newer one is there."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import speak

_WORDS = (
    "We went by last year's list, which lay on top.",
    "The figures are those of the earlier version; the later one was not opened.",
    "This follows the rules that held until December.",
    "We used the copy in the archive, which is some time old.",
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
