"""Wrong tone: the text does not suit the people who read it."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import speak


def corrupt(strike: Strike) -> Struck:
    """The text does not suit the people who read it."""
    return speak(
        strike,
        "tone",
        (
            "Pursuant to the foregoing, noncompliance shall be at the recipient's own detriment.",
            "Anyway, deal with it, it is really not that hard.",
        ),
        "end",
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
