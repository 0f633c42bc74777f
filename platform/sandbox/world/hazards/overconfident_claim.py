"""Overconfident claim: a doubtful thing is stated as certain."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    "There is no doubt about any of this.",
    "This is certain and will not change.",
    Phrase("We guarantee that it will turn out exactly like this.", "boastful"),
    Phrase("A mistake is out of the question.", "stiff"),
    Phrase("You can rely on every single word of it, come what may.", "boastful"),
)


def corrupt(strike: Strike) -> Struck:
    """A doubtful thing is stated as certain."""
    return speak(strike, "certainty", _WORDS)


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
