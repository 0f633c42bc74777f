"""From a sentence to scores: sparse integer vectors, one matrix product, a curve to probabilities. NumPy
only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from sandbox.directives.features import BLOCKS, Sentence
from sandbox.directives.weights import Output, Weights

AGAINST = "against:"
KIND = "kind:"
KNEES = (-6, -3, 0)
"""From these scores on, a kind of sentence speaks against a directive; the weights past each are learned."""
STACK_SIZE = 25
UNSAID = -4
"""The score that counts where nothing is learned that speaks against a slug."""
LOWEST_RIVAL = -3
"""A rival's score below this one says no more."""
COARSE = 64
"""The matrix is stored in steps of this many, which loses nothing that matters and packs well."""
ONE = 1024
"""Fixed point: this integer stands for 1.0 in feature values, in weights and in scores."""
UNKNOWN_IDF = 6 * 64
"""The idf (in 1/64) that a feature counts with in the length of a vector where training never saw it."""


def vectorise(
    blocks: Mapping[str, Sequence[str]],
    rows: Mapping[str, Mapping[str, int]],
    idf: Sequence[int] | NDArray[np.int32],
    block_weights: Mapping[str, int],
) -> tuple[list[int], list[int]]:
    """Return (rows, values) of a sentence; each block has length `block_weights[block] / 16` in units of
    ONE."""
    places: list[int] = []
    values: list[int] = []
    for block in BLOCKS:
        known = rows[block]
        found: list[tuple[int, int]] = []
        square = 0
        for name in dict.fromkeys(blocks[block]):
            row = known.get(name)
            weight = UNKNOWN_IDF if row is None else int(idf[row])
            square += weight * weight
            if row is not None:
                found.append((row, weight))
        length = max(1, isqrt(square))
        factor = ONE * block_weights[block]
        for row, weight in found:
            places.append(row)
            values.append(weight * factor // (16 * length))
    return places, values


def score(sentence: Sentence, weights: Weights) -> NDArray[np.int64]:
    """Return the score of each output in units of ONE (log-odds before the curve)."""
    places, values = vectorise(sentence.blocks, weights.rows, weights.idf, weights.block_weights)
    total = weights.bias.copy()
    if places:
        taken = weights.matrix[np.array(places)].astype(np.int64)
        total += (np.array(values, dtype=np.int64)[:, None] * taken).sum(axis=0) * COARSE // ONE
    return total


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the scores of one group of slugs are weighed: `own` for what is said of a slug itself, `kinds` for
    each kind at each knee, `rivals` for what is said of the other slugs of the group."""

    own: tuple[int, ...]
    kinds: tuple[int, ...]
    rivals: tuple[int, ...]
    bias: int

    @classmethod
    def of(cls, coefficients: Sequence[int], bias: int) -> Weighing:
        """Cut the coefficients in the order that they were fitted in."""
        if len(coefficients) != STACK_SIZE:
            raise ValueError("the stack of training and that of reading differ")
        return cls(tuple(coefficients[:3]), tuple(coefficients[3:-4]), tuple(coefficients[-4:]), bias)


def stack_all(values: Mapping[str, int], slugs: Sequence[str], weighing: Weighing) -> dict[str, int]:
    """Weigh the scores of the slugs of one group, of what speaks against them, and of the kinds of sentences;
    returns a score in ONEs for each slug."""
    kinds = [name for name in values if name.startswith(KIND)]
    steps = (max(0, values[kind] - knee * ONE) for kind in kinds for knee in KNEES)
    common = sum(each * weight for each, weight in zip(steps, weighing.kinds, strict=True))
    carries = [values[slug] for slug in slugs]
    againsts = [values.get(AGAINST + slug, UNSAID * ONE) for slug in slugs]
    found: dict[str, int] = {}
    for slug, carry, against, rival, opposed in zip(
        slugs, carries, againsts, _best_others(carries), _best_others(againsts), strict=True
    ):
        own = (carry, against, max(0, against + ONE))
        rivals = (rival, min(0, carry - rival), max(0, rival), opposed)
        total = common + sum(each * weight for each, weight in zip(own, weighing.own, strict=True))
        total += sum(each * weight for each, weight in zip(rivals, weighing.rivals, strict=True))
        found[slug] = total // ONE + weighing.bias
    return found


def _best_others(scores: Sequence[int]) -> list[int]:
    """Return for each score the best of the others, at least `LOWEST_RIVAL`."""
    first, second = (*sorted(scores, reverse=True), LOWEST_RIVAL * ONE, LOWEST_RIVAL * ONE)[:2]
    return [max(LOWEST_RIVAL * ONE, second if score == first else first) for score in scores]


def chance(output: Output, value: int) -> int:
    """Return the probability of a score in thousandths, by straight lines between the points of the curve."""
    curve = output.curve
    place = bisect_right(curve, (value, 1001))
    if place == 0:
        return curve[0][1]
    if place == len(curve):
        return curve[-1][1]
    (left, low), (right, high) = curve[place - 1], curve[place]
    return low + (high - low) * (value - left) // max(1, right - left)
