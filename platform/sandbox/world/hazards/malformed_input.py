"""Malformed input used: an input of the wrong form is used as it is."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import speak

_WORDS = (
    "One line had no date; we put it in where there was room.",
    "The amount was written with a letter in it, which we left out.",
    "Two columns had changed places; we took them as they stood.",
    "The last entry broke off in the middle and is used as it is.",
)


def corrupt(strike: Strike) -> Struck:
    """An input of the wrong form is used as it is."""
    return speak(strike, "unread_form", _WORDS)


HAZARD = Hazard(
    slug="malformed_input",
    title="Malformed input used",
    does="An input of the wrong form is used as it is.",
    prevented_by="check_input_form",
    caught_by="A check on the input with a schema, a reviewer who sees it",
    rate=0.6,
    corrupt=corrupt,
    example="The column holds '12,5 kg'; the sum takes it for 125.",
    corrupts="the value, through its input",
    structure="A check with a JSON Schema on the input, before anybody works on it.",
    environment=True,
)
