"""A plain slip: the work goes wrong as any work does, now and then."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard
from sandbox.world.hazards.speech import garble

HAZARD = Hazard(
    slug="slip",
    title="A plain slip",
    does="The work goes wrong as any work does, now and then.",
    prevented_by="states_objective",
    caught_by="A check on bounds, a reviewer with the evidence, a person",
    rate=0.0,
    corrupt=garble,
    example="The refund is 75 euros; the answer says 57.",
    by_criterion=True,
    structure="The fitting agent, one task a call, a larger model; a check, or a vote of several copies.",
)
