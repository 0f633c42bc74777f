"""Step repeated: finished work is done again, at two or three times the cost and time."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard

HAZARD = Hazard(
    slug="step_repetition",
    title="Step repeated",
    does=(
        "Finished work is done again, so that the call costs two or three times as much and takes as long."
    ),
    prevented_by="reuse_done_work",
    caught_by="A budget of cost or calls, a time-out",
    rate=0.35,
    corrupt=None,
    example="The researcher looks up the same three pages a second time before it answers.",
    mast="FM-1.3 step repetition",
    scope="call",
    corrupts="the effort: cost, time and calls of tools",
    structure=(
        "What is done stands before the loop, or lies in a memory that is read first; a budget or a "
        "time-out ends the rest. An effect is not done twice where the tool is idempotent_by a value."
    ),
    share=15.7,
)
