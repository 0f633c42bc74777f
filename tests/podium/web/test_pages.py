"""What pages show, and to whom."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from podium.accounts.models import ApiToken, User
from podium.submissions import queue
from podium.submissions.models import Status, Submission
from podium.submissions.tasks import grade_claim
from podium.web.progress import map_levels
from podium.web.views.results import name_nodes
from tests.podium.making import (
    HOUR,
    NOON,
    client_for,
    make_document,
    make_exercise,
    make_grade,
    make_submission,
)
from tests.podium.submissions.test_queue import ONE_PROBLEM, claim

pytestmark = [pytest.mark.usefixtures("no_pokes"), pytest.mark.django_db]


def test_a_real_grade_fills_the_result_page(learner: User) -> None:
    submission = make_submission(learner, at=timezone.now())
    assert grade_claim(claim(timezone.now()))
    page = client_for(learner).get(f"/submissions/{submission.pk}/").content.decode()
    graded = Submission.objects.get()
    assert graded.status == Status.GRADED
    assert graded.grade.result["form"] == submission.form
    for skill in ("Systems thinking", "Prompt quality", "Outcome validation"):
        assert skill in page
    assert "<script>alert" not in page


def test_learner_text_never_becomes_markup(learner: User) -> None:
    hostile = "<script>alert(1)</script> {{letter}} <img src=x onerror=alert(2)>"
    submission = make_submission(learner, document=make_document(hostile), at=timezone.now())
    grade_claim(claim(timezone.now()))
    for address in (f"/submissions/{submission.pk}/", "/studio/post-desk/"):
        page = client_for(learner).get(address).content.decode()
        assert "<script>alert(1)" not in page
        assert "<img src=x" not in page


def test_a_document_at_fault_is_shown_its_problems_and_no_score(learner: User) -> None:
    submission = make_submission(learner)
    queue.write_not_gradable(claim=claim(), answer=ONE_PROBLEM, at=NOON)
    page = client_for(learner).get(f"/submissions/{submission.pk}/").content.decode()
    assert "The wires run in a circle." in page


def test_a_grader_fault_is_told_to_the_learner_without_its_report(learner: User, instructor: User) -> None:
    submission = make_submission(learner)
    for hour in range(3):
        queue.write_fault(claim=claim(NOON + hour * HOUR), report="Traceback: secret path", at=NOON)
    assert "secret path" not in client_for(learner).get(f"/submissions/{submission.pk}/").content.decode()
    assert "secret path" in client_for(instructor).get("/staff/faults/").content.decode()
    client_for(instructor).post(f"/staff/faults/{submission.pk}/retry/")
    assert Submission.objects.get().status == Status.QUEUED


def test_the_map_shows_how_far_a_learner_is(learner: User) -> None:
    first, second = make_exercise("first-desk", level=1), make_exercise("second-desk", level=2)
    assert [level.state for level in map_levels(learner)] == ["current", "ahead", "ahead", "ahead", "ahead"]
    make_submission(learner, exercise=first)
    queue.write_grade(claim=claim(), grade=make_grade(), at=NOON)
    levels = map_levels(learner)
    assert [level.state for level in levels[:3]] == ["passed", "current", "ahead"]
    assert levels[0].exercises[0].best.grade.outcome == 75
    assert levels[1].exercises[0].exercise == second


def test_a_key_is_shown_once(learner: User) -> None:
    client = client_for(learner)
    client.post("/settings/tokens/", {"name": "script"})
    key = re.search(r"pdm_[\w-]{20,}", client.get("/settings/").content.decode())
    assert key
    assert key[0] not in client.get("/settings/").content.decode()
    client.post(f"/settings/tokens/{ApiToken.objects.get().pk}/revoke/")
    assert ApiToken.objects.get().revoked_at


def test_demo_people_stand_on_the_sign_in_page_in_demo_mode_only(settings: Any) -> None:
    visitor = Client(SERVER_NAME="localhost")
    settings.DEMO = False
    assert "demo.example" not in visitor.get("/accounts/login/").content.decode()
    settings.DEMO = True
    assert "learner@demo.example" in visitor.get("/accounts/login/").content.decode()


def test_the_studio_says_what_to_do_where_the_front_end_is_missing(
    learner: User, settings: Any, tmp_path: Any
) -> None:
    make_exercise()
    settings.CANVAS_FOLDER = tmp_path
    assert "manage.py up" in client_for(learner).get("/studio/post-desk/").content.decode()


@pytest.mark.parametrize(
    "document", [None, [], 3, {"nodes": 3}, {"nodes": [3, {"id": 4}, {"id": "a", "inside": 5}]}]
)
def test_names_of_nodes_are_found_in_any_document(document: object) -> None:
    assert set(name_nodes(document)) <= {"a"}


def test_names_of_nodes_reach_into_containers() -> None:
    inner = {"nodes": [{"id": "writer", "label": "The writer"}]}
    document = {"nodes": [{"id": "two_rounds", "inside": inner}]}
    assert name_nodes(document) == {"two_rounds": "two rounds", "writer": "The writer"}
