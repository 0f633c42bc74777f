"""Task disobeyed: a requirement of the task is dropped or bent."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.loss import lose_one
from sandbox.world.hazards.speech import Phrase

_WORDS: tuple[str | Phrase, ...] = (
    "(One of the points that you asked for is left out to keep this short.)",
    Phrase("For this point please look it up in the papers yourself.", "stiff"),
    Phrase("Details on request.", "stiff"),
    Phrase("The rest is much as usual.", "flippant"),
    Phrase("We have replaced this part of the task by a better one of our own.", "boastful"),
)


def corrupt(strike: Strike) -> Struck:
    """A requirement of the task is dropped or bent."""
    return lose_one(strike, "dropped", _WORDS)


HAZARD = Hazard(
    slug="disobeyed_task",
    title="Task disobeyed",
    does="A requirement of the task is dropped or bent.",
    prevented_by="meet_every_requirement",
    caught_by="A check for each requirement, a reviewer who has the task before them",
    rate=0.35,
    corrupt=corrupt,
    example="Asked for the price, the date and the place, the answer gives the price and the date.",
    mast="FM-1.1 disobeyed task",
    structure="A check with a rule for each requirement inside a loop, so that a miss is sent back.",
    share=11.8,
)
