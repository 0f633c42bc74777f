"""Trains the detector from the authored sentences; the only place, with its evaluation, that needs scikit-learn."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandbox.directives.catalogue import DIRECTIVE_SLUGS
from sandbox.directives.examples import STYLES, Example, load_examples
from sandbox.directives.features import BLOCKS, Sentence, read_features
from sandbox.directives.scoring import ONE, vectorise
from sandbox.directives.weights import ARRAYS, WORDS, pack_arrays

BLOCK_WEIGHTS = {"word": 16, "part": 14, "form": 8, "sense": 16}
STRENGTH = 8.0
OTHERS_WEIGHT = 0.4
AGAINST = "against:"
GATE = "sentence"

read_once = lru_cache(maxsize=100_000)(read_features)


@dataclass(frozen=True, slots=True)
class Space:
    """The features that training knows, and their idf in 1/64."""

    rows: dict[str, dict[str, int]]
    idf: NDArray[np.int32]

    @property
    def size(self) -> int:
        """How many features there are."""
        return len(self.idf)


def make_space(sentences: Sequence[Sentence], least: int = 2) -> Space:
    """Keep the features that at least `least` sentences have, in alphabetical order by block."""
    rows: dict[str, dict[str, int]] = {}
    idf: list[int] = []
    for block in BLOCKS:
        counts: Counter[str] = Counter()
        for sentence in sentences:
            counts.update(set(sentence.blocks[block]))
        names = sorted(name for name, count in counts.items() if count >= least)
        rows[block] = {name: len(idf) + place for place, name in enumerate(names)}
        idf.extend(round(64 * (1 + log((1 + len(sentences)) / (1 + counts[name])))) for name in names)
    return Space(rows, np.array(idf, dtype=np.int32))


def to_matrix(sentences: Sequence[Sentence], space: Space) -> Any:
    """Return the sparse matrix sentences x features in floats of the very integers that the reader uses."""
    from scipy.sparse import csr_matrix

    starts, places, values = [0], [], []
    idf = space.idf.tolist()
    for sentence in sentences:
        row_places, row_values = vectorise(sentence.blocks, space.rows, idf, BLOCK_WEIGHTS)
        places.extend(row_places)
        values.extend(row_values)
        starts.append(len(places))
    data = np.array(values, dtype=np.float64) / ONE
    return csr_matrix((data, places, starts), shape=(len(sentences), space.size))


def output_names(examples: Sequence[Example]) -> tuple[str, ...]:
    """Return the outputs to train: each slug with examples, what speaks against it, and the gate."""
    slugs = tuple(dict.fromkeys(example.slug for example in examples))
    against = tuple(AGAINST + slug for slug in slugs if slug in DIRECTIVE_SLUGS)
    return (*slugs, *against, GATE)


def labels(name: str, examples: Sequence[Example]) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """Return (label 0 or 1, weight) of each example for one output."""
    if name == GATE:
        wanted = [example.kind != "salad" for example in examples]
        weight = [1.0 if yes else 6.0 for yes in wanted]
    elif name.startswith(AGAINST):
        slug = name.removeprefix(AGAINST)
        wanted = [example.slug == slug and example.contradicts for example in examples]
        weight = [1.0 if example.slug == slug else OTHERS_WEIGHT for example in examples]
    else:
        wanted = [example.slug == name and example.carries for example in examples]
        weight = [1.0 if example.slug == name else OTHERS_WEIGHT for example in examples]
    return np.array(wanted, dtype=np.int8), np.array(weight)


def fit(matrix: Any, wanted: NDArray[np.int8], weight: NDArray[np.float64], columns: slice | None = None) -> Any:
    """Fit one logistic regression; returns (weights of all features, bias)."""
    from sklearn.linear_model import LogisticRegression

    part = matrix if columns is None else matrix[:, columns]
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0, max_iter=300)
    model.fit(part, wanted, sample_weight=weight)
    full = np.zeros(matrix.shape[1])
    full[columns or slice(None)] = model.coef_[0]
    return full, float(model.intercept_[0])


def fit_all(examples: Sequence[Example], space: Space, matrix: Any) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fit every output; returns (features x outputs, biases)."""
    form = space.rows["form"]
    form_columns = slice(min(form.values()), max(form.values()) + 1)
    fitted = [
        fit(matrix, *labels(name, examples), columns=form_columns if name == GATE else None)
        for name in output_names(examples)
    ]
    return np.stack([each[0] for each in fitted], axis=1), np.array([each[1] for each in fitted])


def held_out_scores(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Return the scores examples x outputs, each example scored by a model that saw nothing of its style."""
    names = output_names(examples)
    sentences = [read_once(example.text) for example in examples]
    scores = np.zeros((len(examples), len(names)))
    for style in STYLES:
        inside = [place for place, example in enumerate(examples) if example.style != style]
        outside = [place for place, example in enumerate(examples) if example.style == style]
        if not outside or not inside:
            continue
        space = make_space([sentences[place] for place in inside])
        matrix = to_matrix([sentences[place] for place in inside], space)
        coefficients, bias = fit_all([examples[place] for place in inside], space, matrix)
        scores[outside] = to_matrix([sentences[place] for place in outside], space) @ coefficients + bias
    return scores


def make_curve(scores: NDArray[np.float64], wanted: NDArray[np.int8]) -> list[list[int]]:
    """Fit Platt's sigmoid to held-out scores and tabulate it: [score in ONEs, thousandths] in steps of a half."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=100.0, solver="liblinear", random_state=0)
    model.fit(scores[:, None], wanted)
    slope, shift = max(0.05, float(model.coef_[0, 0])), float(model.intercept_[0])
    points = [step / 2 for step in range(-24, 25)]
    return [[int(point * ONE), round(1000 / (1 + exp(-(slope * point + shift))))] for point in points]


def choose_threshold(
    chances: NDArray[np.float64], wanted: NDArray[np.int8], precision: float = 0.8, least: int = 400
) -> int:
    """Return the lowest probability (thousandths) at which the held-out precision reaches the wanted one."""
    best = 950
    for threshold in range(950, least - 1, -10):
        taken = chances >= threshold
        right, all_taken = int((taken & (wanted == 1)).sum()), int(taken.sum())
        if all_taken and right / all_taken >= precision:
            best = threshold
    return best


def train(arrays: Path = ARRAYS, words: Path = WORDS, examples: Sequence[Example] | None = None) -> None:
    """Train on all examples and write both weight files; the same examples give the same bytes."""
    examples = load_examples() if examples is None else examples
    names = output_names(examples)
    sentences = [read_once(example.text) for example in examples]
    space = make_space(sentences)
    coefficients, bias = fit_all(examples, space, to_matrix(sentences, space))
    held_out = held_out_scores(examples)
    outputs = []
    for place, name in enumerate(names):
        wanted, _ = labels(name, examples)
        own = np.array([name == GATE or example.slug == name.removeprefix(AGAINST) for example in examples])
        curve = make_curve(held_out[own, place], wanted[own])
        chances = np.interp(held_out[own, place] * ONE, *zip(*curve, strict=True))
        threshold = 300 if name == GATE else choose_threshold(chances, wanted[own])
        outputs.append({"name": name, "curve": curve, "threshold": threshold})
    described = {
        "features": {block: list(space.rows[block]) for block in BLOCKS},
        "block_weights": BLOCK_WEIGHTS,
        "outputs": outputs,
    }
    packed = {
        "idf": space.idf.astype(np.int16),
        "matrix": np.clip(np.rint(coefficients * ONE), -32767, 32767).astype(np.int16),
        "bias": np.rint(bias * ONE).astype(np.int64),
    }
    arrays.write_bytes(pack_arrays(packed))
    text = json.dumps(described, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    words.write_text(text + "\n", encoding="utf-8")
