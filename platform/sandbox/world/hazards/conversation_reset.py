"""Conversation reset: the worker starts over in a later turn, and repaired faults come back."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard

HAZARD = Hazard(
    slug="conversation_reset",
    title="Conversation reset",
    does=(
        "In a later turn the worker starts over as if nothing had been said, and repaired faults come back."
    ),
    prevented_by="continue_where_left",
    caught_by="A check as the condition of the loop, a reviewer",
    rate=0.25,
    corrupt=None,
    example="In the third turn the agent greets anew and hands in its first draft again.",
    mast="FM-2.1 conversation reset",
    scope="turn",
    corrupts="the history of the loop",
    structure="A person where the loop is exhausted; a check that looks at the value after each turn.",
    share=2.2,
)
