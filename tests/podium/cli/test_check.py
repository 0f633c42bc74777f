"""`podium check`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.podium.cli.shell import BIKE_HIRE, REFERENCE, Shell


def test_a_valid_document_is_said_to_be_valid(shell: Shell) -> None:
    answer = shell.run("check", REFERENCE, "--exercise", BIKE_HIRE)
    assert answer.code == 0
    assert "valid" in answer.out


def test_every_problem_goes_to_stderr_with_its_remedy_and_exit_code_2(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("podium: 1\nnodes: [{id: a, kind: nonsense}, {id: a, kind: note, text: x}]\nedges: []\n")
    answer = shell.run("check", file)
    assert answer.code == 2
    assert answer.out == ""
    assert "nonsense" in answer.err
    assert answer.err.count("error:") >= 2


def test_json_answers_on_stdout_whether_valid_or_not(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "bad.json"
    file.write_text('{"podium": 3}')
    answer = shell.run("check", file, "--json")
    assert answer.code == 2
    told = json.loads(answer.out)
    assert told["valid"] is False
    assert {"code", "message", "remedy", "pointer"} <= set(told["problems"][0])
    assert json.loads(shell.run("check", REFERENCE, "--json").out)["valid"] is True


def test_names_are_checked_against_the_exercise_only_where_one_is_given(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "strange.yaml"
    file.write_text(Path(REFERENCE).read_text().replace("tool: ledger", "tool: crystal-ball"))
    assert shell.run("check", file).code == 0
    assert "crystal-ball" in shell.run("check", file, "--exercise", BIKE_HIRE).err


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff\xfe\x00", "UTF-8"), (b"a: [", "error"), (b"x" * 3_000_000, "kB"), (b"", "empty")],
)
def test_a_file_that_is_no_document_gets_one_clear_answer(
    shell: Shell, tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "thing.yaml"
    file.write_bytes(content)
    answer = shell.run("check", file)
    assert answer.code == 2
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_missing_file_and_a_folder_are_told_with_what_to_do(shell: Shell, tmp_path: Path) -> None:
    missing, folder = shell.run("check", tmp_path / "none.yaml"), shell.run("check", tmp_path)
    assert (missing.code, folder.code) == (2, 2)
    assert "no file" in missing.err and "Check the path" in missing.err
    assert "folder" in folder.err


def test_a_label_cannot_write_to_the_terminal_as_it_likes(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "escape.yaml"
    file.write_text('podium: 1\nnodes: [{id: a, kind: "\\u001b[31mred"}]\nedges: []\n')
    assert "\x1b" not in shell.run("check", file).err
