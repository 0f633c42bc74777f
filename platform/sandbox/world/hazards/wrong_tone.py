"""Wrong tone: the text does not suit the people who read it."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    Phrase("Pursuant to the foregoing, noncompliance shall be at the recipient's own detriment.", "stiff"),
    Phrase("Anyway, deal with it, it is really not that hard.", "rude"),
    Phrase("In terms of stakeholder alignment we will circle back on the low-hanging fruit.", "jargon"),
    Phrase("LOL, that was some read! Whatever, here you go, cheers!!!", "flippant"),
    Phrase("If you had read what we sent you, you would not have to ask.", "rude"),
)


def corrupt(strike: Strike) -> Struck:
    """The text does not suit the people who read it."""
    return speak(
        strike,
        "tone",
        _WORDS,
        tone="unfit",
    )


HAZARD = Hazard(
    slug="wrong_tone",
    title="Wrong tone",
    does="The text does not suit the people who read it.",
    prevented_by="fit_audience",
    caught_by="A reviewer who knows the readers",
    rate=0.4,
    corrupt=corrupt,
    example="A letter to parents speaks of 'stakeholder onboarding'.",
    structure="A reviewer who knows the readers, inside a loop.",
)
