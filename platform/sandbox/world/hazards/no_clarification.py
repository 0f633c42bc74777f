"""No clarification asked: the request can be read in two ways; one is taken without asking."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    "We take it that you mean the usual, and have not asked again.",
    "You wrote only 'the same as before'; we chose the larger size and sent it off.",
    "Which of the two addresses is meant was not said, so it went to the first.",
    Phrase("As there was no year, we have entered the present one.", "stiff"),
    Phrase("You will have meant Thursday.", "flippant"),
)


def corrupt(strike: Strike) -> Struck:
    """The request can be read in two ways; one is taken without asking."""
    return speak(strike, "assumption", _WORDS)


HAZARD = Hazard(
    slug="no_clarification",
    title="No clarification asked",
    does="The request can be read in two ways; one is taken without asking.",
    prevented_by="ask_when_unclear",
    caught_by="A reviewer who knows the request, a person",
    rate=0.6,
    corrupt=corrupt,
    example="'The usual, please': the agent orders the most expensive model.",
    mast="FM-2.2 no clarification asked",
    structure="A router that sends unclear requests to a person.",
    share=6.8,
)
