"""Unsupported claim: something is stated that no source says."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import speak


def corrupt(strike: Strike) -> Struck:
    """Something is stated that no source says."""
    return speak(
        strike,
        "claim",
        (
            "Studies show that this is the best choice for nearly everybody.",
            "Experts agree that nothing else comes close.",
        ),
    )


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
