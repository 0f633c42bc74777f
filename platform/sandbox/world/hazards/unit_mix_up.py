"""Units mixed up: currencies, dates or measures are taken for one another."""

from __future__ import annotations

from sandbox.world.hazards.hazard import Hazard, Strike, Struck
from sandbox.world.hazards.speech import garble


def corrupt(strike: Strike) -> Struck:
    """Change a figure; in a text, one in a sentence with figures."""
    return garble(strike, with_figures=True)


HAZARD = Hazard(
    slug="unit_mix_up",
    title="Units mixed up",
    does="Currencies, dates or measures are taken for one another.",
    prevented_by="normalise_units",
    caught_by="A check that computes in one unit",
    rate=0.7,
    corrupt=corrupt,
    example="37.50 pounds are paid out as 37.50 euros.",
    structure="A tool that converts; a check that computes in one unit.",
)
