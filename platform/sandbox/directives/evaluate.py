"""Measures the detector on wording that it never saw: each style of the authored sentences left out in
turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sandbox.directives.calibrate import Stack, common_threshold
from sandbox.directives.examples import STYLES, Example
from sandbox.directives.fitting import Floats, output_names


@dataclass(frozen=True, slots=True)
class Decision:
    """One yes or no about one example, with the truth."""

    example: Example
    said: bool


def figures(decisions: Iterable[tuple[bool, bool]]) -> dict[str, float]:
    """Return precision, recall, F1 and the rate of false positives of (said, true) pairs."""
    pairs = list(decisions)
    right = sum(said and true for said, true in pairs)
    taken, positive = sum(said for said, _ in pairs), sum(true for _, true in pairs)
    precision = right / taken if taken else 0.0
    recall = right / positive if positive else 0.0
    both = precision + recall
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / both if both else 0.0, 3),
        "false_positive_rate": round((taken - right) / max(1, len(pairs) - positive), 3),
        "count": len(pairs),
    }


def summarise(decisions: Sequence[Decision]) -> dict[str, object]:
    """Return the figures of all decisions, by directive and by style, and how often each kind is taken
    wrongly."""
    return {
        "all": figures((each.said, each.example.carries) for each in decisions),
        "by_slug": _grouped(decisions, lambda example: example.slug),
        "by_style": _grouped(decisions, lambda example: example.style),
        "by_slug_and_style": {
            slug: _grouped([each for each in decisions if each.example.slug == slug], lambda each: each.style)
            for slug in dict.fromkeys(each.example.slug for each in decisions)
        },
        "false_positives_by_kind": _false_positives(decisions),
    }


def _false_positives(decisions: Sequence[Decision]) -> dict[str, float]:
    """Return how often each kind of negative sentence is taken wrongly, and all that are made to deceive."""
    negative = [each for each in decisions if not each.example.carries]
    deceiving = [(each.said, False) for each in negative if each.example.kind != "unrelated"]
    kinds = _grouped(negative, lambda example: example.kind)
    return {
        **{kind: group["false_positive_rate"] for kind, group in kinds.items()},
        "all but unrelated": figures(deceiving)["false_positive_rate"],
    }


def _grouped(decisions: Sequence[Decision], key: Callable[[Example], str]) -> dict[str, dict[str, float]]:
    """Return figures by a key of the example, in the order of first appearance."""
    keys = dict.fromkeys(key(each.example) for each in decisions)
    return {
        name: figures((each.said, each.example.carries) for each in decisions if key(each.example) == name)
        for name in keys
    }


def held_out_decisions(
    examples: Sequence[Example], scores: Floats, slugs: Sequence[str]
) -> tuple[Decision, ...]:
    """Decide on each example of `slugs` with weighing, curve and threshold fitted without its style.

    `scores` are those of `fitting.held_out_scores`, so no model saw the example's style.
    """
    names = output_names(examples)
    found: list[Decision] = []
    for style in STYLES:
        inside = [place for place, example in enumerate(examples) if example.style != style]
        known = [examples[place] for place in inside]
        stack = Stack(slugs, known, scores[inside], names)
        threshold = common_threshold(stack, slugs, known, scores[inside], names)
        for slug in slugs:
            chances = stack.chances(slug, scores, names)
            found.extend(
                Decision(example, bool(chances[place] >= threshold))
                for place, example in enumerate(examples)
                if example.style == style and example.slug == slug
            )
    return tuple(found)


def prompt_decisions(
    prompts: Iterable[Mapping[str, object]],
    decide: Callable[[str, str], bool],
    slugs: Sequence[str],
    key: str,
) -> list[tuple[bool, bool]]:
    """Return (said, true) of each prompt and each slug; `key` names the list of a prompt's true slugs."""
    found: list[tuple[bool, bool]] = []
    for prompt in prompts:
        true = prompt[key]
        if not isinstance(true, list):
            raise TypeError(f"{key} of a prompt must be a list")
        found.extend((decide(str(prompt["text"]), slug), slug in true) for slug in slugs)
    return found


def average_precision(chances: Sequence[float], truths: Sequence[bool]) -> float:
    """Return the mean precision at each right find, best first; 0..1."""
    order = np.argsort(-np.array(chances), kind="stable")
    right, total = 0, 0.0
    for rank, place in enumerate(order.tolist(), start=1):
        if truths[place]:
            right += 1
            total += right / rank
    return round(total / max(1, right), 3)
