"""The API as a program meets it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from podium.accounts.models import ApiToken, User
from podium.accounts.services import create_token, revoke_token
from podium.runs.models import Run
from podium.submissions.models import Submission
from tests.podium.making import NOON, client_for, make_document, make_exercise, make_submission

pytestmark = [pytest.mark.usefixtures("no_pokes"), pytest.mark.django_db]


def post(client: Client, address: str, body: Any, **extra: Any) -> Any:
    text = body if isinstance(body, bytes | str) else json.dumps(body)
    return client.post(f"/api/v1/{address}", text, content_type="application/json", **extra)


@pytest.fixture
def signed_in(learner: User) -> Client:
    make_exercise()
    return client_for(learner)


def test_an_exercise_keeps_its_secrets(signed_in: Client) -> None:
    told = signed_in.get("/api/v1/exercises/post-desk/").json()
    assert told["title"] == "The post desk"
    assert told["data"][1]["made_by_craft"] == "triage"
    assert "<script>" not in told["brief_html"]
    text = json.dumps(told)
    for secret in ("facts.department", "embedded_command", "follow what it asks", "hazards", "difficulty"):
        assert secret not in text


def test_practice_cases_come_without_their_truth(signed_in: Client) -> None:
    cases = signed_in.get("/api/v1/exercises/post-desk/cases/").json()
    assert [case["suite"] for case in cases] == ["clean", "noisy", "adversarial", "outage"]
    assert all(set(case) == {"id", "title", "suite", "values"} for case in cases)
    assert all(set(case["values"]) == {"letter"} for case in cases)


def test_every_template_is_valid(signed_in: Client) -> None:
    told = signed_in.get("/api/v1/exercises/post-desk/").json()
    for document in [told["starter"], *(template["document"] for template in told["templates"])]:
        checked = post(signed_in, "check/", {"exercise": "post-desk", "document": document}).json()
        assert checked["valid"], checked["problems"]


def test_a_check_tells_all_problems_at_once_with_their_place(signed_in: Client) -> None:
    document = make_document()
    document["nodes"][1]["agent"] = "nobody"
    document["edges"][0]["to"] = "nowhere.in"
    checked = post(signed_in, "check/", {"exercise": "post-desk", "document": document}).json()
    assert not checked["valid"]
    assert {problem["pointer"] for problem in checked["problems"]} >= {"/nodes/1/agent", "/edges/0/to"}
    assert all(problem["remedy"] for problem in checked["problems"])


def test_a_file_can_be_checked_as_text(signed_in: Client) -> None:
    checked = post(
        signed_in, "check/", {"exercise": "post-desk", "text": "podium: 1\nnodes: []\nedges: []\n"}
    ).json()
    assert checked["document"] == {"podium": 1, "nodes": [], "edges": []}
    broken = post(signed_in, "check/", {"exercise": "post-desk", "text": "nodes: [1"}).json()
    assert (broken["valid"], broken["problems"][0]["code"]) == (False, "syntax")


def test_a_run_gives_its_events_and_what_it_was_worth(signed_in: Client) -> None:
    body = {"exercise": "post-desk", "document": make_document(), "case": "practice-clean-1"}
    started = post(signed_in, "runs/", body)
    assert started.status_code == 201
    run = signed_in.get(started.json()["url"]).json()
    assert run["status"] == "done"
    assert [run["events"][0]["type"], run["events"][-1]["type"]] == ["run_started", "run_finished"]
    assert run["outcome"]["deliverables"][0]["expected"] in {"sales", "service"}
    assert run["document"] == make_document()


def test_the_same_run_gives_the_same_events(signed_in: Client) -> None:
    body = {"exercise": "post-desk", "document": make_document(), "case": "practice-noisy-1"}
    first, second = (signed_in.get(post(signed_in, "runs/", body).json()["url"]).json() for _ in range(2))
    assert first["events"] == second["events"]


def test_an_invalid_document_is_not_run_and_says_why(signed_in: Client) -> None:
    body = {"exercise": "post-desk", "document": {"podium": 1}, "case": "practice-clean-1"}
    answer = post(signed_in, "runs/", body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_document")
    assert answer.json()["error"]["problems"]
    assert not Run.objects.exists()


def test_a_hidden_case_cannot_be_run(signed_in: Client) -> None:
    body = {"exercise": "post-desk", "document": make_document(), "case": "clean-001"}
    assert post(signed_in, "runs/", body).json()["error"]["code"] == "no_such_case"


def test_a_live_run_without_an_endpoint_says_that_runs_are_simulated(signed_in: Client) -> None:
    body = {"exercise": "post-desk", "document": make_document(), "case": "practice-clean-1", "live": True}
    assert post(signed_in, "runs/", body).json()["error"]["code"] == "no_live_models"


def test_submitting_twice_with_one_key_is_one_submission(signed_in: Client) -> None:
    body = {"exercise": "post-desk", "document": make_document(), "idempotency_key": "click-1"}
    first, second = post(signed_in, "submissions/", body), post(signed_in, "submissions/", body)
    assert (first.status_code, first.json()) == (202, second.json())
    assert Submission.objects.count() == 1
    told = signed_in.get(first.json()["url"]).json()
    assert (told["status"], told["position"], told["grade"]) == ("queued", 1, None)


def test_the_sixth_attempt_is_answered_with_the_time_of_the_next(signed_in: Client) -> None:
    body = {"exercise": "post-desk", "document": make_document()}
    codes = [
        post(signed_in, "submissions/", {**body, "idempotency_key": f"k{n}"}).status_code for n in range(6)
    ]
    assert codes == [202] * 5 + [429]
    answer = post(signed_in, "submissions/", {**body, "idempotency_key": "k6"}).json()
    assert answer["error"]["code"] == "attempts_used"
    assert answer["attempts"]["next_at"]


def test_lists_hold_only_what_the_caller_may_see(learner: User, classmate: User, instructor: User) -> None:
    mine, theirs = make_submission(learner), make_submission(classmate)
    seen = {
        user.name: {row["id"] for row in client_for(user).get("/api/v1/submissions/").json()["results"]}
        for user in (learner, classmate, instructor)
    }
    assert seen == {
        "Learner": {str(mine.pk)},
        "Classmate": {str(theirs.pk)},
        "Instructor": {str(mine.pk), str(theirs.pk)},
    }


def test_a_token_opens_the_door_until_it_is_revoked(learner: User) -> None:
    token, key = create_token(user=learner, name="script", at=NOON)
    program = Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {key}"})
    assert program.get("/api/v1/me/").json()["email"] == learner.email
    revoke_token(token=token, at=NOON)
    refused = program.get("/api/v1/me/")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "invalid_token")


def test_only_the_hash_of_a_token_is_kept(signed_in: Client) -> None:
    made = post(signed_in, "tokens/", {"name": "script"})
    key = made.json()["key"]
    row = ApiToken.objects.get()
    assert made.status_code == 201
    assert key not in json.dumps({field.name: str(getattr(row, field.name)) for field in row._meta.fields})
    assert "key" not in signed_in.get("/api/v1/tokens/").json()[0]


def test_a_session_needs_its_csrf_token(learner: User) -> None:
    strict = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    strict.force_login(learner, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = post(strict, "tokens/", {"name": "x"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "permission_denied")


def test_two_tabs_are_told_apart_by_the_revision(signed_in: Client) -> None:
    def save(text: str, revision: int) -> Any:
        body = json.dumps({"document": make_document(text), "revision": revision})
        return signed_in.put("/api/v1/drafts/post-desk/", body, content_type="application/json")

    assert save("First.", 1).json()["revision"] == 2
    refused = save("Second.", 1)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "draft_conflict")
    assert refused.json()["current"]["document"] == make_document("First.")
    kept = signed_in.get("/api/v1/drafts/post-desk/versions/").json()
    assert kept[0]["document"] == make_document("Second.")


def test_every_error_has_the_one_shape(signed_in: Client) -> None:
    answers = [
        signed_in.get("/api/v1/exercises/no-such/"),
        signed_in.get("/api/v1/nowhere/"),
        signed_in.put("/api/v1/me/"),
        post(signed_in, "check/", {}),
        post(signed_in, "check/", "{"),
        Client(SERVER_NAME="localhost").get("/api/v1/me/"),
        signed_in.post("/api/v1/check/", "x", content_type="text/plain"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 405, 400, 400, 401, 415]
    for answer in answers:
        error = answer.json()["error"]
        assert error["code"]
        assert error["message"]


HOSTILE = {
    "a NUL": b'{"exercise": "post-desk", "text": "a\\u0000b"}',
    "a lone surrogate": b'{"exercise": "post-desk", "text": "\\ud800"}',
    "an infinite number": b'{"exercise": "post-desk", "document": {"x": 1e400}}',
    "a NaN": b'{"exercise": "post-desk", "document": {"x": NaN}}',
    "depth 5,000": b'{"document": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "depth 200,000": b"[" * 200_000,
    "a number of 10,000 digits": b'{"x": ' + b"9" * 10_000 + b"}",
    "not UTF-8": b'{"exercise": "\xff"}',
    "an empty body": b"",
    "a list": b"[]",
    "a text": b'"x"',
    "null": b"null",
    "a list as document": b'{"exercise": "post-desk", "document": [], "case": "x", "idempotency_key": "k"}',
    "wrong types": b'{"exercise": {}, "document": 3, "case": [], "text": {}, "name": {}}',
    "a path as slug": b'{"exercise": "../../etc", "document": {}, "case": "..", "idempotency_key": "a/b"}',
    "three megabytes": b'{"text": "' + b"x" * 3_000_000 + b'"}',
}


@pytest.mark.parametrize("address", ["check/", "reading/", "runs/", "submissions/", "tokens/"])
@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_bodies_get_a_clear_answer(signed_in: Client, what: str, address: str) -> None:
    answer = post(signed_in, address, HOSTILE[what])
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "query", ["?cursor=%00", "?cursor=zzz", "?page_size=-1", "?page_size=x&cursor=cD0%3D"]
)
def test_hostile_queries_get_a_clear_answer(signed_in: Client, query: str) -> None:
    assert signed_in.get(f"/api/v1/submissions/{query}").status_code in {200, 404}


def test_the_description_names_every_address(signed_in: Client) -> None:
    described = signed_in.get("/api/v1/openapi.json", headers={"Accept": "application/json"}).json()["paths"]
    assert "/api/v1/submissions/{submission_id}/" in described
    assert described["/api/v1/runs/"]["post"]["operationId"] == "start_run"
