"""No answer in time: a tool answers forty times as slowly as usual, after its effect has happened."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard

HAZARD = Hazard(
    slug="time_out",
    title="No answer in time",
    does="A tool answers forty times as slowly as usual, after its effect has happened.",
    prevented_by=None,
    caught_by="A time-out on the node",
    rate=0.02,
    corrupt=None,
    example="The bank takes a minute to answer, and the payment has been made all the same.",
    scope="service",
    corrupts="the time of the run",
    structure=(
        "A time-out with a retry; idempotent_by on a tool that acts, so that the second try does not "
        "act again."
    ),
    environment=True,
)
