"""Publishes how well the detector reads wording that it never saw, beside two trivial baselines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sandbox.directives.baselines import fit_tfidf, keyword_decide, tfidf_held_out
from sandbox.directives.catalogue import CRITERION_SLUGS, DIRECTIVE_SLUGS
from sandbox.directives.evaluate import (
    Decision,
    average_precision,
    figures,
    held_out_decisions,
    prompt_decisions,
    summarise,
)
from sandbox.directives.examples import Example, load_examples
from sandbox.directives.fitting import held_out_scores
from sandbox.directives.reader import TrainedReader, default_reader

PROMPTS = Path(__file__).parents[3] / "tests" / "sandbox" / "directives" / "whole_prompts.jsonl"
"""Whole prompts with their directives, never trained on; an installed package has none and says so."""
_COLUMNS = ("precision", "recall", "f1", "false_positive_rate", "count")


def make_report(examples: Sequence[Example] | None = None, prompts: Path = PROMPTS) -> dict[str, Any]:
    """Measure anew, which takes minutes: each style left out in turn, and whole prompts by the shipped
    weights."""
    examples = load_examples() if examples is None else examples
    reader = default_reader()
    scores = held_out_scores(examples)
    directives = [slug for slug in DIRECTIVE_SLUGS if any(each.slug == slug for each in examples)]
    criteria = [slug for slug in CRITERION_SLUGS if any(each.slug == slug for each in examples)]
    return {
        "version": reader.version,
        "sentences": len(examples),
        "held_out_styles": {
            "detector": summarise(held_out_decisions(examples, scores, directives)),
            "tfidf": summarise(tfidf_held_out(examples, directives)),
            "keywords": summarise(
                [
                    Decision(each, keyword_decide(each.text, each.slug))
                    for each in examples
                    if each.slug in directives
                ]
            ),
        },
        "criteria": summarise(held_out_decisions(examples, scores, criteria)),
        "whole_prompts": read_prompts(reader, examples, prompts),
    }


def read_prompts(reader: TrainedReader, examples: Sequence[Example], path: Path = PROMPTS) -> dict[str, Any]:
    """Return the figures on whole prompts of the reader and of both baselines, or nothing without the
    file."""
    if not path.is_file():
        return {}
    prompts = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    decided = prompt_decisions(prompts, reader.decides, DIRECTIVE_SLUGS, "directives")
    chances = [
        reader.read(str(prompt["text"])).directive(slug) for prompt in prompts for slug in DIRECTIVE_SLUGS
    ]
    tfidf = fit_tfidf(examples, DIRECTIVE_SLUGS)
    return {
        "prompts": len(prompts),
        "detector": figures(decided),
        "average_precision": average_precision(chances, [true for _, true in decided]),
        "by_slug": {
            slug: figures(prompt_decisions(prompts, reader.decides, (slug,), "directives"))
            for slug in DIRECTIVE_SLUGS
        },
        "tfidf": figures(prompt_decisions(prompts, tfidf, DIRECTIVE_SLUGS, "directives")),
        "keywords": figures(prompt_decisions(prompts, keyword_decide, DIRECTIVE_SLUGS, "directives")),
        "criteria": figures(prompt_decisions(prompts, reader.decides, CRITERION_SLUGS, "criteria")),
    }


def describe_report(report: dict[str, Any]) -> str:
    """Return the report as Markdown tables."""
    held_out = report["held_out_styles"]
    lines = [f"Weights {report['version'][:12]}, {report['sentences']} authored sentences.", ""]
    lines += _table(
        "Each style left out in turn",
        {name: held_out[name]["all"] for name in ("detector", "tfidf", "keywords")}
        | {"criteria": report["criteria"]["all"]},
    )
    prompts = report["whole_prompts"]
    if prompts:
        lines += _table(
            f"{prompts['prompts']} whole prompts (average precision {prompts['average_precision']:.3f})",
            {name: prompts[name] for name in ("detector", "tfidf", "keywords", "criteria")},
        )
        lines += _table("Whole prompts, by directive", prompts["by_slug"])
    lines += _table("Left-out styles, by directive", held_out["detector"]["by_slug"])
    lines += _table("Left-out styles, by style", held_out["detector"]["by_style"])
    lines += _table("Left-out styles, by criterion", report["criteria"]["by_slug"])
    lines += [
        "### False positives by kind of sentence, left-out styles",
        "",
        "| kind | detector | tfidf | keywords |",
    ]
    lines += ["|---|---|---|---|"]
    kinds = {name: held_out[name]["false_positives_by_kind"] for name in ("detector", "tfidf", "keywords")}
    for kind in kinds["detector"]:
        row = " | ".join(f"{kinds[name].get(kind, 0.0):.3f}" for name in kinds)
        lines.append(f"| {kind} | {row} |")
    return "\n".join(lines) + "\n"


def _table(title: str, rows: dict[str, dict[str, float]]) -> list[str]:
    """Return one Markdown table of figures."""
    lines = [
        f"### {title}",
        "",
        "| | precision | recall | F1 | false positives | decisions |",
        "|---|---|---|---|---|---|",
    ]
    for name, row in rows.items():
        cells = [f"{row[column]:.3f}" if column != "count" else str(int(row[column])) for column in _COLUMNS]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return [*lines, ""]
