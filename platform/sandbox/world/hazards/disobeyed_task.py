"""Task disobeyed: a requirement of the task is dropped or bent."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.loss import lose_one

_WORDS = (
    "One of the points that were asked for is left out here, since the rest seemed more important.",
    "We kept this shorter than you asked; one point had to go.",
    "Contrary to the request, one of the required details is not given.",
    "For the sake of simplicity the last requirement was not followed to the letter.",
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
