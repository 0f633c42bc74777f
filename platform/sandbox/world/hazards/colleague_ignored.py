"""Colleague ignored: what a colleague or a reviewer found is disregarded, as if it had not been said."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    "Nobody else has looked at this before, so we went by our own first impression.",
    Phrase(
        "The finding of the desk before us reached us, but we keep to the figure that we had in mind.",
        "stiff",
    ),
    "There was a remark in the margin; we have not taken it up.",
    Phrase("Our colleague sees this otherwise, which need not trouble anybody.", "flippant"),
    "As for the correction that was asked for: we think that it reads better as it was.",
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
