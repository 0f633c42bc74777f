"""No clarification asked: the request can be read in two ways; one is taken without asking."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import speak

_WORDS = (
    "We take it that you mean the usual, and have not asked again.",
    "Your message can be read in two ways; we simply chose the first.",
    "As it was not clear which one you meant, we went with our own guess.",
    "We assumed the larger of the two options, since nothing else was said.",
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
