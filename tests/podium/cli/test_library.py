"""`podium exercises`, `hazards`, `schema`, `directives` and what is handed on to the site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from exercises.loader import EXERCISES
from podium.cli.commands import manage
from tests.podium.cli.shell import BIKE_HIRE, Shell

ROOT = Path(__file__).resolve().parents[3]


def test_the_exercises_are_listed_by_level(shell: Shell) -> None:
    levels = [entry["level"] for entry in json.loads(shell.run("exercises", "--json").out)]
    assert levels == sorted(levels) and len(levels) >= 5
    assert "refund-desk" in shell.run("exercises").out


def test_every_hazard_says_what_prevents_and_what_catches_it(shell: Shell) -> None:
    rows = json.loads(shell.run("hazards", "--json").out)
    assert len(rows) >= 12
    assert all(row["caught_by"] and row["example"] for row in rows)
    assert "Prevented by" in shell.run("hazards").out


def test_the_hazards_are_grouped_and_a_group_can_be_asked_for(shell: Shell) -> None:
    rows = json.loads(shell.run("hazards", "--group", "mast", "--json").out)
    assert len(rows) == 14
    assert all(row["mast"].startswith("FM-") and row["groups"][0] == "mast" for row in rows)
    heads = [line for line in shell.run("hazards").out.splitlines() if line.endswith(")") and line[0] != " "]
    assert heads[0] == "The 14 failure modes of agent teams (MAST) (14)"


def test_a_hazard_is_shown_at_work_beside_its_mended_run(shell: Shell) -> None:
    out = shell.run("hazards", "colleague_ignored").out
    assert "The bad run" in out and "│ Mended by a sentence" in out and "Mended by structure" in out
    shown = json.loads(shell.run("hazards", "colleague_ignored", "--json").out)["demonstration"]
    bad, *twins = shown["runs"]
    assert bad["struck"] and bad["score"] < 1
    assert [twin["score"] for twin in twins] == [1, 1]


def test_an_unknown_hazard_is_answered_with_the_known_ones(shell: Shell) -> None:
    result = shell.run("hazards", "no_such_thing")
    assert result.code == 2
    assert "derailment" in result.err


def test_the_shares_are_printed_beside_the_published_ones(shell: Shell) -> None:
    rows = json.loads(shell.run("hazards", "--shares", "--cases", "2000", "--json").out)
    assert [row["published"] for row in rows][:2] == [11.8, 1.5]
    assert all(abs(row["expected"] - row["observed"]) < 2.5 for row in rows)
    assert "published" in shell.run("hazards", "--shares", "--cases", "50").out
    assert shell.run("hazards", "--shares", "--cases", "0").code == 2


def test_the_schema_is_a_json_schema(shell: Shell) -> None:
    assert "$schema" in json.loads(shell.run("schema").out)


def test_labelled_sentences_are_scored_on_the_last_line(shell: Shell, tmp_path: Path) -> None:
    lines = [
        {"text": "Convert all into euros.", "directive": "normalise_units", "label": 1},
        {"text": "Euros are nice.", "directive": "normalise_units", "label": 0},
        {"text": "Put it into one currency.", "directive": "normalise_units", "label": 1},
        {"text": "Convert the heathen into euros.", "directive": "normalise_units", "label": 0},
    ]
    file = tmp_path / "sentences.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines) + "\n\n")
    answer = shell.run("directives", "score", file, "--json")
    figures = json.loads(answer.out.splitlines()[-1])
    assert {figures[name] for name in ("precision", "recall", "f1", "false_positive_rate")} == {0.5}
    assert "precision" in shell.run("directives", "score", file).out


def test_a_line_that_is_no_labelled_sentence_is_named(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "sentences.jsonl"
    file.write_text('{"text": "Hello", "directive": "cite_sources", "label": 1}\n{"text": "Hello"}\n')
    answer = shell.run("directives", "score", file)
    assert answer.code == 2
    assert "line 2" in answer.err


def test_the_report_is_published_for_people_and_as_json(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.directives.report.make_report", lambda: {"precision": 0.97})
    monkeypatch.setattr(
        "sandbox.directives.report.describe_report", lambda report: f"{report['precision']:.2f}\n"
    )
    assert shell.run("directives", "report").out == "0.97\n"
    assert json.loads(shell.run("directives", "report", "--json").out) == {"precision": 0.97}


def test_training_says_when_it_is_done(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[bool] = []
    monkeypatch.setattr("sandbox.directives.train.train", lambda: called.append(True))
    assert "Trained" in shell.run("directives", "train").out
    assert called == [True]


@pytest.mark.parametrize("action", ["report", "train"])
def test_what_needs_the_development_packages_says_so(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    monkeypatch.setitem(sys.modules, f"sandbox.directives.{action}", None)
    answer = shell.run("directives", action)
    assert answer.code == 2
    assert "Install the development requirements." in answer.err


@pytest.mark.parametrize(
    ("given", "handed_on"),
    [
        (("backup", "there.zip"), ["backup", "there.zip"]),
        (("restore", "--yes", "there.zip"), ["restore", "--yes", "there.zip"]),
        (("manage", "migrate", "--noinput"), ["migrate", "--noinput"]),
        (("manage",), ["help"]),
    ],
)
def test_commands_of_the_site_are_handed_on_with_their_arguments(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], handed_on: list[str]
) -> None:
    seen: list[list[str]] = []

    class Utility:
        def __init__(self, arguments: list[str]) -> None:
            seen.append(arguments[1:])

        def execute(self) -> None:
            pass

    monkeypatch.setattr("django.core.management.ManagementUtility", Utility)
    assert shell.run(*given).code == 0
    assert seen == [handed_on]


def test_an_error_of_the_site_ends_as_our_own_do(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.core.management.base import CommandError

    def refuse(self: object) -> None:
        raise CommandError("There is no such backup.")

    monkeypatch.setattr("django.core.management.ManagementUtility.execute", refuse)
    answer = shell.run("restore", "nothing.zip")
    assert answer.code == 2
    assert "There is no such backup." in answer.err
    assert manage.SUMMARY


def test_start_up_imports_neither_django_nor_celery_nor_numpy() -> None:
    script = (
        "import sys; from podium.cli import build_parser; build_parser(); "
        "print([name for name in ('django', 'celery', 'numpy', 'pydantic', 'yaml') if name in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/platform:{ROOT}"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    said = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=True
    )
    assert said.stdout.strip() == "[]"


def test_grading_needs_no_django_settings() -> None:
    environment = {key: entry for key, entry in os.environ.items() if not key.startswith("DJANGO")}
    environment["PYTHONPATH"] = f"{ROOT}/platform:{ROOT}"
    command = [sys.executable, "-m", "podium.cli", "grade", BIKE_HIRE, f"{BIKE_HIRE}/starter.yaml", "--brief"]
    said = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert said.returncode == 0, said.stderr
    assert "Outcome validation" in said.stdout


def test_a_fault_of_podium_itself_is_one_line_unless_somebody_looks_for_it(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise KeyError("gone")

    monkeypatch.setattr("workflow.schema.json_schema", fail)
    answer = shell.run("schema")
    assert answer.code == 2
    assert "KeyError" in answer.err and "PODIUM_DEBUG" in answer.err
    monkeypatch.setenv("PODIUM_DEBUG", "1")
    with pytest.raises(KeyError):
        shell.run("schema")


def test_the_folder_of_exercises_holds_only_packages_and_code() -> None:
    assert (EXERCISES / "refund-desk" / "exercise.yaml").is_file()


def test_stopping_it_by_hand_is_no_error_message(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("workflow.schema.json_schema", interrupt)
    answer = shell.run("schema")
    assert (answer.code, answer.err) == (130, "podium: stopped.\n")


def test_a_reader_that_goes_away_ends_the_command_quietly() -> None:
    command = f"{sys.executable} -m podium.cli hazards | head -n 1"
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}/platform:{ROOT}"}
    said = subprocess.run(command, shell=True, capture_output=True, text=True, env=environment, check=False)
    assert said.stderr == ""
    assert said.stdout.count("\n") == 1
