"""Malformed input used: an input of the wrong form is used as it is."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    "The line without a date was put under 1 January.",
    "The amount read '1O5'; we took it as 15.",
    "Name and place had changed columns, so the customer is now called Leeds.",
    "The last entry broke off in the middle and counts as it is.",
    Phrase("For 'n/a' we have reckoned with 0.", "jargon"),
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
