"""A tool is down: one tool does not answer at all, or not at the first tries."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard

HAZARD = Hazard(
    slug="tool_outage",
    title="A tool is down",
    does="One tool does not answer at all, or not at the first tries.",
    prevented_by=None,
    caught_by="The error port of the node",
    rate=0.0,
    corrupt=None,
    example="The register is down for an hour; requests wait or fail.",
    scope="service",
    corrupts="all calls of one tool",
    structure=(
        "A retry with a wait for short outages; a wire from the error port to a person for long ones."
    ),
    environment=True,
)
