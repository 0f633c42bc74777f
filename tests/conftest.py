"""The cast: a learner, a classmate, an instructor, a manager and a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from podium.accounts.models import User


def _person(name: str, role: str = "learner") -> User:
    from tests.podium.making import make_user

    return make_user(email=f"{name}@example.org", name=name.capitalize(), role=role)


@pytest.fixture
def learner(db: None) -> User:
    """Somebody who learns; most tests are about them."""
    return _person("learner")


@pytest.fixture
def classmate(db: None) -> User:
    """Another learner, who must see nothing of the first."""
    return _person("classmate")


@pytest.fixture
def instructor(db: None) -> User:
    """Somebody who reads learners' submissions."""
    return _person("instructor", "instructor")


@pytest.fixture
def manager(db: None) -> User:
    """Somebody who runs the installation."""
    return _person("manager", "manager")


@pytest.fixture
def stranger() -> None:
    """Nobody: a visitor who is not signed in."""
    return


@pytest.fixture
def no_pokes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Pokes are counted here instead of sent."""
    from podium.celery import app

    sent: list[str] = []
    monkeypatch.setattr(app, "send_task", lambda name, **options: sent.append(name))
    yield sent
