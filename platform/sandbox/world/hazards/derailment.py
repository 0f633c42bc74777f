"""Derailment: the work leaves its subject and follows a side track."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import speak

_WORDS = (
    "By the way, the history of our building is remarkable: it began as a stable in 1871.",
    "On another subject, many teams now hold their meetings while walking, which we find interesting.",
    "This reminds us of the debate on paper and plastic bags, on which opinions differ widely.",
    "While we are at it, here are a few thoughts on the new canteen: more soup, longer hours, other chairs.",
    "Before we come to that, a word on typefaces: nothing reads as well on a screen as a good serif.",
)


def corrupt(strike: Strike) -> Struck:
    """Add a side track: a sentence to a text, an entry to a list; other data come out as something else."""
    if isinstance(strike.data, list) and all(isinstance(entry, str) for entry in strike.data):
        return Struck(data=[*strike.data, "a side question: the opening hours of the canteen"])
    return speak(strike, "side_track", _WORDS)


HAZARD = Hazard(
    slug="derailment",
    title="Derailment",
    does="The work leaves its subject and follows a side track.",
    prevented_by="keep_to_goal",
    caught_by="A reviewer who knows the goal, a check on what may be in the list",
    rate=0.3,
    corrupt=corrupt,
    example="A report on the roof ends with a page about the garden.",
    mast="FM-2.3 derailment",
    structure="One task a step; a check on what may be in the list.",
    share=7.4,
)
