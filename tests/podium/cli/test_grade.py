"""`podium grade`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.podium.cli.shell import BIKE_HIRE, REFERENCE, Shell


def test_the_three_scores_and_the_evidence_are_printed(shell: Shell) -> None:
    answer = shell.run("grade", BIKE_HIRE, REFERENCE)
    assert answer.code == 0
    for words in (
        "Systems thinking",
        "Prompt quality",
        "Outcome validation",
        "passed",
        "defects_stopped",
        "Try:",
    ):
        assert words in answer.out
    assert "\x1b" not in answer.out


def test_brief_leaves_the_evidence_out(shell: Shell) -> None:
    assert "defects_stopped" not in shell.run("grade", BIKE_HIRE, REFERENCE, "--brief").out


def test_json_is_canonical_and_the_same_each_time(shell: Shell) -> None:
    first, second = (shell.run("grade", BIKE_HIRE, REFERENCE, "--json", "--seed", "4").out for _ in range(2))
    assert first == second
    assert first.endswith("\n") and first.count("\n") == 1
    told = json.loads(first)
    assert told["status"] == "graded"
    assert first == json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"


def test_another_seed_is_another_form(shell: Shell) -> None:
    forms = {
        json.loads(shell.run("grade", BIKE_HIRE, REFERENCE, "--json", "--seed", seed).out)["form"]
        for seed in "01"
    }
    assert len(forms) == 2


def test_an_invalid_document_is_not_gradable_with_exit_code_2(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("podium: 1\nnodes: []\nedges: [{from: a.done, to: b.in}]\n")
    answer = shell.run("grade", BIKE_HIRE, file)
    assert answer.code == 2
    assert answer.out == ""
    assert "cannot be graded" in answer.err and "costs no attempt" in answer.err
    told = json.loads(shell.run("grade", BIKE_HIRE, file, "--json").out)
    assert told["status"] == "not_gradable" and told["problems"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("grade", "no-such", REFERENCE), "There is no exercise"),
        (("grade", BIKE_HIRE, REFERENCE, "--seed", "x"), "whole number"),
        (("grade", BIKE_HIRE), "usage"),
        (("nonsense",), "usage"),
        ((), "usage"),
    ],
)
def test_what_cannot_be_done_is_told_on_stderr_with_exit_code_2(
    shell: Shell, arguments: tuple[str, ...], said: str
) -> None:
    answer = shell.run(*arguments)
    assert answer.code == 2
    assert answer.out == ""
    assert said in answer.err


def test_a_faulty_exercise_is_told_with_the_place_of_the_fault(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "exercise.yaml").write_text("title: Broken\n")
    answer = shell.run("grade", folder, REFERENCE)
    assert answer.code == 2
    assert "exercise.yaml" in answer.err
