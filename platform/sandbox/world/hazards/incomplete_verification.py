"""Incomplete verification: the reviewer skips a value: it passes without having been looked at."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard

HAZARD = Hazard(
    slug="incomplete_verification",
    title="Incomplete verification",
    does="The reviewer skips a value: it passes without having been looked at.",
    prevented_by="check_every_point",
    caught_by="A second guard of another kind, planted defects",
    rate=0.3,
    corrupt=None,
    example="Three values are to be reviewed; two get a verdict, the third passes with them.",
    mast="FM-3.2 no or incomplete verification",
    scope="review",
    corrupts="the verdict",
    structure="A check beside the review: it never skips. One review for each value.",
    share=8.2,
)
