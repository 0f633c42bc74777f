"""Empty case mishandled: an empty or odd input is treated as an ordinary one."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import speak


def corrupt(strike: Strike) -> Struck:
    """An empty or odd input is treated as an ordinary one."""
    return speak(
        strike,
        "filler",
        ("Thank you for all the details that you sent us.", "We have read your detailed account with care."),
    )


HAZARD = Hazard(
    slug="empty_case_mishandled",
    title="Empty case mishandled",
    does="An empty or odd input is treated as an ordinary one.",
    prevented_by="handle_empty_case",
    caught_by="A check on the input, a person",
    rate=0.6,
    corrupt=corrupt,
    example="A blank message is answered as a complaint.",
    structure="A router that sends empty inputs to a person.",
    environment=True,
    corrupts="the value, through its input",
)
