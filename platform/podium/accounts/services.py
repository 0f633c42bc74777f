"""Writes about people and their tokens."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction

from podium.accounts.models import ApiToken, Role, User

TOKEN_PREFIX = "pdm_"  # noqa: S105
DEMO_PASSWORD = "rehearsal-room"  # noqa: S105 - printed on the demo's own sign-in page
DEMO_PEOPLE = (
    ("learner@demo.example", "Lena Learner", Role.LEARNER),
    ("instructor@demo.example", "Ivo Instructor", Role.INSTRUCTOR),
    ("manager@demo.example", "Mara Manager", Role.MANAGER),
)


def digest_of(key: str) -> str:
    """What is kept of a token: keys are long and random, so one plain hash is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def create_token(*, user: User, name: str, at: datetime) -> tuple[ApiToken, str]:
    """A new token and its key. The key cannot be read again."""
    key = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=user, name=name, prefix=key[:10], digest=digest_of(key), created_at=at
    )
    return token, key


def revoke_token(*, token: ApiToken, at: datetime) -> None:
    """Close the door for a token; doing it again changes nothing."""
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=at)


def touch_token(*, token: ApiToken, at: datetime) -> None:
    """Note that a token was used, at most once a minute."""
    if token.last_used_at is None or at - token.last_used_at > timedelta(minutes=1):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)


@transaction.atomic
def make_demo_people() -> list[User]:
    """The demo's learner, instructor and manager, with the password everybody knows."""
    people = []
    for email, name, role in DEMO_PEOPLE:
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, DEMO_PASSWORD, name=name, role=role)
        EmailAddress.objects.get_or_create(
            user=user, email=email, defaults={"verified": True, "primary": True}
        )
        people.append(user)
    return people


@transaction.atomic
def set_role(*, user: User, role: str) -> User:
    """Give a person another role."""
    user.role = Role(role)
    user.save(update_fields=["role"])
    return user
