"""`podium prove`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from exercises.proving.proof import Proof, Row
from tests.podium.cli.shell import BIKE_HIRE, Shell

ROW = Row("reference", "reference", {"systems_thinking": (99, 98)}, (True, True), (97, 97))
SOUND = Proof("bike-hire", "v1", (0, 1), (ROW,), ())
FAILING = Proof("bike-hire", "v1", (0, 1), (ROW,), ("reference: systems_thinking is 12",))


def test_an_exercise_that_proves_ends_in_one_summary_line(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exercises.prove.prove", lambda package, seeds: SOUND)
    answer = shell.run("prove", BIKE_HIRE)
    assert answer.code == 0
    assert answer.out.splitlines()[-1] == "1 of 1 exercises prove."
    assert "98-99" in answer.out and "systems" in answer.out


def test_an_exercise_that_fails_makes_the_exit_code_1_and_says_why(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exercises.prove.prove", lambda package, seeds: FAILING)
    answer = shell.run("prove", BIKE_HIRE)
    assert answer.code == 1
    assert "FAILS: reference: systems_thinking is 12" in answer.out
    assert answer.out.splitlines()[-1] == "0 of 1 exercises prove; failing: bike-hire"


def test_json_holds_every_figure(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exercises.prove.prove", lambda package, seeds: FAILING)
    told = json.loads(shell.run("prove", BIKE_HIRE, "--json").out)
    assert told["proved"] is False
    assert told["exercises"][0]["rows"][0]["scores"] == {"systems_thinking": [99, 98]}


def test_thorough_takes_twenty_seeds(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def count(package: object, seeds: tuple[int, ...]) -> Proof:
        asked.append(len(seeds))
        return SOUND

    monkeypatch.setattr("exercises.prove.prove", count)
    shell.run("prove", BIKE_HIRE, "--thorough")
    shell.run("prove", BIKE_HIRE)
    assert asked == [20, 3]


def test_a_package_that_cannot_be_loaded_is_a_proof_that_fails(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "bike-hire"
    shutil.copytree(BIKE_HIRE, folder)
    (folder / "cases.yaml").write_text("title: nothing\n")
    answer = shell.run("prove", folder)
    assert answer.code == 1
    assert "cases.yaml" in answer.out


def test_an_unknown_exercise_is_an_error(shell: Shell) -> None:
    answer = shell.run("prove", "no-such")
    assert answer.code == 2
    assert "There is no exercise" in answer.err
