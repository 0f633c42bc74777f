"""Weighs the scores of a sentence against one another and turns them into calibrated probabilities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sandbox.directives.catalogue import DIRECTIVE_SLUGS
from sandbox.directives.examples import Example
from sandbox.directives.fitting import GATE_KINDS, Floats, output_names
from sandbox.directives.scoring import AGAINST, KIND, KNEES, LOWEST_RIVAL, ONE, UNSAID

CROSS_WEIGHT = 0.03
"""What a sentence weighs as evidence on a directive that it was not written for."""
BETA = 0.27
"""What recall is worth beside precision where the threshold is chosen."""
LEAST_THRESHOLD, HIGHEST_THRESHOLD = 400, 850


def stack_inputs(scores: Floats, names: Sequence[str], slug: str, slugs: Sequence[str]) -> Floats:
    """Return examples x STACK_SIZE: the score for, against and strongly against, above each knee for each
    kind, and what is said of the other slugs of the group.

    The same as `scoring.stack_all` does in integers.
    """
    place = {name: index for index, name in enumerate(names)}
    carry, against = scores[:, place[slug]], _against_of(scores, place, slug)
    kinds = [np.maximum(scores[:, place[KIND + kind]] - knee, 0) for kind in GATE_KINDS for knee in KNEES]
    others = [each for each in slugs if each != slug]
    rival = _best([scores[:, place[each]] for each in others], len(carry))
    opposed = _best([_against_of(scores, place, each) for each in others], len(carry))
    own = [carry, against, np.maximum(against + 1, 0)]
    rivals = [rival, np.minimum(carry - rival, 0), np.maximum(rival, 0), opposed]
    return np.stack([*own, *kinds, *rivals], axis=1)


def _against_of(scores: Floats, place: Mapping[str, int], slug: str) -> Floats:
    """Return the scores of what speaks against a slug, also where nothing was learned of it."""
    name = AGAINST + slug
    return scores[:, place[name]] if name in place else np.full(len(scores), float(UNSAID))


def _best(columns: Sequence[Floats], count: int) -> Floats:
    """Return the best of the columns in each row, at least `LOWEST_RIVAL`."""
    lowest = np.full(count, float(LOWEST_RIVAL))
    return np.asarray(np.max([lowest, *columns], axis=0))


class Stack:
    """One small logistic regression for all directives (or all criteria), then one curve for each slug."""

    def __init__(
        self, slugs: Sequence[str], examples: Sequence[Example], scores: Floats, names: Sequence[str]
    ) -> None:
        """Fit on held-out scores, whose columns `names` names."""
        from sklearn.linear_model import LogisticRegression

        self.slugs = tuple(slugs)
        inputs = [stack_inputs(scores, names, slug, slugs) for slug in slugs]
        truths = [np.array([each.slug == slug and each.carries for each in examples]) for slug in slugs]
        weights = [
            np.array([1.0 if each.slug == slug else CROSS_WEIGHT for each in examples]) for slug in slugs
        ]
        model = LogisticRegression(C=1.0, solver="liblinear", random_state=0)
        model.fit(np.concatenate(inputs), np.concatenate(truths), sample_weight=np.concatenate(weights))
        self.coefficients: Floats = np.rint(model.coef_[0] * ONE)
        self.bias = round(float(model.intercept_[0]) * ONE)
        self.curves = {
            slug: make_curve(self.total(each), truth, weight)
            for slug, each, truth, weight in zip(slugs, inputs, truths, weights, strict=True)
        }

    def total(self, inputs: Floats) -> Floats:
        """Return the stacked score of rows of inputs."""
        return np.asarray((inputs @ self.coefficients + self.bias) / ONE, dtype=np.float64)

    def chances(self, slug: str, scores: Floats, names: Sequence[str]) -> Floats:
        """Return the calibrated probabilities 0..1000 of all rows for one slug."""
        return look_up(self.curves[slug], self.total(stack_inputs(scores, names, slug, self.slugs)))


def make_curve(scores: Floats, wanted: NDArray[Any], weight: Floats | None = None) -> list[list[int]]:
    """Fit Platt's sigmoid to held-out scores and tabulate it: [score in ONEs, thousandths] in steps of a
    half."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=10.0, solver="liblinear", random_state=0)
    model.fit(scores[:, None], wanted, sample_weight=weight)
    slope, shift = max(0.05, float(model.coef_[0, 0])), float(model.intercept_[0])
    points = [step / 2 for step in range(-24, 25)]
    return [[int(point * ONE), round(1000 / (1 + exp(-(slope * point + shift))))] for point in points]


def look_up(curve: Sequence[Sequence[int]], scores: Floats) -> Floats:
    """Return the thousandths of scores by a curve."""
    return np.asarray(np.interp(scores * ONE, [point[0] for point in curve], [point[1] for point in curve]))


def choose_threshold(chances: Floats, wanted: NDArray[Any], weight: Floats, beta: float = BETA) -> int:
    """Return the threshold (thousandths) with the highest F-beta; below 1, beta favours precision."""
    best, best_value = HIGHEST_THRESHOLD, -1.0
    for threshold in range(LEAST_THRESHOLD, HIGHEST_THRESHOLD + 1, 10):
        taken = chances >= threshold
        right = float(weight[taken & (wanted == 1)].sum())
        wrong, missed = float(weight[taken].sum()) - right, float(weight[~taken & (wanted == 1)].sum())
        value = (1 + beta**2) * right / max(1e-9, (1 + beta**2) * right + beta**2 * missed + wrong)
        if value > best_value + 1e-12:
            best, best_value = threshold, value
    return best


def calibrate(examples: Sequence[Example], scores: Floats) -> Mapping[str, Any]:
    """Return what the word file says about stacks and outputs, fitted to held-out scores."""
    names = output_names(examples)
    slugs = [name for name in names if ":" not in name]
    groups = {
        "directives": [slug for slug in slugs if slug in DIRECTIVE_SLUGS],
        "criteria": [slug for slug in slugs if slug not in DIRECTIVE_SLUGS],
    }
    stacks: dict[str, Any] = {}
    settled: dict[str, dict[str, Any]] = {}
    for group, members in groups.items():
        if not members:
            continue
        stack = Stack(members, examples, scores, names)
        stacks[group] = {"coefficients": [int(each) for each in stack.coefficients], "bias": stack.bias}
        threshold = common_threshold(stack, members, examples, scores, names)
        for slug in members:
            settled[slug] = {
                "name": slug,
                "curve": stack.curves[slug],
                "threshold": threshold,
                "stack": group,
            }
    for name in names:
        if name.startswith(AGAINST):
            settled[name] = _against(name, examples, scores[:, names.index(name)])
        elif name.startswith(KIND):
            settled[name] = {"name": name, "curve": [[0, 0], [1, 1]], "threshold": 1000, "stack": ""}
    return {"stacks": stacks, "outputs": [settled[name] for name in names]}


def common_threshold(
    stack: Stack, slugs: Sequence[str], examples: Sequence[Example], scores: Floats, names: Sequence[str]
) -> int:
    """Return one threshold for all slugs of a group: the probabilities are calibrated, so they compare."""
    chances = np.concatenate([stack.chances(slug, scores, names) for slug in slugs])
    wanted = np.concatenate([[each.slug == slug and each.carries for each in examples] for slug in slugs])
    weight = np.concatenate(
        [[1.0 if each.slug == slug else CROSS_WEIGHT for each in examples] for slug in slugs]
    )
    return choose_threshold(chances, wanted, weight)


def _against(name: str, examples: Sequence[Example], scores: Floats) -> dict[str, Any]:
    """Return the curve and threshold of what speaks against a directive."""
    slug = name.removeprefix(AGAINST)
    wanted = np.array([each.slug == slug and each.contradicts for each in examples])
    weight = np.array([1.0 if each.slug == slug else CROSS_WEIGHT for each in examples])
    curve = make_curve(scores, wanted, weight)
    threshold = choose_threshold(look_up(curve, scores), wanted, weight)
    return {"name": name, "curve": curve, "threshold": threshold, "stack": ""}
