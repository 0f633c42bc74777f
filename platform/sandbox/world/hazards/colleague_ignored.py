"""Colleague ignored: what a colleague or a reviewer found is disregarded, as if it had not been said."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import speak

_WORDS = (
    "We have not gone by the colleague's finding here, but by our own impression.",
    "What the other desk worked out was not needed for this.",
    "The remark of the colleague has been noted and set aside.",
    "We see this differently from the desk before us and leave its result out.",
)


def corrupt(strike: Strike) -> Struck:
    """What a colleague or a reviewer found is disregarded, as if it had not been said."""
    return speak(strike, "own_view", _WORDS)


HAZARD = Hazard(
    slug="colleague_ignored",
    title="Colleague ignored",
    does="What a colleague or a reviewer found is disregarded, as if it had not been said.",
    prevented_by="heed_colleagues",
    caught_by="A check that compares with the colleague's value, a reviewer who sees it",
    rate=0.3,
    corrupt=corrupt,
    example="The analyst says 240 euros; the letter names a figure of its own.",
    mast="FM-2.5 colleague ignored",
    scope="handover",
    corrupts="what comes from a colleague",
    structure="A check that compares the result with the colleague's value.",
    share=1.9,
)
