"""What every page owes its reader: a language, one title, landmarks, no blocked styles, the right words."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings

from grading.score import NotGradable
from podium.accounts.models import User
from podium.submissions import queue
from podium.submissions.models import Submission
from tests.podium.making import NOON, client_for, make_document, make_exercise, make_grade, make_submission
from workflow.problem import Problem

pytestmark = [pytest.mark.usefixtures("no_pokes"), pytest.mark.django_db]

FOR_ALL = [
    "/",
    "/programme/",
    "/exercises/post-desk/",
    "/help/",
    "/how-grading-works/",
    "/api/docs/",
    "/nowhere/",
]
FOR_VISITORS = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/inactive/"]
FOR_LEARNERS = [
    "/submissions/",
    "/profile/",
    "/settings/",
    "/staff/faults/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/logout/",
]


class Reader(HTMLParser):
    """Counts what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.lang = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element, its id and the language."""
        given = dict(attrs)
        self.tags.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "html":
            self.lang = str(given.get("lang"))


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    return reader


def assert_well_made(html: str) -> None:
    """The promises that every page keeps."""
    page = read(html)
    assert page.lang.startswith("en")
    assert [page.tags.count(tag) for tag in ("title", "h1", "main", "footer")] == [1, 1, 1, 1]
    assert sorted(page.ids) == sorted(set(page.ids))
    assert 'href="#content"' in html
    assert "style=" not in html
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", html) == []


@pytest.mark.parametrize("path", FOR_ALL + FOR_VISITORS)
def test_every_page_is_well_made_for_a_visitor(path: str) -> None:
    make_exercise()
    assert_well_made(client_for(None).get(path).content.decode())


@pytest.mark.parametrize("path", FOR_ALL + FOR_LEARNERS)
def test_every_page_is_well_made_for_a_learner(path: str, learner: User) -> None:
    make_exercise()
    assert_well_made(client_for(learner).get(path).content.decode())


def see_result(submission: Submission, user: User) -> str:
    html = client_for(user).get(f"/submissions/{submission.pk}/").content.decode()
    assert_well_made(html)
    return html


def claim() -> queue.Claim:
    held = queue.claim_next(at=NOON)
    assert held is not None
    return held


def test_a_waiting_submission_shows_where_it_is_and_follows_by_itself(learner: User) -> None:
    submission = make_submission(learner)
    html = see_result(submission, learner)
    assert f'data-grading-events="/api/v1/submissions/{submission.pk}/events/"' in html
    assert re.search(r'data-step="queued"[^>]*aria-current="step"', html)
    assert '<noscript><meta http-equiv="refresh"' in html


def test_a_pass_says_so_without_reasons(learner: User) -> None:
    submission = make_submission(learner)
    queue.write_grade(claim=claim(), grade=make_grade(score=80), at=NOON)
    html = see_result(submission, learner)
    assert "passed" in html
    assert "Why it is not a pass" not in html
    assert html.count('class="score score-l"') == 3


def test_a_grade_below_the_line_says_why(learner: User) -> None:
    submission = make_submission(learner)
    queue.write_grade(claim=claim(), grade=make_grade(passed=False, score=61), at=NOON)
    assert "Systems thinking is 61; a pass needs 70." in see_result(submission, learner)


def test_what_cannot_be_graded_lists_every_problem_and_costs_no_attempt(learner: User) -> None:
    submission = make_submission(learner)
    problems = (
        Problem("unknown_agent", "/nodes/1/agent", "There is no agent <i>.", "Choose one.", node="clerk"),
        Problem("cycle", "/edges", "The wires run in a circle.", "Use a loop."),
    )
    queue.write_not_gradable(claim=claim(), answer=NotGradable(problems), at=NOON)
    html = see_result(submission, learner)
    assert "2 problems" in html
    assert "There is no agent &lt;i&gt;." in html
    assert "The wires run in a circle." in html
    assert "no attempt" in html


def test_a_fault_of_the_grader_reassures_and_hides_the_report(learner: User) -> None:
    submission = make_submission(learner)
    Submission.objects.filter(pk=submission.pk).update(status="grader_fault", finished_at=NOON)
    html = see_result(submission, learner)
    assert "no attempt was charged" in html
    assert "Traceback" not in html


def test_a_label_that_a_learner_wrote_stays_text(learner: User) -> None:
    document = make_document()
    document["nodes"][1]["label"] = "<script>alert(1)</script>"
    submission = make_submission(learner, document=document)
    answer = NotGradable((Problem("x", "/nodes/1", "Wrong.", "Mend it.", node="clerk"),))
    queue.write_not_gradable(claim=claim(), answer=answer, at=NOON)
    assert "<script>alert" not in see_result(submission, learner)


def test_an_instructor_is_told_whose_submission_it_is(learner: User, instructor: User) -> None:
    assert "Learner" in see_result(make_submission(learner), instructor)


def test_the_first_exercise_is_one_step_from_the_home_page() -> None:
    make_exercise()
    assert 'href="/exercises/post-desk/">Try the first exercise' in client_for(None).get("/").content.decode()


def test_a_hint_alone_is_a_whole_page_and_for_a_script_only_a_piece() -> None:
    make_exercise()
    client = client_for(None)
    assert_well_made(client.get("/exercises/post-desk/hints/1/").content.decode())
    piece = client.get("/exercises/post-desk/hints/1/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert "Hint 1" in piece


@override_settings(DEMO=True)
def test_demo_sign_ins_stand_on_the_sign_in_page_in_demo_mode() -> None:
    assert "Sign in as learner" in client_for(None).get("/accounts/login/").content.decode()


@override_settings(DEMO=False)
def test_demo_sign_ins_stand_nowhere_else() -> None:
    assert "Sign in as learner" not in client_for(None).get("/accounts/login/").content.decode()


def test_the_page_of_a_server_error_needs_nothing_from_the_server() -> None:
    assert_well_made(render_to_string("500.html"))


def test_a_form_that_was_refused_names_the_field_and_the_reason() -> None:
    html = client_for(None).post("/accounts/signup/", {"email": "no address"}).content.decode()
    assert 'aria-invalid="true"' in html
    assert 'id="id_email_error"' in html


def test_a_page_of_an_unbuilt_front_end_still_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    from django_vite.core.asset_loader import DjangoViteAssetLoader
    from django_vite.core.exceptions import DjangoViteManifestError

    def refuse(*args: object, **settings: object) -> str:
        raise DjangoViteManifestError("not built")

    monkeypatch.setattr(DjangoViteAssetLoader, "generate_vite_asset", refuse)
    html = render_to_string("web/help.html", {"attempts_a_day": 5}, request=RequestFactory().get("/help/"))
    assert_well_made(html)
