"""Reasons and action differ: the conclusion is not the one that the reasons lead to."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import Phrase, speak

_WORDS: tuple[str | Phrase, ...] = (
    "All of this speaks against it; we therefore go ahead.",
    "By the reasons above the answer would be no. It is yes.",
    Phrase("The figures exceed the limit by far and are therefore approved.", "stiff"),
    Phrase("As nothing was found that speaks for it, we recommend it warmly.", "warm"),
    "One of the tests failed, so everything passes.",
)


def corrupt(strike: Strike) -> Struck:
    """The conclusion is not the one that the reasons lead to."""
    return speak(strike, "mismatch", _WORDS)


HAZARD = Hazard(
    slug="reasoning_action_mismatch",
    title="Reasons and action differ",
    does="The conclusion is not the one that the reasons lead to.",
    prevented_by="act_on_reasoning",
    caught_by="A check that derives the decision from the figures, a reviewer with the reasons",
    rate=0.3,
    corrupt=corrupt,
    example="The reasons say that the claim came too late; the claim is granted.",
    mast="FM-2.6 reasoning-action mismatch",
    structure="A check that derives the decision from the figures by a rule.",
    share=13.2,
)
