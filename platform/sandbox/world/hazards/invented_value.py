"""Invented value: a value that the source does not give is made up."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    "As we have it on file, the usual amount of 49 applies.",
    Phrase("According to our records this was settled on the 12th.", "stiff"),
    "Your customer number with us is 4471-B.",
    "The usual time for this is 11 days.",
    Phrase("Since no figure was given, 100 was entered, which will be about right.", "flippant"),
)


def corrupt(strike: Strike) -> Struck:
    """A value that the source does not give is made up."""
    return speak(strike, "invention", _WORDS)


HAZARD = Hazard(
    slug="invented_value",
    title="Invented value",
    does="A value that the source does not give is made up.",
    prevented_by="leave_unknown_empty",
    caught_by="A check against the source, a reviewer who sees it",
    rate=0.7,
    corrupt=corrupt,
    example="The order has no price; the answer names one all the same.",
    owasp="LLM09 misinformation",
    structure="Every need wired, or a tool that looks it up; a check against the source.",
)
