"""Chatter or broken form: talk around the result, or a form that the next step cannot read."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak
from sandbox.world.template import show

_CHATTER: tuple[str | Phrase, ...] = (
    Phrase("Sure! Here is what you asked for:", "warm"),
    Phrase("Of course, I would be glad to help. Below is the text, which you can copy as it is:", "warm"),
    Phrase(
        "Great question! I have put something together, just tell me if it should be shorter or longer:",
        "flippant",
    ),
    Phrase(
        "As a language model I cannot be sure of the details, but a possible version might read like this:",
        "stiff",
    ),
    Phrase(
        "Okay, I thought about this step by step, and here comes my final answer (version 2):",
        "flippant",
    ),
)


def corrupt(strike: Strike) -> Struck:
    """Chat before a text; wrap any other value in a sentence."""
    if strike.parts is not None:
        return speak(strike, "chatter", _CHATTER, "start")
    return Struck(data=f"Sure! The answer is: {show(strike.data)}")


HAZARD = Hazard(
    slug="chatter_or_malformed",
    title="Chatter or broken form",
    does="Talk around the result, or a form that the next step cannot read.",
    prevented_by="structured_output_only",
    caught_by="A check on the form, a JSON Schema",
    rate=0.4,
    corrupt=corrupt,
    example="'Sure! Here is your letter:' stands at the head of the letter.",
    structure="A check with a JSON Schema inside a loop.",
)
