"""A fleet's practice run on the site: a morning with its report."""

from __future__ import annotations

import json
from functools import cache

import pytest

from exercises.loader import Package, load
from podium.runs.simulator import InvalidDocument, PracticeResult, simulate_case
from sandbox.world.casebook import practice_cases


@cache
def utility() -> Package:
    """The exercise of a fleet."""
    return load("utility-day-and-night")


def practise(document: object) -> PracticeResult:
    """A practice run of the utility."""
    package = utility()
    return simulate_case(package, document, practice_cases(package.scenario)[0], 0)


def test_a_practice_run_of_a_fleet_gives_the_report_of_a_morning() -> None:
    result = practise(utility().reference)
    assert not result.failed
    assert result.outcome["report"]["whole"]["arrived"] == 1000
    assert "1000 cases came in" in result.outcome["text"]
    assert result.outcome["score"] > 0.9
    assert json.loads(json.dumps(result.outcome)) == result.outcome


def test_a_document_without_a_fleet_is_told_what_is_missing() -> None:
    with pytest.raises(InvalidDocument) as caught:
        practise({"podium": 1, "nodes": [], "edges": []})
    assert "missing_fleet" in {problem.code for problem in caught.value.problems}


def test_the_learners_start_can_be_run_and_is_not_good() -> None:
    result = practise(utility().starter)
    assert result.outcome["score"] < 0.7
