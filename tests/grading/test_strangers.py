"""Workflows of strangers who tried to get more than they had earned."""

from __future__ import annotations

import json
import time
from functools import cache
from pathlib import Path

import pytest

from exercises.loader import load
from grading.grade import grade_submission
from grading.score import Grade
from workflow.parse import parse_text

FIXTURES = Path(__file__).parent / "strangers"
GAIN = 5
"""What a cheat may gain over its honest twin."""


@cache
def graded(name: str) -> Grade:
    """The grade of a fixture; its file is called after the cheat and the exercise."""
    path = next(FIXTURES.glob(f"{name}.*.json"))
    package = load(path.name.split(".")[1])
    result = grade_submission(package, json.loads(path.read_text()))
    assert isinstance(result, Grade), result
    return result


@pytest.mark.parametrize(
    "name",
    [
        "check_true",
        "redo_unseen",
        "sent_before_checking",
        "booked_twice",
    ],
)
def test_no_cheat_passes(name: str) -> None:
    assert not graded(name).passed


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("check_true", 10),
        ("check_false_to_output", 10),
        ("loop_that_never_passes", 10),
        ("redo_unseen", 10),
        ("all_to_one_person", 50),
    ],
)
def test_validation_stays_in_its_limits(name: str, most: int) -> None:
    assert graded(name).score("outcome_validation") <= most


@pytest.mark.parametrize(
    ("cheat", "twin", "skill"),
    [
        ("said_in_labels_and_notes", "variables_only", "prompt_quality"),
        ("directive_slugs", "variables_only", "prompt_quality"),
        ("criteria_x", "criteria_none", "outcome_validation"),
        ("reader_and_dead_set", "reader_only", "prompt_quality"),
    ],
)  # fmt: skip
def test_no_cheat_gains_over_its_honest_twin(cheat: str, twin: str, skill: str) -> None:
    assert graded(cheat).score(skill) <= graded(twin).score(skill) + GAIN  # type: ignore[arg-type]


@pytest.mark.xfail(
    strict=True, reason="fragments such as 'JSON only nothing else.' are read as rules: 24 against 23"
)
def test_a_keyword_salad_scores_below_one_honest_sentence() -> None:
    assert graded("keyword_salad").score("prompt_quality") < graded("one_sentence").score("prompt_quality")


def test_removing_a_check_without_false_alarms_does_not_raise_validation() -> None:
    with_it = graded("second_check")
    without = grade_submission(load("school-trip-letter"), load("school-trip-letter").reference)
    assert isinstance(without, Grade)
    assert with_it.figures["false_alarm_rate"] == 0.0
    assert without.score("outcome_validation") <= with_it.score("outcome_validation")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100_000 + "]" * 100_000, "too_deep"),
        ("a: " + "[" * 5_000 + "]" * 5_000, "too_deep"),
        ("podium: .nan\nnodes: []\nedges: []\n", "bad_number"),
        ('{"podium": ' + "9" * 10_000 + "}", "bad_number"),
        ("a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(60)), "no_anchors"),
        ("a: &a [*a]\n", "no_anchors"),
        ("!!python/object/apply:os.system ['true']\n", "no_tags"),
        ('{"podium": 1, "nodes": [], "nodes": []}', "duplicate_key"),
        (b"podium: 1\ntitle: caf\xe9\n", "not_utf8"),
    ],
)  # fmt: skip
def test_hostile_files_get_one_clear_answer_at_once(text: str | bytes, code: str) -> None:
    start = time.process_time()
    problems = parse_text(text)[1]
    assert [problem.code for problem in problems] == [code]
    assert all(problem.message for problem in problems)
    assert time.process_time() - start < 2.0
