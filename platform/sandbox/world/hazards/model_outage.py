"""A model tier is down: one tier of models does not answer at all, or not at the first tries."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard

HAZARD = Hazard(
    slug="model_outage",
    title="A model tier is down",
    does="One tier of models does not answer at all, or not at the first tries.",
    prevented_by=None,
    caught_by="The error port of the node",
    rate=0.0,
    corrupt=None,
    example="The large model is down at noon; whatever needs it stands still.",
    scope="service",
    corrupts="all calls of one tier",
    structure="A fallback on another tier; a wire from the error port to a person.",
    environment=True,
)
