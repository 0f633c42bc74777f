"""The report that is published."""

from __future__ import annotations

import json
from pathlib import Path

from sandbox.directives.evaluate import figures
from sandbox.directives.report import describe_report, make_report
from tests.sandbox.directives.make_readers import make_few_examples


def test_figures_are_what_they_say() -> None:
    reached = figures([(True, True), (True, False), (False, True), (False, False)])
    assert reached == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "false_positive_rate": 0.5, "count": 4}


def test_the_report_sets_the_detector_beside_the_baselines(tmp_path: Path) -> None:
    report = make_report(make_few_examples(), tests=tmp_path)
    text = describe_report(report)
    assert set(report["held_out_styles"]) == {"detector", "tfidf", "keywords"}
    assert report["whole_prompts"] == {}
    assert "| keywords |" in text
    assert "| cite_sources |" in text


def test_the_report_measures_sentences_and_prompts_that_lie_beside_the_tests(tmp_path: Path) -> None:
    line = {"text": "Convert all amounts to euros.", "directive": "normalise_units", "label": 1}
    (tmp_path / "fresh_test.jsonl").write_text(json.dumps(line))
    prompt = {"id": "one", "text": line["text"], "directives": ["normalise_units"], "criteria": []}
    (tmp_path / "fresh_prompts.jsonl").write_text(json.dumps(prompt))
    report = make_report(make_few_examples(), tests=tmp_path)
    assert report["fresh"]["fresh_test.jsonl"]["by_slug"]["normalise_units"]["recall"] == 1.0
    assert report["whole_prompts"]["fresh_prompts.jsonl"]["detector"]["recall"] == 1.0
    assert report["milliseconds_a_prompt"] > 0
    assert "1 fresh whole prompts" in describe_report(report)
