"""Information withheld: what the next one needs is found, but not handed on."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.loss import lose_one


def corrupt(strike: Strike) -> Struck:
    """What the next one needs is found, but not handed on."""
    return lose_one(strike, "withheld", filler="There is nothing further to report.")


HAZARD = Hazard(
    slug="information_withheld",
    title="Information withheld",
    does="What the next one needs is found, but not handed on.",
    prevented_by="pass_on_findings",
    caught_by="A schema with required fields, a reviewer who sees the source",
    rate=0.3,
    corrupt=corrupt,
    example="The inspector saw the cracked beam; the hand-over does not say so.",
    mast="FM-2.4 information withheld",
    scope="handover",
    corrupts="the hand-over message",
    structure=(
        "The source wired to the next one as well, beside the summary. A check for the required fields."
    ),
    share=0.85,
)
