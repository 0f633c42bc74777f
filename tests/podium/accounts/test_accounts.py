"""Sign-up, sign-in, mail and password guessing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client, RequestFactory

from podium.accounts.adapter import client_address
from podium.accounts.mail import TerminalBackend
from podium.accounts.models import Role, User, display_name
from podium.accounts.services import DEMO_PEOPLE, make_demo_people, set_role
from tests.podium.making import PASSWORD, make_user

pytestmark = pytest.mark.django_db


def visitor() -> Client:
    return Client(SERVER_NAME="localhost")


def sign_up(client: Client, **changes: str) -> Any:
    form = {"email": "Nadia@Example.org", "name": "Nadia", "password1": PASSWORD, "password2": PASSWORD}
    return client.post("/accounts/signup/", {**form, **changes})


def test_a_newcomer_signs_up_confirms_by_mail_and_is_a_learner() -> None:
    client = visitor()
    assert sign_up(client)["Location"] == "/programme/"
    user = User.objects.get()
    assert (user.email, user.name, user.role) == ("nadia@example.org", "Nadia", Role.LEARNER)
    link = re.search(r"https?://[^/]+(/accounts/confirm-email/\S+)", mail.outbox[0].body)
    assert link
    client.post(link[1])
    assert user.emailaddress_set.get().verified


def test_nobody_makes_themselves_an_instructor() -> None:
    sign_up(visitor(), role="instructor", is_staff="on", is_superuser="on")
    user = User.objects.get()
    assert (user.role, user.is_staff, user.is_superuser) == (Role.LEARNER, False, False)


def test_an_address_is_one_person_however_it_is_written() -> None:
    sign_up(visitor())
    sign_up(visitor(), email="NADIA@example.ORG")
    assert User.objects.count() == 1


@pytest.mark.parametrize("password", ["short", "password123", "nadia@example.org"])
def test_a_weak_password_is_refused(password: str) -> None:
    sign_up(visitor(), password1=password, password2=password)
    assert not User.objects.exists()


def test_a_reset_tells_nothing_about_who_has_an_account() -> None:
    make_user(email="known@example.org")
    answers = [
        visitor().post("/accounts/password/reset/", {"email": name})
        for name in ("known@example.org", "x@y.example")
    ]
    assert answers[0]["Location"] == answers[1]["Location"]


def test_password_guessing_is_stopped(settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    settings.ACCOUNT_RATE_LIMITS = False
    make_user(email="known@example.org")
    client = visitor()
    for _ in range(3):
        client.post("/accounts/login/", {"login": "known@example.org", "password": "wrong-guess-1"})
    answer = client.post("/accounts/login/", {"login": "known@example.org", "password": PASSWORD})
    assert answer.status_code == 429
    assert "_auth_user_id" not in client.session


def test_guessing_one_account_locks_no_other(settings: Any) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    settings.ACCOUNT_RATE_LIMITS = False
    make_user(email="known@example.org")
    make_user(email="other@example.org")
    client = visitor()
    for _ in range(4):
        client.post("/accounts/login/", {"login": "known@example.org", "password": "wrong-guess-1"})
    client.post("/accounts/login/", {"login": "other@example.org", "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_a_forwarded_address_counts_only_behind_a_trusted_proxy(settings: Any) -> None:
    request = RequestFactory().get(
        "/", headers={"X-Forwarded-For": "6.6.6.6, 1.2.3.4"}, REMOTE_ADDR="10.0.0.1"
    )
    settings.TRUSTED_PROXIES = 0
    assert client_address(request) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert client_address(request) == "1.2.3.4"


def test_mail_is_printed_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = EmailMessage("Welcome", "Follow http://localhost/x", "podium@localhost", ["nadia@example.org"])
    assert TerminalBackend(file_path=str(tmp_path)).send_messages([message]) == 1
    printed = capsys.readouterr().out
    assert "mail to nadia@example.org: Welcome" in printed
    assert "Follow http://localhost/x" in printed
    assert "Welcome" in next(tmp_path.iterdir()).read_text()


def test_demo_people_are_made_once_and_can_sign_in() -> None:
    make_demo_people()
    people = make_demo_people()
    assert [(user.email, user.role) for user in people] == [(email, role) for email, _, role in DEMO_PEOPLE]
    assert User.objects.count() == 3
    assert people[0].emailaddress_set.get().verified


def test_a_role_is_given_by_the_operator() -> None:
    user = make_user(email="known@example.org")
    assert set_role(user=user, role="instructor").is_instructor
    with pytest.raises(ValueError, match="king"):
        set_role(user=user, role="king")


def test_a_person_without_a_name_goes_by_their_address() -> None:
    assert display_name(User(email="nadia@example.org")) == "nadia"
    assert str(User(email="nadia@example.org", name="Nadia")) == "Nadia"
