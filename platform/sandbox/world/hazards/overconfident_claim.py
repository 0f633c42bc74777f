"""Overconfident claim: a doubtful thing is stated as certain."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import speak


def corrupt(strike: Strike) -> Struck:
    """A doubtful thing is stated as certain."""
    return speak(
        strike, "certainty", ("There is no doubt about any of this.", "This is certain and will not change.")
    )


HAZARD = Hazard(
    slug="overconfident_claim",
    title="Overconfident claim",
    does="A doubtful thing is stated as certain.",
    prevented_by="admit_uncertainty",
    caught_by="A reviewer with the evidence, a person",
    rate=0.5,
    corrupt=corrupt,
    example="'It will certainly arrive on Friday', where the source says 'perhaps'.",
    owasp="LLM09 misinformation",
    structure="The source wired to a reviewer.",
)
