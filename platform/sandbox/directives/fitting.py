"""Fits the detector's logistic regressions, and scores sentences by models that saw nothing of their
style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandbox.directives.augment import augment
from sandbox.directives.catalogue import DIRECTIVE_SLUGS
from sandbox.directives.examples import STYLES, Example
from sandbox.directives.features import BLOCKS, Sentence, read_features
from sandbox.directives.scoring import AGAINST, KIND, ONE, vectorise

BLOCK_WEIGHTS = {"word": 16, "part": 12, "form": 8, "sense": 16, "cue": 14, "group": 16}
"""Length of each block of features, in sixteenths."""
STRENGTH = 20.0
"""The inverse strength of regularisation."""
OTHERS_WEIGHT = 0.02
"""What a sentence written for another directive weighs: little, for there are many and some carry this one
too."""
NEUTRAL_WEIGHT = 0.1
"""What an ordinary sentence weighs, one written for prompt craft or as unrelated to its directive."""
KINDS_WEIGHT = 0.3
"""What a sentence that is neither a carrier nor of the kind weighs where a kind is learned."""
LEAST = 6
"""A feature that fewer sentences have is not learned."""
FOLDS = (("terse", "other_words"), ("verbose", "bullet", "criteria"), ("indirect", "learner"))
"""Styles left out together for the scores that weighing and thresholds are fitted to."""
EACH_STYLE = tuple((style,) for style in STYLES)
"""Each style left out by itself, as the report does."""
GATE_KINDS = ("topic", "negation", "waiver", "quoted", "takeback", "salad")
"""The kinds of sentences that no directive is in force in, whatever its subject."""
KIND_BLOCKS = ("word", "form", "sense", "cue")
"""What the kinds are told by; parts of words say too much of the subject."""
FRAMED_WEIGHT = 0.4
"""What a sentence made by putting another into a frame weighs."""
Floats = NDArray[np.float64]

read_once = lru_cache(maxsize=100_000)(read_features)


@dataclass(frozen=True, slots=True)
class Space:
    """The features that training knows, and their idf in 1/64."""

    rows: dict[str, dict[str, int]]
    idf: NDArray[np.int32]


def make_space(sentences: Sequence[Sentence], least: int = LEAST) -> Space:
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
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    starts, places, values = [0], [], []
    idf = space.idf.tolist()
    for sentence in sentences:
        row_places, row_values = vectorise(sentence.blocks, space.rows, idf, BLOCK_WEIGHTS)
        places.extend(row_places)
        values.extend(row_values)
        starts.append(len(places))
    data = np.array(values, dtype=np.float64) / ONE
    return csr_matrix((data, places, starts), shape=(len(sentences), len(space.idf)))


def output_names(examples: Sequence[Example]) -> tuple[str, ...]:
    """Return the outputs to fit: each slug with examples, what speaks against each directive, and the
    kinds."""
    slugs = tuple(dict.fromkeys(example.slug for example in examples))
    against = tuple(AGAINST + slug for slug in slugs if slug in DIRECTIVE_SLUGS)
    return (*slugs, *against, *(KIND + kind for kind in GATE_KINDS))


def labels(name: str, examples: Sequence[Example]) -> tuple[NDArray[np.int8], Floats]:
    """Return (label 0 or 1, weight) of each example for one output."""
    if name.startswith(KIND):
        kind = name.removeprefix(KIND)
        wanted = [example.kind == kind for example in examples]
        weight = [1.0 if example.carries or example.kind == kind else KINDS_WEIGHT for example in examples]
    else:
        slug = name.removeprefix(AGAINST)
        wanted = [
            example.slug == slug and (example.contradicts if name.startswith(AGAINST) else example.carries)
            for example in examples
        ]
        weight = [1.0 if example.slug == slug else _weight_of_other(example) for example in examples]
    return np.array(wanted, dtype=np.int8), np.array(weight)


def _weight_of_other(example: Example) -> float:
    """Return what a sentence weighs that was written for another slug."""
    neutral = example.kind == "unrelated" or example.slug not in DIRECTIVE_SLUGS
    return NEUTRAL_WEIGHT if neutral else OTHERS_WEIGHT


def fit_all(examples: Sequence[Example], space: Space) -> tuple[Floats, Floats]:
    """Fit every output; returns (features x outputs, biases). The kinds learn from framed sentences as
    well."""
    matrix = to_matrix([read_once(example.text) for example in examples], space)
    framed = augment(examples)
    both = [*examples, *framed]
    wide = to_matrix([read_once(example.text) for example in both], space)
    columns = np.array(sorted(row for block in KIND_BLOCKS for row in space.rows[block].values()))
    narrow = wide[:, columns]
    lighter = np.array([1.0] * len(examples) + [FRAMED_WEIGHT] * len(framed))
    fitted = []
    for name in output_names(examples):
        if name.startswith(KIND):
            wanted, weight = labels(name, both)
            part, bias = _fit(narrow, wanted, weight * lighter)
            full = np.zeros(matrix.shape[1])
            full[columns] = part
            fitted.append((full, bias))
        else:
            fitted.append(_fit(matrix, *labels(name, examples)))
    return np.stack([each[0] for each in fitted], axis=1), np.array([each[1] for each in fitted])


def _fit(matrix: Any, wanted: NDArray[np.int8], weight: Floats) -> tuple[Floats, float]:
    """Fit one logistic regression; returns (weights, bias). Where there is but one class, nothing is ever
    found."""
    from sklearn.linear_model import LogisticRegression

    if len(set(wanted.tolist())) < 2:
        return np.zeros(matrix.shape[1]), -4.0
    model = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0, max_iter=300, tol=1e-3)
    model.fit(matrix, wanted, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])


def held_out_scores(examples: Sequence[Example], folds: Sequence[Sequence[str]] = EACH_STYLE) -> Floats:
    """Return the scores examples x outputs, each example scored by a model that saw nothing of its style.

    `folds` says which styles are left out together; by default each by itself.
    """
    sentences = [read_once(example.text) for example in examples]
    scores = np.zeros((len(examples), len(output_names(examples))))
    for fold in folds:
        inside = [place for place, example in enumerate(examples) if example.style not in fold]
        outside = [place for place, example in enumerate(examples) if example.style in fold]
        if outside and inside:
            space = make_space([sentences[place] for place in inside])
            coefficients, bias = fit_all([examples[place] for place in inside], space)
            scores[outside] = to_matrix([sentences[place] for place in outside], space) @ coefficients + bias
    return scores
