"""Which failure modes of agent teams are live in a case: drawn by how often each was found in real ones.

The shares are those of Cemri et al. 2025 ("Why do multi-agent LLM systems fail?"), in percent of all
failures; no mode has less than the floor, so that the rare ones are met too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from sandbox.world.draw import draw, pick_index
from sandbox.world.hazards import HAZARDS

FLOOR = 3.0
"""Percent that every mode has at least."""
PARTS = 100_000
"""The weights of all modes add up to about so much."""

PUBLISHED: Mapping[str, float] = dict(
    sorted(
        ((slug, hazard.share) for slug, hazard in HAZARDS.items() if hazard.share is not None),
        key=lambda pair: HAZARDS[pair[0]].mast or "",
    )
)
"""The published share of each mode in percent, in the order of the taxonomy."""


def _floored(shares: Mapping[str, float]) -> dict[str, int]:
    """Whole-number weights: the floor for the rare ones, what is left shared out among the others."""
    total = sum(shares.values())
    rare = {slug for slug, share in shares.items() if share * 100.0 / total < FLOOR}
    left = 100.0 - FLOOR * len(rare)
    rest = sum(share for slug, share in shares.items() if slug not in rare)
    return {
        slug: round((FLOOR if slug in rare else share * left / rest) * PARTS / 100.0)
        for slug, share in shares.items()
    }


WEIGHTS: Mapping[str, int] = _floored(PUBLISHED)
"""The weight of each mode, in hundred-thousandths."""


def draw_modes(named: Collection[str], count: int, seed: int | str, case_id: str) -> frozenset[str]:
    """`count` different modes out of those named, each next one by weight; all of them where there are no
    more."""
    left = [slug for slug in WEIGHTS if slug in named]
    chosen: set[str] = set()
    while left and len(chosen) < count:
        drawn = draw(seed, case_id, "modes", str(len(chosen)), 1, 0)
        at = pick_index(drawn, sum(WEIGHTS[slug] for slug in left))
        for slug in left:
            at -= WEIGHTS[slug]
            if at < 0:
                break
        chosen.add(slug)
        left.remove(slug)
    return frozenset(chosen)


def count_shares(cases: int, seed: int | str = 0, per_case: int = 1) -> dict[str, float]:
    """The share of each mode, in percent, among those drawn for so many cases of an exercise that names all
    of them."""
    counts = Counter(
        slug for number in range(cases) for slug in draw_modes(WEIGHTS, per_case, seed, f"case-{number}")
    )
    return shares_of(counts.elements())


def shares_of(slugs: Iterable[str]) -> dict[str, float]:
    """The share of each mode in percent, in the order of the taxonomy."""
    counts = Counter(slugs)
    total = max(1, counts.total())
    return {slug: round(100.0 * counts[slug] / total, 3) for slug in WEIGHTS}
