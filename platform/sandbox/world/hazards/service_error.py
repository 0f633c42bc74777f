"""Broken off: a call of a model or a tool breaks off."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard

HAZARD = Hazard(
    slug="service_error",
    title="Broken off",
    does="A call of a model or a tool breaks off.",
    prevented_by=None,
    caught_by="The error port of the node",
    rate=0.004,
    corrupt=None,
    example="The order book answers with an error; the next try works.",
    scope="service",
    corrupts="the call",
    structure="A retry, a fallback, a wire from the error port.",
    environment=True,
)
