"""`podium fleet`: a fleet through a day."""

from __future__ import annotations

import json

from exercises.loader import EXERCISES
from tests.podium.cli.shell import BIKE_HIRE, REFERENCE, Shell

SLUG = "utility-day-and-night"
FLEET = EXERCISES / SLUG / "solutions" / "reference.yaml"


def test_a_beginning_of_the_day_is_told_in_words(shell: Shell) -> None:
    answer = shell.run("fleet", SLUG, FLEET, "--cases", "40")
    assert answer.code == 0
    assert "40 cases came in" in answer.out
    assert "free of incidents" in answer.out


def test_json_is_the_same_bytes_again_and_others_on_another_seed(shell: Shell) -> None:
    first = run_json(shell, "0")
    assert first == run_json(shell, "0")
    assert first != run_json(shell, "1")
    assert json.loads(first)["whole"]["arrived"] == 30


def run_json(shell: Shell, seed: str) -> str:
    """The report of thirty cases."""
    return shell.run("fleet", SLUG, FLEET, "--cases", "30", "--seed", seed, "--json").out


def test_an_exercise_without_a_day_is_refused_with_what_to_do(shell: Shell) -> None:
    answer = shell.run("fleet", BIKE_HIRE, REFERENCE)
    assert answer.code == 2
    assert "no fleet exercise" in answer.err
    assert "podium run" in answer.err


def test_a_workflow_is_no_fleet(shell: Shell) -> None:
    answer = shell.run("fleet", SLUG, REFERENCE)
    assert answer.code == 2
    assert "missing_fleet" in answer.err


def test_no_cases_are_no_day(shell: Shell) -> None:
    assert shell.run("fleet", SLUG, FLEET, "--cases", "0").code == 2


def test_a_fleet_is_not_listed_for_learners_yet(shell: Shell) -> None:
    assert SLUG not in shell.run("exercises").out
