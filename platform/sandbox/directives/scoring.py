"""From a sentence to scores: sparse integer vectors, one matrix product, a curve to probabilities. NumPy
only."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from sandbox.directives.features import BLOCKS, Sentence
from sandbox.directives.weights import Output, Weights

AGAINST = "against:"
KIND = "kind:"
KNEES = (-6, -3, 0)
"""From these scores on, a kind of sentence speaks against a directive; the weights past each are learned."""
STACK_SIZE = 21
COARSE = 16
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


def stack(
    values: Mapping[str, int], slug: str, kinds: Sequence[str], coefficients: Sequence[int], bias: int
) -> int:
    """Weigh the scores for and against a slug and those of the kinds of sentences; returns a score in
    ONEs."""
    against = values.get(AGAINST + slug, -4 * ONE)
    inputs = [values[slug], against, max(0, against + ONE)]
    inputs.extend(max(0, values[kind] - knee * ONE) for kind in kinds for knee in KNEES)
    return sum(each * weight for each, weight in zip(inputs, coefficients, strict=True)) // ONE + bias


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
