"""Vague request: the worker guesses what is wanted, because the request does not say it."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard
from sandbox.world.hazards.speech import garble

HAZARD = Hazard(
    slug="vague_request",
    title="Vague request",
    does="The worker guesses what is wanted, because the request does not say it.",
    prevented_by="states_objective",
    caught_by="A reviewer who knows the goal",
    rate=0.3,
    corrupt=garble,
    example="Asked to 'deal with this', the agent files a complaint as a question.",
    by_criterion=True,
    structure="One task a step, with the goal in its instructions.",
)
