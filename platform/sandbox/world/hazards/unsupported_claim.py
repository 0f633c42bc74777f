"""Unsupported claim: something is stated that no source says."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    Phrase("Studies show that this is the best choice for nearly everybody.", "boastful", cited=True),
    Phrase("Nine of ten customers prefer it this way.", cited=True),
    Phrase("Experts agree that nothing else comes close.", "boastful"),
    "It is generally known that this takes half the time elsewhere.",
    Phrase("The authorities have confirmed this to us by telephone.", "stiff"),
)


def corrupt(strike: Strike) -> Struck:
    """Something is stated that no source says."""
    return speak(strike, "claim", _WORDS)


HAZARD = Hazard(
    slug="unsupported_claim",
    title="Unsupported claim",
    does="Something is stated that no source says.",
    prevented_by="cite_sources",
    caught_by="A reviewer with the sources",
    rate=0.5,
    corrupt=corrupt,
    example="The newsletter says 'studies show', and no study does.",
    owasp="LLM09 misinformation",
    structure="The sources wired to the step and to a reviewer.",
)
