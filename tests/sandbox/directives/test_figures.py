"""What the shipped weights reach on sentences and prompts that they never saw; floors lie a bit below."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.directives.baselines import keyword_decide
from sandbox.directives.catalogue import CRITERION_SLUGS, DIRECTIVE_SLUGS
from sandbox.directives.evaluate import average_precision, figures, prompt_decisions
from sandbox.directives.measure import FIRST_TWELVE, measure_sentences
from sandbox.directives.reader import default_reader
from sandbox.directives.score import score_lines
from tests.sandbox.directives.make_readers import load_lines

READER = default_reader()


def test_whole_prompts_are_read_precisely() -> None:
    reached = figures(
        prompt_decisions(load_lines("whole_prompts.jsonl"), READER.decides, FIRST_TWELVE, "directives")
    )
    assert reached["precision"] >= 0.93
    assert reached["recall"] >= 0.86
    assert reached["false_positive_rate"] <= 0.02


def test_whole_prompts_are_read_better_than_by_keywords() -> None:
    prompts = load_lines("whole_prompts.jsonl")
    reached = figures(prompt_decisions(prompts, READER.decides, FIRST_TWELVE, "directives"))
    trivial = figures(prompt_decisions(prompts, keyword_decide, FIRST_TWELVE, "directives"))
    assert reached["f1"] > trivial["f1"] + 0.2


@pytest.mark.parametrize(
    ("group", "precision", "recall"), [("first twelve", 0.9, 0.7), ("others", 0.83, 0.5)]
)
def test_fresh_sentences_are_read_in_wording_never_seen(group: str, precision: float, recall: float) -> None:
    reached = measure_sentences(READER, load_lines("fresh_test.jsonl"))["groups"][group]
    assert reached["precision"] >= precision
    assert reached["recall"] >= recall
    assert reached["false_positive_rate"] <= 0.1


def test_fresh_prompts_are_read_for_all_directives() -> None:
    prompts = load_lines("fresh_prompts.jsonl")
    reached = figures(prompt_decisions(prompts, READER.decides, DIRECTIVE_SLUGS, "directives"))
    assert reached["precision"] >= 0.79
    assert reached["recall"] >= 0.75
    assert reached["false_positive_rate"] <= 0.04


def test_prompt_craft_is_seen_in_whole_prompts() -> None:
    reached = figures(
        prompt_decisions(load_lines("whole_prompts.jsonl"), READER.decides, CRITERION_SLUGS, "criteria")
    )
    assert reached["precision"] >= 0.85
    assert reached["recall"] >= 0.65


@pytest.mark.parametrize(
    "name", ["naive-short", "keyword-salad", "waivers", "quoted-rules", "negated-topic", "opposites"]
)
def test_prompts_without_any_directive_are_read_as_such(name: str) -> None:
    prompt: dict[str, Any] = next(each for each in load_lines("whole_prompts.jsonl") if each["id"] == name)
    assert [slug for slug in DIRECTIVE_SLUGS if READER.decides(prompt["text"], slug)] == []


def test_voices_never_heard_raise_few_false_alarms() -> None:
    lines = load_lines("held_out.jsonl")
    reached = score_lines([json.dumps(line) for line in lines])
    assert reached["precision"] >= 0.82
    assert reached["recall"] >= 0.47
    assert reached["false_positive_rate"] <= 0.07
    chances = [READER.read(line["text"]).directive(line["directive"]) for line in lines]
    assert average_precision(chances, [line["label"] == 1 for line in lines]) >= 0.8


@pytest.mark.parametrize("line", ["nothing", "{}", '{"text": "a", "directive": "b", "label": 2}'])
def test_a_line_that_is_no_labelled_sentence_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 1"):
        score_lines([line])
