"""Every cheat that we could think of: none passes, and none gains on the same work done honestly."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from exercises.proving.surgery import Document
from grading.grade import grade_submission
from grading.score import Grade
from tests.grading.cheats import guards, prompts, structure
from tests.grading.cheats.cheat import REGISTER, SCHOOL, Cheat, package_of

GAIN = 5
"""What a cheat may gain over its honest twin."""
STRANGERS = Path(__file__).parent / "strangers"
MODULES = (guards, prompts, structure)
"""Importing them fills the register."""
CRITERIA = "a rule is read in criteria that are about something else"
WORDS = "the detector reads instructions in text that was only pasted"
KNOWN: dict[tuple[str, str], str] = {
    ("gains", "all_to_a_person_behind_a_check"): "time is taken where checks are waved through",
    ("gains", "criteria_in_another_alphabet"): CRITERIA,
    ("gains", "criteria_of_another_trade"): CRITERIA,
    ("gains", "criteria_that_say_pass"): CRITERIA,
    ("gains", "criteria_with_orders"): CRITERIA,
    ("gains", "rubric_in_the_prompt"): WORDS,
    ("gains", "titles_of_the_catalogue"): WORDS,
    ("gains", "twenty_copies_of_a_bad_hand"): "copies of one agent slip independently, so a vote mends them",
}
"""Violations that were seen, by test and cheat; who mends one takes its line away."""


def graded(exercise: str, document: Document) -> Grade | None:
    """The grade; None where the document is not gradable, which earns nothing. The same is graded once."""
    return _graded(exercise, json.dumps(document))


@cache
def _graded(exercise: str, text: str) -> Grade | None:
    result = grade_submission(package_of(exercise), json.loads(text))
    return result if isinstance(result, Grade) else None


def all_of(test: str, *, twins: bool = False) -> list[object]:
    """The cheats as parameters, those that still work marked as known."""
    return [
        pytest.param(
            entry,
            id=name,
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN[test, name])] if (test, name) in KNOWN else [],
        )
        for name, entry in sorted(REGISTER.items())
        if entry.twin is not None or not twins
    ]


@pytest.mark.parametrize("cheat", all_of("passes"))
def test_no_cheat_passes(cheat: Cheat) -> None:
    result = graded(cheat.exercise, cheat.build())
    assert result is None or not result.passed


@pytest.mark.parametrize("cheat", all_of("gains", twins=True))
def test_no_cheat_gains_over_its_honest_twin(cheat: Cheat) -> None:
    assert cheat.twin is not None
    result, honest = graded(cheat.exercise, cheat.build()), graded(cheat.exercise, cheat.twin())
    assert honest is not None, "the honest twin must be gradable"
    gains = {
        entry.skill: (honest.score(entry.skill), entry.score)
        for entry in (result.skills if result is not None else ())
        if entry.score > honest.score(entry.skill) + GAIN
    }
    assert not gains


def test_there_are_at_least_sixty_cheats_and_nearly_all_of_them_are_graded() -> None:
    strangers = len(list(STRANGERS.glob("*.json")))
    refused = [name for name, entry in REGISTER.items() if graded(entry.exercise, entry.build()) is None]
    assert len(REGISTER) + strangers >= 60
    assert sorted(refused) == REFUSED


REFUSED = ["a_megabyte"]
"""Documents that are not gradable at all."""


@pytest.mark.parametrize(
    ("build", "twin", "skill"),
    [
        (prompts.said, lambda: prompts.spelt(""), "prompt_quality"),
        (guards.all_to_a_person, guards.unchecked, "outcome_validation"),
        (guards.unchecked, structure.bad_hand, "systems_thinking"),
    ],
)
def test_honest_work_does_gain(build: object, twin: object, skill: str) -> None:
    better, worse = graded(SCHOOL, build()), graded(SCHOOL, twin())  # type: ignore[operator]
    assert better is not None
    assert worse is not None
    assert better.score(skill) > worse.score(skill) + GAIN  # type: ignore[arg-type]
