"""The cast of the grader's tests: a small exercise, its reference, and what can be done to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from exercises.loader import Package, load_folder
from exercises.proving.surgery import Document, copy_of, node_named
from grading.gradable import open_document
from grading.grade import grade_submission
from grading.observation import Observation
from grading.observing import observe
from grading.score import Criterion, Evidence, Grade, NotGradable, Skill
from tests.grading.keyword_reader import KeywordReader

PACKAGES = Path(__file__).resolve().parent.parent / "packages"
READER = KeywordReader()


@cache
def bike_hire() -> Package:
    """An exercise with two tasks, a look-up, a payment, two policies and 34 hidden cases."""
    return load_folder(PACKAGES / "bike-hire")


def reference() -> Document:
    """A copy of its reference, to be changed at will."""
    return copy_of(bike_hire().reference)


def changed(change: Callable[[Document], Any]) -> Document:
    """The reference after a change."""
    document = reference()
    change(document)
    return document


def with_instructions(node: str, text: str) -> Document:
    """The reference with other instructions at one agent."""
    document = reference()
    node_named(document, node)["instructions"] = text
    return document


def instructions_of(node: str) -> str:
    """What the reference tells one agent."""
    return str(node_named(reference(), node)["instructions"])


def grade(document: Any, seed: int = 0) -> Grade:
    """The grade of a document that must be gradable; the same document is graded once."""
    result = _grade(json.dumps(document, sort_keys=False), seed)
    assert isinstance(result, Grade), result
    return result


@cache
def _grade(document: str, seed: int) -> Grade | NotGradable:
    return grade_submission(bike_hire(), json.loads(document), seed=seed, reader=READER)


def see(document: Any, seed: int = 0) -> Observation:
    """Everything that the grader sees of a document."""
    opened, problems = open_document(bike_hire().scenario, document)
    assert opened is not None, problems
    return observe(bike_hire(), opened, seed, READER)


def criterion(result: Grade, slug: str) -> Criterion:
    """One criterion of a grade."""
    return next(entry for skill in result.skills for entry in skill.criteria if entry.slug == slug)


def value(result: Grade, slug: str) -> float:
    """What one criterion counted, 0..1."""
    found = criterion(result, slug).value
    assert found is not None
    return found


def evidence(result: Grade, slug: str) -> tuple[Evidence, ...]:
    """The evidence of one criterion, the costliest first."""
    return criterion(result, slug).evidence


def scores(result: Grade) -> dict[Skill, int]:
    """Every skill's score."""
    return {entry.skill: entry.score for entry in result.skills}
