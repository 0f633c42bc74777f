"""Trains the detector from the authored sentences; with its evaluation the only place that needs
scikit-learn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandbox.directives.calibrate import calibrate
from sandbox.directives.examples import Example, load_examples
from sandbox.directives.features import BLOCKS
from sandbox.directives.fitting import (
    BLOCK_WEIGHTS,
    FOLDS,
    fit_all,
    held_out_scores,
    make_space,
    read_once,
)
from sandbox.directives.scoring import COARSE, ONE
from sandbox.directives.weights import ARRAYS, WORDS, pack_arrays


def train(arrays: Path = ARRAYS, words: Path = WORDS, examples: Sequence[Example] | None = None) -> None:
    """Train on all examples and write both weight files; the same examples give the same bytes."""
    array_bytes, word_bytes = make_weights(load_examples() if examples is None else examples)
    arrays.write_bytes(array_bytes)
    words.write_bytes(word_bytes)


def make_weights(examples: Sequence[Example]) -> tuple[bytes, bytes]:
    """Return the bytes of the array file and of the word file for these examples."""
    sentences = [read_once(example.text) for example in examples]
    space = make_space(sentences)
    coefficients, bias = fit_all(examples, space)
    described = {
        "features": {block: list(space.rows[block]) for block in BLOCKS},
        "block_weights": BLOCK_WEIGHTS,
        **calibrate(examples, held_out_scores(examples, FOLDS)),
    }
    packed: dict[str, NDArray[Any]] = {
        "idf": space.idf.astype(np.int16),
        "matrix": np.clip(np.rint(coefficients * ONE / COARSE), -32767, 32767).astype(np.int16),
        "bias": np.rint(bias * ONE).astype(np.int64),
    }
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return pack_arrays(packed), (text + "\n").encode()
