"""Empty case mishandled: an empty or odd input is treated as an ordinary one."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    Phrase("Thank you for all the details that you sent us.", "warm"),
    Phrase("We have read your detailed account with care.", "warm"),
    Phrase("The enclosed papers are complete and in good order.", "stiff"),
    "From the figures that you gave us we could see at once what was wrong.",
    Phrase("Your three attachments were most helpful.", "warm"),
)


def corrupt(strike: Strike) -> Struck:
    """An empty or odd input is treated as an ordinary one."""
    return speak(strike, "filler", _WORDS)


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
