"""Ended too early: the work ends before all of it is done."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.loss import lose_rest
from sandbox.world.hazards.speech import Phrase

_WORDS: tuple[str | Phrase, ...] = (
    "The remaining points will follow when there is time.",
    Phrase("And so on for the rest, in the same way.", "flippant"),
    "This is where we stop for now; the rest is left to the reader.",
    Phrase("The other points are similar and are not treated here.", "stiff"),
    "[continued on the next page]",
)


def corrupt(strike: Strike) -> Struck:
    """The work ends before all of it is done."""
    return lose_rest(strike, "stopped", _WORDS)


HAZARD = Hazard(
    slug="premature_end",
    title="Ended too early",
    does="The work ends before all of it is done.",
    prevented_by="finish_every_item",
    caught_by="A check that counts the items, a reviewer who sees the source",
    rate=0.3,
    corrupt=corrupt,
    example="Of twelve rows five have an answer, and the table is handed in.",
    mast="FM-3.1 premature end",
    structure="A map over the items, so that each has a worker of its own. A check that counts.",
    share=6.2,
)
