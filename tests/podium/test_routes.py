"""Every route of the site, met by every role. A route that is not in the table fails: nothing is
forgotten."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from podium.accounts.models import ApiToken, User
from podium.accounts.services import create_token
from podium.studio.services import open_draft, save_draft
from podium.submissions import queue
from podium.submissions.models import Submission
from tests.podium.making import (
    async_client_for,
    client_for,
    make_document,
    make_exercise,
    make_grade,
    make_run,
    make_submission,
)

pytestmark = [pytest.mark.usefixtures("no_pokes"), pytest.mark.django_db]

# What GET (or POST, where the route takes only that) answers: stranger, owner, classmate, instructor,
# manager.
ROLES = ("stranger", "learner", "classmate", "instructor", "manager")
OPEN = (200, 200, 200, 200, 200)
SIGNED_IN = (302, 200, 200, 200, 200)
TO_THE_PAGE = (302, 302, 302, 302, 302)
OWNER_ONLY_PAGE = (302, 200, 404, 404, 404)
OWNER_AND_STAFF = (302, 200, 404, 200, 200)
STAFF = (302, 403, 403, 200, 200)
API = (401, 200, 200, 200, 200)
API_OWNER = (401, 200, 404, 404, 404)
API_OWNER_AND_STAFF = (401, 200, 404, 200, 200)
VISITORS_ONLY = (200, 302, 302, 302, 302)

GET: dict[str, tuple[int, ...]] = {
    "home": OPEN,
    "help": OPEN,
    "how_grading_works": OPEN,
    "hazards": OPEN,
    "hazard": OPEN,
    "programme": OPEN,
    "exercise": OPEN,
    "hint": OPEN,
    "healthz": OPEN,
    "studio": SIGNED_IN,
    "submissions": SIGNED_IN,
    "submission": OWNER_AND_STAFF,
    "profile": SIGNED_IN,
    "settings": SIGNED_IN,
    "grader_faults": STAFF,
    "account_login": VISITORS_ONLY,
    "account_signup": VISITORS_ONLY,
    "account_logout": (302, 200, 200, 200, 200),
    "account_reauthenticate": (302, 200, 200, 200, 200),
    "account_change_password": SIGNED_IN,
    "account_set_password": TO_THE_PAGE,
    "account_confirm_login_code": TO_THE_PAGE,
    "account_inactive": OPEN,
    "account_email": SIGNED_IN,
    "account_email_verification_sent": OPEN,
    "account_confirm_email": OPEN,
    "account_reset_password": OPEN,
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": OPEN,
    "account_reset_password_from_key_done": OPEN,
    "api:exercises": OPEN,
    "api:exercise": OPEN,
    "api:cases": OPEN,
    "api:workflow-schema": OPEN,
    "api:openapi": OPEN,
    "api:docs": OPEN,
    "api:attempts": API,
    "api:draft": API,
    "api:draft-versions": API,
    "api:runs": API,
    "api:run": API_OWNER,
    "api:run-events": API_OWNER,
    "api:run-trace": API_OWNER,
    "api:submissions": API,
    "api:submission": API_OWNER_AND_STAFF,
    "api:submission-events": API_OWNER_AND_STAFF,
    "api:me": API,
    "api:tokens": API,
    "api:unknown": (404, 404, 404, 404, 404),
}
POST: dict[str, tuple[int, ...]] = {
    "add_token": TO_THE_PAGE,
    "drop_token": (302, 302, 404, 404, 404),
    "retry_grading": (302, 403, 403, 404, 404),  # 404: this submission ended in a grade, not in a fault
    "api:check": (401, 200, 200, 200, 200),
    "api:reading": (401, 200, 200, 200, 200),
    "api:draft-version-restore": API_OWNER,
    "api:run-decisions": (401, 409, 404, 404, 404),  # 409: this run waits for nobody
}
DELETE: dict[str, tuple[int, ...]] = {"api:token": (401, 204, 404, 404, 404)}
BODIES = {
    "api:check": {"exercise": "post-desk", "document": {}},
    "api:reading": {"exercise": "post-desk", "text": "Be kind."},
    "api:run-decisions": {"step": 1, "port": "approved"},
}


def every_route() -> Iterator[str]:
    """The names of all routes, namespaces included, from the resolver itself."""
    waiting: list[tuple[str, URLPattern | URLResolver]] = [
        ("", entry) for entry in get_resolver().url_patterns
    ]
    while waiting:
        prefix, entry = waiting.pop()
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            waiting += [(inner, part) for part in entry.url_patterns]
        else:
            yield f"{prefix}{entry.name}"


def test_every_route_is_in_the_table() -> None:
    assert set(every_route()) == GET.keys() | POST.keys() | DELETE.keys()


@pytest.fixture
def world(learner: User) -> dict[str, str]:
    """The learner's things, and the address of every route that leads to them."""
    exercise = make_exercise()
    run, submission = make_run(learner), make_submission(learner, at=timezone.now())
    held = queue.claim_next(at=timezone.now())
    assert held is not None
    assert queue.write_grade(claim=held, grade=make_grade(), at=timezone.now())
    draft = open_draft(user=learner, exercise=exercise, at=timezone.now())
    save_draft(draft=draft, document=make_document("Other."), revision=1, at=timezone.now())
    token, _ = create_token(user=learner, name="script", at=timezone.now())
    arguments: dict[str, list[object]] = {
        "exercise": ["post-desk"],
        "hint": ["post-desk", 1],
        "hazard": ["derailment"],
        "studio": ["post-desk"],
        "submission": [submission.pk],
        "retry_grading": [submission.pk],
        "drop_token": [token.pk],
        "account_confirm_email": ["no-such-key"],
        "account_reset_password_from_key": ["0", "no-such-key"],
        "api:exercise": ["post-desk"],
        "api:cases": ["post-desk"],
        "api:attempts": ["post-desk"],
        "api:draft": ["post-desk"],
        "api:draft-versions": ["post-desk"],
        "api:draft-version-restore": ["post-desk", draft.kept.get().pk],
        "api:run": [run.pk],
        "api:run-events": [run.pk],
        "api:run-decisions": [run.pk],
        "api:run-trace": [run.pk],
        "api:submission": [submission.pk],
        "api:submission-events": [submission.pk],
        "api:token": [token.pk],
    }
    addresses = {
        name: reverse(name, args=arguments.get(name)) for name in every_route() if name != "api:unknown"
    }
    return {**addresses, "api:unknown": "/api/v1/nowhere/"}


STREAMS = ("api:run-events", "api:submission-events")
CASES = [
    (method, name)
    for method, table in (("get", GET), ("post", POST), ("delete", DELETE))
    for name in table
    if name not in STREAMS
]


@pytest.mark.parametrize(("method", "name"), CASES)
def test_each_role_gets_what_the_table_says(
    method: str, name: str, world: dict[str, str], request: pytest.FixtureRequest
) -> None:
    expected = {"get": GET, "post": POST, "delete": DELETE}[method][name]
    body = (
        {"data": BODIES.get(name, {}), "content_type": "application/json"} if name.startswith("api:") else {}
    )
    found = {}
    for role in (*ROLES[:1], *reversed(ROLES[1:])):  # the owner last: what they do may use the thing up
        client = client_for(request.getfixturevalue(role))
        answer = getattr(client, method)(world[name], **(body if method == "post" else {}))
        found[role] = answer.status_code
        if answer.status_code == 302 and role == "stranger" and not name.startswith("account"):
            assert answer["Location"].startswith("/accounts/login/")
    assert found == dict(zip(ROLES, expected, strict=True))


@pytest.mark.parametrize("name", STREAMS)
@pytest.mark.parametrize(("role", "place"), [(role, place) for place, role in enumerate(ROLES)])
@pytest.mark.django_db(transaction=True)
async def test_each_role_gets_the_streams_it_may_see(name: str, role: str, place: int) -> None:
    from asgiref.sync import sync_to_async

    def prepare() -> tuple[str, User | None]:
        from tests.podium.making import make_user

        people = {
            kind: make_user(email=f"{kind}@example.org", role=kind)
            for kind in ("learner", "instructor", "manager")
        }
        people["classmate"] = make_user(email="classmate@example.org")
        subject = make_run(people["learner"]) if name == "api:run-events" else _graded(people["learner"])
        return reverse(name, args=[subject.pk]), people.get(role)

    address, user = await sync_to_async(prepare)()
    client = await sync_to_async(async_client_for)(user)
    answer = await client.get(address)
    assert answer.status_code == GET[name][place]
    if answer.status_code == 200:
        assert b"event: " in b"".join([part async for part in answer.streaming_content])


def _graded(user: User) -> Submission:
    submission = make_submission(user, at=timezone.now())
    held = queue.claim_next(at=timezone.now())
    assert held is not None
    queue.write_grade(claim=held, grade=make_grade(), at=timezone.now())
    return submission


def test_a_visitor_sees_no_rows_at_all(learner: User) -> None:
    make_submission(learner)
    create_token(user=learner, name="script", at=timezone.now())
    assert not Submission.objects.visible_to(AnonymousUser()).exists()
    assert not ApiToken.objects.visible_to(AnonymousUser()).exists()
