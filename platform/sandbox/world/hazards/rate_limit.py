"""Turned away as one too many: the model service takes no further call at this moment."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard

HAZARD = Hazard(
    slug="rate_limit",
    title="Turned away as one too many",
    does="The model service takes no further call at this moment.",
    prevented_by=None,
    caught_by="The error port of the node",
    rate=0.008,
    corrupt=None,
    example="Thirty calls at once; the thirty-first is turned away.",
    scope="service",
    corrupts="the call",
    structure="A retry with a wait, a limit on how many work side by side, a fallback on another tier.",
    environment=True,
)
