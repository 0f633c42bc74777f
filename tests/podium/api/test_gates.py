"""Runs that wait for their learner, and their traces, through the API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client

from podium.accounts.models import User
from podium.runs.models import Run
from tests.podium.making import client_for, make_exercise, make_run
from tests.podium.runs.make_gate import make_gated, make_waiting

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "sandbox" / "telemetry" / "otlp_trace.schema.json").read_text()
)


@pytest.fixture
def signed_in(learner: User) -> Client:
    """The learner's browser."""
    return client_for(learner)


def post(client: Client, address: str, data: Any) -> Any:
    """Send JSON."""
    return client.post(f"/api/v1/{address}", data, content_type="application/json")


def start(client: Client, **more: Any) -> dict[str, Any]:
    """A run that waits, as its learner reads it."""
    make_exercise()
    wish = {"exercise": "post-desk", "document": make_gated(), "case": "practice-clean-1"}
    answer = post(client, "runs/", {**wish, "pause_at_people": True, **more})
    assert answer.status_code == 201, answer.json()
    found: dict[str, Any] = client.get(answer.json()["url"]).json()
    return found


def decide(client: Client, run: dict[str, Any], **decision: Any) -> Any:
    """Decide at the first gate."""
    body = {"step": run["gates"][0]["step"], "port": "approved", **decision}
    return post(client, f"runs/{run['id']}/decisions/", body)


def test_a_run_waits_and_a_decision_lets_it_go_on(signed_in: Client) -> None:
    run = start(signed_in)
    assert (run["status"], run["pause_at_people"], run["outcome"]) == ("waiting", True, None)
    assert run["gates"][0]["sees"][0]["name"] == "letter"
    answer = decide(signed_in, run, comment="Fine.")
    assert answer.status_code == 200
    assert (answer.json()["status"], answer.json()["gates"]) == ("done", [])
    assert answer.json()["events"][-1]["type"] == "run_finished"


def test_the_second_decision_gets_409_with_words(signed_in: Client) -> None:
    run = start(signed_in)
    decide(signed_in, run)
    answer = decide(signed_in, run, port="rejected")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "not_waiting")
    assert "does not wait" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"values": {"department": "kitchen"}}, "invalid_decision", "/values/department"),
        ({"values": {"letter": "x"}}, "invalid_decision", "/values/letter"),
        ({"values": {"department": {"a": [1, {"b": None}]}}}, "invalid_decision", "/values/department"),
        ({"values": [1]}, "invalid_request", "/values"),
        ({"port": "error"}, "invalid_request", "/port"),
        ({"step": "first"}, "invalid_request", "/step"),
        ({"step": 0}, "invalid_request", "/step"),
        ({"comment": "x" * 3000}, "invalid_request", "/comment"),
    ],
)
def test_a_decision_that_cannot_be_taken_says_where_and_why(
    signed_in: Client, body: dict[str, Any], code: str, pointer: str
) -> None:
    run = start(signed_in)
    answer = decide(signed_in, run, **body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)
    assert answer.json()["error"]["problems"][0]["pointer"] == pointer
    assert decide(signed_in, run).status_code == 200


def test_an_unknown_gate_is_a_conflict(signed_in: Client) -> None:
    assert decide(signed_in, start(signed_in), step=77).status_code == 409


def test_a_live_run_cannot_be_asked_to_wait(signed_in: Client, settings: Any) -> None:
    settings.LIVE_MODELS = True
    make_exercise()
    wish = {"exercise": "post-desk", "document": make_gated(), "case": "practice-clean-1"}
    answer = post(signed_in, "runs/", {**wish, "pause_at_people": True, "live": True})
    assert answer.json()["error"]["code"] == "pause_needs_simulation"


def test_somebody_elses_run_is_not_there(learner: User, classmate: User, instructor: User) -> None:
    run = make_waiting(learner)
    for somebody in (classmate, instructor):
        client = client_for(somebody)
        assert post(client, f"runs/{run.pk}/decisions/", {"step": 1, "port": "approved"}).status_code == 404
        assert client.get(f"/api/v1/runs/{run.pk}/trace/").status_code == 404
    assert Run.objects.get(pk=run.pk).is_waiting


def test_the_journal_is_never_shown(signed_in: Client) -> None:
    run = start(signed_in)
    assert "journal" not in run
    assert "statements" not in json.dumps(run["events"])


def test_a_run_has_a_trace_that_collectors_take(signed_in: Client, learner: User) -> None:
    run = make_run(learner)
    trace = signed_in.get(f"/api/v1/runs/{run.pk}/trace/").json()
    jsonschema_rs.validate(SCHEMA, trace)
    spans = trace["resourceSpans"][0]["scopeSpans"][0]["spans"]
    assert [span["name"] for span in spans] == [
        "invoke_workflow post-desk",
        "invoke_agent clerk",
        "chat small",
    ]
    assert int(spans[0]["startTimeUnixNano"]) == round(run.started_at.timestamp()) * 10**9


def test_a_waiting_run_keeps_the_ids_of_its_trace_when_it_goes_on(signed_in: Client) -> None:
    run = start(signed_in)
    before, after = signed_in.get(f"/api/v1/runs/{run['id']}/trace/").json(), decide(signed_in, run)
    assert after.status_code == 200
    again = signed_in.get(f"/api/v1/runs/{run['id']}/trace/").json()
    ids = [
        [span["spanId"] for span in trace["resourceSpans"][0]["scopeSpans"][0]["spans"]]
        for trace in (before, again)
    ]
    assert ids[1][: len(ids[0])] == ids[0]


def test_content_is_in_a_trace_only_on_request(signed_in: Client, learner: User) -> None:
    address = f"/api/v1/runs/{make_run(learner).pk}/trace/"
    assert "gen_ai.output.messages" not in signed_in.get(address).content.decode()
    assert "gen_ai.output.messages" in signed_in.get(f"{address}?content=1").content.decode()
