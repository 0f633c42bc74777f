"""History lost: in a later turn the worker knows neither the feedback nor what was made before."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard

HAZARD = Hazard(
    slug="lost_history",
    title="History lost",
    does="In a later turn the worker knows neither the feedback nor what was made before.",
    prevented_by="use_history",
    caught_by="A check as the condition of the loop, a person after the last turn",
    rate=0.3,
    corrupt=None,
    example="The reviewer asked for euros; the second draft is in pounds again.",
    mast="FM-1.4 lost history",
    scope="turn",
    corrupts="the history of the loop",
    structure="A person where the loop is exhausted; a check that looks at the value itself.",
    share=2.8,
)
