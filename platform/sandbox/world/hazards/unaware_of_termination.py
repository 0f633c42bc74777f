"""End not noticed: a sound result is turned back, and the work goes on although it is done."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard

HAZARD = Hazard(
    slug="unaware_of_termination",
    title="End not noticed",
    does="A sound result is turned back, and the work goes on although it is done.",
    prevented_by="stop_when_done",
    caught_by="The condition of the loop, its maximum, a budget",
    rate=0.3,
    corrupt=None,
    example="The letter is right; the reviewer asks for another version, and another.",
    mast="FM-1.5 unaware of termination",
    scope="review",
    corrupts="the end of the loop",
    structure="A check as the condition of the loop: it knows when it is done. A maximum bounds the rest.",
    share=12.4,
)
