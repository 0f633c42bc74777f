"""Test data: plain functions, each with what matters as arguments."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.test import AsyncClient, Client

from exercises.loader import Package, load_folder
from grading.score import Grade, SkillScore
from podium.accounts.models import User
from podium.courses.models import Exercise, ExerciseVersion
from podium.runs.models import Mode, Run
from podium.runs.services import start_run
from podium.submissions.models import Submission
from podium.submissions.services import submit

DATA = Path(__file__).parent / "data"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


PASSWORD = "a-long-enough-one"


@cache
def _hashed() -> str:
    return make_password(PASSWORD, hasher="md5")


def make_user(*, email: str, name: str = "", role: str = "learner") -> User:
    """A person, whose password is PASSWORD (hashed once: it is slow on purpose)."""
    return User.objects.create(email=email, name=name, role=role, password=_hashed())


@cache
def post_desk() -> Package:
    """The smallest exercise that can be graded."""
    return load_folder(DATA / "post-desk")


def make_exercise(slug: str = "post-desk", level: int = 2) -> Exercise:
    """The post desk as an exercise of the database, under any slug."""
    package = post_desk()
    folder = DATA / "post-desk"
    files = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    exercise, _ = Exercise.objects.get_or_create(
        slug=slug, defaults={"title": package.title, "level": level, "kind": package.kind}
    )
    if exercise.current is not None:
        return exercise
    exercise.current, _ = ExerciseVersion.objects.get_or_create(
        exercise=exercise,
        content_hash=package.version,
        defaults={
            "title": package.title,
            "summary": package.summary,
            "level": level,
            "kind": package.kind,
            "minutes": package.minutes,
            "skills": dict(package.skills),
            "duties": list(package.duties),
            "files": files,
            "created_at": NOON,
        },
    )
    exercise.save()
    return exercise


def make_document(instructions: str = "Sort {{letter}}.") -> dict[str, Any]:
    """A valid workflow for the post desk."""
    clerk = {"id": "clerk", "kind": "agent", "agent": "clerk", "model": "small", "yields": ["department"]}
    return {
        "podium": 1,
        "nodes": [
            {"id": "start", "kind": "input", "values": ["letter"]},
            {**clerk, "instructions": instructions},
            {"id": "end", "kind": "output", "values": ["department"]},
        ],
        "edges": [
            {"from": "start.letter", "to": "clerk.in"},
            {"from": "clerk.department", "to": "end.in"},
        ],
    }


def make_submission(
    user: User,
    *,
    exercise: Exercise | None = None,
    document: Any = None,
    key: str = "",
    at: datetime = NOON,
) -> Submission:
    """A submission in the queue."""
    submission, _ = submit(
        user=user,
        exercise=exercise or make_exercise(),
        document=document or make_document(),
        idempotency_key=key or uuid4().hex,
        at=at,
    )
    return submission


def make_run(user: User, *, document: Any = None, case: str = "practice-clean-1", at: datetime = NOON) -> Run:
    """A finished practice run."""
    return start_run(
        user=user,
        exercise=make_exercise(),
        document=document or make_document(),
        case_id=case,
        mode=Mode.SIMULATED,
        at=at,
    )


def make_grade(*, passed: bool = True, score: int = 80, outcome: int = 75) -> Grade:
    """What the grader might say."""
    skills = ("systems_thinking", "prompt_quality", "outcome_validation")
    return Grade(
        exercise="post-desk",
        exercise_version=post_desk().version,
        engine_version="1",
        detector_version="1",
        form="form",
        passed=passed,
        outcome=outcome,
        skills=tuple(SkillScore(skill, score, ()) for skill in skills),
        incidents=0,
        incidents_tolerated=0,
    )


def client_for(user: User | None) -> Client:
    """A browser in which that person is signed in; nobody for None."""
    client = Client(SERVER_NAME="localhost")
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client


def async_client_for(user: User | None) -> AsyncClient:
    """The same for streams."""
    client = AsyncClient(SERVER_NAME="localhost")
    if user is not None:
        client.force_login(user, backend=BACKEND)
    return client
