"""Unbounded consumption: the call has no end in sight: many times the usual tokens, cost and time."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard

HAZARD = Hazard(
    slug="unbounded_consumption",
    title="Unbounded consumption",
    does="The call has no end in sight: many times the usual tokens, cost and time.",
    prevented_by="bound_effort",
    caught_by="A budget of cost, a time-out",
    rate=0.3,
    corrupt=None,
    example="Asked for 'everything about the firm', the agent searches until the money is gone.",
    owasp="LLM10 unbounded consumption",
    scope="call",
    corrupts="the effort: cost, time and calls of tools",
    structure="A budget and a time-out on the node, with their ports wired.",
)
