"""Slip in figures: a figure is copied or computed wrongly."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import garble


def corrupt(strike: Strike) -> Struck:
    """Change a figure; in a text, one in a sentence with figures."""
    return garble(strike, with_figures=True)


HAZARD = Hazard(
    slug="slip_in_figures",
    title="Slip in figures",
    does="A figure is copied or computed wrongly.",
    prevented_by="verify_result",
    caught_by="A check that computes again, a reviewer with the evidence",
    rate=0.35,
    corrupt=corrupt,
    example="12 pupils at 8.50 make 120.",
    structure="A tool that computes; a check that computes again.",
)
