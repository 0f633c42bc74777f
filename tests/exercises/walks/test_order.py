"""Strangers' workflows, written from the briefs alone: a naive one, a middling one and a good one for each
exercise."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from exercises.loader import Package, load
from grading.grade import grade_submission
from grading.score import Grade
from workflow.parse import parse_text

HERE = Path(__file__).parent
SLUGS = sorted(file.name.removesuffix("-good.yaml") for file in HERE.glob("*-good.yaml"))
APART = 10.0
"""Points of the weighted score by which a better workflow must be ahead."""


@cache
def package_of(slug: str) -> Package:
    """The exercise, loaded once."""
    return load(slug)


@cache
def grade_of(slug: str, name: str) -> Grade:
    """The grade of one of the walks on the form of seed 0."""
    data, problems = parse_text((HERE / f"{slug}-{name}.yaml").read_bytes())
    assert not problems
    grade = grade_submission(package_of(slug), data, seed=0)
    assert isinstance(grade, Grade), grade
    return grade


def scores_of(slug: str, name: str) -> dict[str, int]:
    """The score of each skill that the exercise counts."""
    return {entry.skill: entry.score for entry in grade_of(slug, name).skills}


def weighted(slug: str, name: str) -> float:
    """All skills together, by the exercise's weights."""
    weights = package_of(slug).skills
    return sum(weights[skill] * score for skill, score in scores_of(slug, name).items())


def walks() -> Iterator[tuple[str, str, str]]:
    """Each pair of neighbours: exercise, worse, better."""
    for slug in SLUGS:
        yield slug, "naive", "middling"
        yield slug, "middling", "good"


def test_four_exercises_have_been_walked() -> None:
    assert len(SLUGS) >= 4


@pytest.mark.parametrize(("slug", "worse", "better"), list(walks()))
def test_a_better_workflow_scores_higher(slug: str, worse: str, better: str) -> None:
    assert weighted(slug, better) - weighted(slug, worse) >= APART


@pytest.mark.parametrize("slug", SLUGS)
def test_the_good_walk_is_the_best_in_every_skill(slug: str) -> None:
    naive, middling = scores_of(slug, "naive"), scores_of(slug, "middling")
    for skill, score in scores_of(slug, "good").items():
        assert score >= max(naive[skill], middling[skill]), skill


@pytest.mark.parametrize("slug", SLUGS)
def test_neither_a_naive_nor_a_middling_walk_passes(slug: str) -> None:
    assert not grade_of(slug, "naive").passed
    assert not grade_of(slug, "middling").passed
