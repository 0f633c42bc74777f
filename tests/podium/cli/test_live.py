"""`podium run --live`, `replay` and `trace`: recorded against a server on loopback, run again without."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.grading.cast import READER
from tests.podium.cli.shell import BIKE_HIRE, REFERENCE, Shell
from tests.podium.making import DATA, make_document
from tests.podium.runs.chat_server import ChatServer, chat_server

DESK = str(DATA / "post-desk")
SCHEMA = json.loads((DATA.parents[1] / "sandbox" / "telemetry" / "otlp_trace.schema.json").read_text())
ONE = ("--case", "practice-clean-1")


@pytest.fixture(autouse=True)
def _plain_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("podium.runs.live", "podium.runs.simulator"):
        monkeypatch.setattr(f"{module}.default_reader", lambda: READER)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChatServer]:
    """An endpoint that the environment names, answering `sales` to everything."""
    with chat_server({"department": "sales"}) as (running, address):
        monkeypatch.setenv("PODIUM_MODEL_ENDPOINT", address)
        monkeypatch.setenv("PODIUM_MODEL_KEY", "key")
        monkeypatch.setenv("PODIUM_MODEL_SMALL", "loopback-1")
        monkeypatch.setenv("PODIUM_MODEL_PRICES", "small:1/2")
        yield running


@pytest.fixture
def file(tmp_path: Path) -> str:
    return write(tmp_path, make_document())


def write(folder: Path, document: dict[str, Any]) -> str:
    path = folder / "workflow.json"
    path.write_text(json.dumps(document))
    return str(path)


def record(shell: Shell, file: str, tmp_path: Path) -> str:
    """A recorded run against the server."""
    name = str(tmp_path / "runs.json")
    answer = shell.run("run", DESK, file, *ONE, "--live", "--record", name)
    assert answer.code == 0, answer.err
    return name


def test_a_live_run_is_told_with_its_calls_and_cost(shell: Shell, server: ChatServer, file: str) -> None:
    answer = shell.run("run", DESK, file, *ONE, "--live", "--json")
    (run,) = json.loads(answer.out)
    assert (run["mode"], run["outcome"]["cost"]) == ("live", 0.00003)
    assert server.calls == 1
    assert "1 calls of a model" in shell.run("run", DESK, file, *ONE, "--live", "--trace").out


def test_a_recording_is_run_again_byte_for_byte_without_a_network(
    shell: Shell, server: ChatServer, file: str, tmp_path: Path
) -> None:
    name = record(shell, file, tmp_path)
    server.code = 500
    answer = shell.run("replay", name)
    assert (answer.code, server.calls) == (0, 1)
    assert "the same" in answer.out
    assert json.loads(shell.run("replay", name, "--json").out)[0]["same"] is True


def test_a_recording_that_was_changed_is_found_out(
    shell: Shell, server: ChatServer, file: str, tmp_path: Path
) -> None:
    name = record(shell, file, tmp_path)
    data = json.loads(Path(name).read_text())
    data["runs"][0]["events"][-1]["data"]["values"]["department"] = "service"
    Path(name).write_text(json.dumps(data))
    answer = shell.run("replay", name)
    assert answer.code == 1
    assert "differs at event" in answer.out


def test_a_recorded_model_answers_without_a_network(
    shell: Shell, server: ChatServer, file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = record(shell, file, tmp_path)
    monkeypatch.delenv("PODIUM_MODEL_ENDPOINT")
    (run,) = json.loads(shell.run("run", DESK, file, *ONE, "--replay", name, "--json").out)
    assert run["outcome"]["deliverables"][0]["got"] == "sales"
    assert server.calls == 1


def test_a_changed_document_says_which_request_was_not_recorded(
    shell: Shell, server: ChatServer, file: str, tmp_path: Path
) -> None:
    name = record(shell, file, tmp_path)
    changed = write(tmp_path, make_document("Sort {{letter}} with care."))
    answer = shell.run("run", DESK, changed, *ONE, "--replay", name, "--json")
    assert "not recorded: " in answer.err
    (run,) = json.loads(answer.out)
    assert run["outcome"]["score"] is None
    assert "not recorded" in run["outcome"]["endpoint_failed"]
    assert server.calls == 1
    (run,) = json.loads(shell.run("run", DESK, changed, *ONE, "--replay", name, "--live", "--json").out)
    assert run["outcome"]["deliverables"][0]["got"] == "sales"
    assert server.calls == 2


def test_an_endpoint_that_fails_gives_no_score(shell: Shell, server: ChatServer, file: str) -> None:
    server.code = 503
    answer = shell.run("run", DESK, file, *ONE, "--live")
    assert answer.code == 0
    assert "unscored" in answer.out
    assert "The endpoint failed: The endpoint answered with status 503." in " ".join(answer.out.split())


def test_without_an_endpoint_it_says_what_to_set(
    shell: Shell, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PODIUM_MODEL_ENDPOINT", raising=False)
    answer = shell.run("run", DESK, file, *ONE, "--live")
    assert answer.code == 2
    assert "PODIUM_MODEL_ENDPOINT" in answer.err


def test_a_simulated_run_can_be_recorded_replayed_and_traced(shell: Shell, tmp_path: Path) -> None:
    name, otlp = str(tmp_path / "runs.json"), tmp_path / "trace.json"
    answer = shell.run("run", BIKE_HIRE, REFERENCE, "--record", name, "--otlp", str(otlp))
    assert answer.code == 0
    assert shell.run("replay", name).code == 0
    trace = json.loads(otlp.read_text())
    jsonschema_rs.validate(SCHEMA, trace)
    assert len(trace["resourceSpans"]) == 7
    assert json.loads(shell.run("trace", name, "--otlp").out) == trace
    tree = shell.run("trace", name).out
    assert "invoke_workflow bike-hire" in tree and "invoke_agent clerk" in tree


def test_content_is_exported_only_on_request(
    shell: Shell, server: ChatServer, file: str, tmp_path: Path
) -> None:
    name = record(shell, file, tmp_path)
    assert "gen_ai.input.messages" not in shell.run("trace", name, "--otlp").out
    output = tmp_path / "trace.json"
    assert shell.run("trace", name, "--output", output, "--content").code == 0
    assert "gen_ai.input.messages" in output.read_text()


def test_a_live_trace_begins_when_the_run_did(
    shell: Shell, server: ChatServer, file: str, tmp_path: Path
) -> None:
    trace = json.loads(shell.run("trace", record(shell, file, tmp_path), "--otlp").out)
    span = trace["resourceSpans"][0]["scopeSpans"][0]["spans"][0]
    assert int(span["startTimeUnixNano"]) > 1_700_000_000_000_000_000


@pytest.mark.parametrize("content", ["{", "[]", '{"runs": [{}]}', '{"runs": 3}'])
def test_a_file_without_runs_is_refused_in_words(shell: Shell, tmp_path: Path, content: str) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(content)
    for command in (("replay", bad), ("trace", bad)):
        answer = shell.run(*command)
        assert answer.code == 2
        assert "Record" in answer.err
