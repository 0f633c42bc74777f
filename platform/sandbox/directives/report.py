"""Publishes how well the detector reads wording that it never saw, beside two trivial baselines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sandbox.directives.baselines import fit_tfidf, keyword_decide, tfidf_held_out
from sandbox.directives.catalogue import CRITERION_SLUGS, DIRECTIVE_SLUGS
from sandbox.directives.evaluate import Decision, held_out_decisions, summarise
from sandbox.directives.examples import Example, load_examples
from sandbox.directives.fitting import FOLDS, held_out_scores
from sandbox.directives.measure import (
    FIRST_TWELVE,
    measure_prompts,
    measure_sentences,
    milliseconds_a_prompt,
    read_lines,
)
from sandbox.directives.reader import default_reader
from sandbox.directives.tables import cross_table, kinds_table, table
from sandbox.directives.weights import load_weights

TESTS = Path(__file__).parents[3] / "tests" / "sandbox" / "directives"
"""Where sentences and whole prompts lie that were never trained on; an installed package has none and says
so."""
SENTENCES = {"fresh_test.jsonl": "Fresh sentences", "held_out.jsonl": "Voices that no author used"}
PROMPTS = {
    "fresh_prompts.jsonl": ("fresh whole prompts", DIRECTIVE_SLUGS),
    "whole_prompts.jsonl": ("older whole prompts, labelled for the first twelve", FIRST_TWELVE),
}


def make_report(examples: Sequence[Example] | None = None, tests: Path = TESTS) -> dict[str, Any]:
    """Measure anew, which takes minutes: styles left out two or three at a time, then fresh sentences and
    prompts by the shipped weights."""
    examples = load_examples() if examples is None else examples
    reader = default_reader()
    scores = held_out_scores(examples, FOLDS)
    directives = [slug for slug in DIRECTIVE_SLUGS if any(each.slug == slug for each in examples)]
    criteria = [slug for slug in CRITERION_SLUGS if any(each.slug == slug for each in examples)]
    prompts = {name: lines for name in PROMPTS if (lines := read_lines(tests / name))}
    tfidf = fit_tfidf(examples, DIRECTIVE_SLUGS) if prompts else keyword_decide
    keywords = [
        Decision(each, keyword_decide(each.text, each.slug)) for each in examples if each.slug in directives
    ]
    return {
        "version": reader.version,
        "sentences": len(examples),
        "held_out_styles": {
            "detector": summarise(held_out_decisions(examples, scores, directives)),
            "tfidf": summarise(tfidf_held_out(examples, directives)),
            "keywords": summarise(keywords),
        },
        "criteria": summarise(held_out_decisions(examples, scores, criteria)),
        "fresh": {
            name: measure_sentences(reader, lines)
            for name in SENTENCES
            if (lines := read_lines(tests / name))
        },
        "whole_prompts": {
            name: measure_prompts(reader, lines, tfidf, PROMPTS[name][1]) for name, lines in prompts.items()
        },
        "milliseconds_a_prompt": milliseconds_a_prompt(
            load_weights(), [str(line["text"]) for lines in prompts.values() for line in lines]
        ),
    }


def describe_report(report: dict[str, Any]) -> str:
    """Return the report as Markdown tables."""
    lines = [f"Weights {report['version'][:12]}, {report['sentences']} authored sentences.", ""]
    if report["milliseconds_a_prompt"]:
        lines[0] += f" A prompt is read in {report['milliseconds_a_prompt']:.1f} ms (median)."
    for name, measured in report["fresh"].items():
        lines += table(f"{SENTENCES[name]} (`{name}`)", measured["groups"])
        lines += table(f"{SENTENCES[name]}, by directive", measured["by_slug"])
    for name, measured in report["whole_prompts"].items():
        ranked = f"average precision {measured['average_precision']:.3f}"
        rows = {each: measured[each] for each in ("detector", "tfidf", "keywords", "criteria")}
        title = PROMPTS[name][0]
        lines += table(f"{measured['prompts']} {title} ({ranked})", rows)
        lines += table(f"{title.capitalize()}, by directive", measured["by_slug"])
    return "\n".join(lines + _left_out_styles(report)) + "\n"


def _left_out_styles(report: dict[str, Any]) -> list[str]:
    """Return the tables of the styles left out in turn."""
    held_out = report["held_out_styles"]
    detector = held_out["detector"]
    return [
        *table(
            "Styles left out, two or three at a time",
            {name: held_out[name]["all"] for name in held_out} | {"criteria": report["criteria"]["all"]},
        ),
        *table("Left-out styles, by directive", detector["by_slug"]),
        *table("Left-out styles, by style", detector["by_style"]),
        *cross_table("Left-out styles, F1 by directive and style", detector["by_slug_and_style"]),
        *table("Left-out styles, by criterion", report["criteria"]["by_slug"]),
        *kinds_table(
            "False positives by kind of sentence, left-out styles",
            {name: held_out[name]["false_positives_by_kind"] for name in held_out},
        ),
    ]
