"""`podium run`: practice cases in the sandbox."""

from __future__ import annotations

import json
from pathlib import Path

from tests.podium.cli.shell import BIKE_HIRE, REFERENCE, Shell


def test_every_practice_case_is_run_and_summed_up(shell: Shell) -> None:
    answer = shell.run("run", BIKE_HIRE, REFERENCE)
    assert answer.code == 0
    assert answer.out.count("deliverable") == 7
    assert "7 runs, mean outcome" in answer.out


def test_one_case_with_its_trace(shell: Shell) -> None:
    answer = shell.run("run", BIKE_HIRE, REFERENCE, "--case", "practice-clean-1", "--trace")
    assert "run_started" in answer.out and "run_finished" in answer.out
    assert "practice-noisy-1" not in answer.out


def test_a_plan_is_printed_task_by_task_in_the_trace(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(
        "podium: 1\nnodes:\n  - {id: start, kind: input, values: [message]}\n"
        "  - {id: team, kind: plan, agent: judge, roster: [scribe], yields: [reply], retry: {max: 5}}\n"
        "  - {id: end, kind: output, values: [reply]}\n"
        "edges: [{from: start.done, to: team.in}, {from: team.done, to: end.in}]\n"
    )
    answer = shell.run("run", BIKE_HIRE, file, "--case", "practice-clean-1", "--trace")
    assert "plan_made" in answer.out
    assert "Write the answer (reply from " in answer.out
    assert "1. " in answer.out


def test_json_holds_what_came_out_beside_what_was_right(shell: Shell) -> None:
    told = json.loads(shell.run("run", BIKE_HIRE, REFERENCE, "--case", "practice-clean-2", "--json").out)
    assert [entry["case"] for entry in told] == ["practice-clean-2"]
    part = told[0]["deliverables"][0]
    assert part["name"] == "fee" and part["expected"]["eur"] > 0
    assert "events" not in told[0]


def test_json_with_trace_holds_the_events(shell: Shell) -> None:
    told = json.loads(
        shell.run("run", BIKE_HIRE, REFERENCE, "--case", "practice-clean-1", "--json", "--trace").out
    )
    assert told[0]["events"][0]["type"] == "run_started"


def test_an_unknown_case_is_answered_with_those_there_are(shell: Shell) -> None:
    answer = shell.run("run", BIKE_HIRE, REFERENCE, "--case", "clean-001")
    assert answer.code == 2
    assert "practice-clean-1" in answer.err


def test_an_invalid_document_is_not_run(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("podium: 1\nnodes: []\nedges: [{from: a.done, to: b.in}]\n")
    answer = shell.run("run", BIKE_HIRE, file)
    assert answer.code == 2
    assert "podium check" in answer.err
