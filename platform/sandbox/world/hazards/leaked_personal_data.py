"""Personal data leaked: personal details that nobody needs get into the result."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    "For your reference, your file says: telephone 0170 555 0142.",
    "We have your home address, 12 Mill Lane, on file.",
    Phrase("Date of birth on record: 4 May 1979.", "stiff"),
    "Your neighbour, Mrs Hollis of 14 Mill Lane, has written to us about the same thing.",
    "As your doctor noted, you have been on sick leave since March.",
)


def corrupt(strike: Strike) -> Struck:
    """Personal details that nobody needs get into the result."""
    return speak(
        strike,
        "leak",
        _WORDS,
        "end",
        ("personal",),
    )


HAZARD = Hazard(
    slug="leaked_personal_data",
    title="Personal data leaked",
    does="Personal details that nobody needs get into the result.",
    prevented_by="no_personal_data",
    caught_by="A reviewer who looks for them, a policy",
    rate=0.5,
    corrupt=corrupt,
    example="The reply names the customer's address and telephone number.",
    owasp="LLM02 sensitive information disclosure",
    structure="No personal field wired to the step; a check for patterns of addresses and numbers.",
)
