"""The report that is published."""

from __future__ import annotations

from pathlib import Path

from sandbox.directives.evaluate import figures
from sandbox.directives.report import describe_report, make_report
from tests.sandbox.directives.make_readers import make_few_examples


def test_figures_are_what_they_say() -> None:
    reached = figures([(True, True), (True, False), (False, True), (False, False)])
    assert reached == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "false_positive_rate": 0.5, "count": 4}


def test_the_report_sets_the_detector_beside_the_baselines(tmp_path: Path) -> None:
    report = make_report(make_few_examples(), prompts=tmp_path / "none.jsonl")
    text = describe_report(report)
    assert set(report["held_out_styles"]) == {"detector", "tfidf", "keywords"}
    assert report["whole_prompts"] == {}
    assert "| keywords |" in text
    assert "| cite_sources |" in text
