"""Measures a reader on labelled sentences and on whole prompts that it never saw, and how long it takes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from sandbox.directives.baselines import Decide, keyword_decide
from sandbox.directives.catalogue import CRITERION_SLUGS, DIRECTIVE_SLUGS
from sandbox.directives.evaluate import average_precision, figures, prompt_decisions
from sandbox.directives.reader import TrainedReader
from sandbox.directives.weights import Weights

FIRST_TWELVE = DIRECTIVE_SLUGS[:12]
"""The directives with the most authored sentences."""


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a .jsonl file; none where there is no file."""
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def measure_sentences(reader: TrainedReader, lines: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the figures on labelled sentences: of all, of the first twelve directives, of the others, of
    each."""
    decided = [(line["directive"], reader.decides(line["text"], line["directive"]), line) for line in lines]

    def of(slugs: Sequence[str]) -> dict[str, float]:
        return figures((said, line["label"] == 1) for slug, said, line in decided if slug in slugs)

    others = [slug for slug in DIRECTIVE_SLUGS if slug not in FIRST_TWELVE]
    groups = {"all": of(DIRECTIVE_SLUGS), "first twelve": of(FIRST_TWELVE), "others": of(others)}
    return {
        "groups": {name: group for name, group in groups.items() if group["count"]},
        "by_slug": {slug: of([slug]) for slug in dict.fromkeys(slug for slug, _, _ in decided)},
    }


def measure_prompts(
    reader: TrainedReader, prompts: Sequence[dict[str, Any]], tfidf: Decide, slugs: Sequence[str]
) -> dict[str, Any]:
    """Return the figures on whole prompts, labelled for `slugs`, of the reader and of both baselines."""
    decided = prompt_decisions(prompts, reader.decides, slugs, "directives")
    chances = [reader.read(str(prompt["text"])).directive(slug) for prompt in prompts for slug in slugs]
    return {
        "prompts": len(prompts),
        "detector": figures(decided),
        "average_precision": average_precision(chances, [true for _, true in decided]),
        "by_slug": {
            slug: figures(prompt_decisions(prompts, reader.decides, (slug,), "directives")) for slug in slugs
        },
        "tfidf": figures(prompt_decisions(prompts, tfidf, slugs, "directives")),
        "keywords": figures(prompt_decisions(prompts, keyword_decide, slugs, "directives")),
        "criteria": figures(prompt_decisions(prompts, reader.decides, CRITERION_SLUGS, "criteria")),
    }


def milliseconds_a_prompt(weights: Weights, texts: Sequence[str]) -> float:
    """Return the median time to read a prompt that was never read before; it depends on the machine."""
    TrainedReader(weights).read("Warm up.")
    taken: list[float] = []
    for text in texts:
        reader = TrainedReader(weights)
        start = perf_counter()
        reader.read(text)
        taken.append(1000 * (perf_counter() - start))
    return round(median(taken), 1) if taken else 0.0
