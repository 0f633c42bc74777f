"""Incorrect verification: the reviewer judges by the looks, whatever the source says."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard

HAZARD = Hazard(
    slug="incorrect_verification",
    title="Incorrect verification",
    does="The reviewer judges by the looks: what reads well passes, whatever the source says.",
    prevented_by="judge_by_evidence",
    caught_by="A check against the source, planted defects",
    rate=0.3,
    corrupt=None,
    example="The figure is wrong, but the sentence is confident; the reviewer passes it.",
    mast="FM-3.3 incorrect verification",
    scope="review",
    corrupts="the verdict",
    structure="A check that computes again from the source: it has no eye for looks.",
    share=9.1,
)
