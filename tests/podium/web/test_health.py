"""/healthz, the security headers, and the settings report."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from podium.accounts.models import User
from podium.web.settings_report import check_settings
from tests.podium.making import client_for, make_exercise, make_submission

pytestmark = [pytest.mark.usefixtures("no_pokes"), pytest.mark.django_db]


def health() -> tuple[int, dict[str, Any]]:
    answer = Client(SERVER_NAME="localhost").get("/healthz")
    return answer.status_code, answer.json()


def test_a_site_with_nothing_to_do_is_well() -> None:
    assert health() == (200, {"status": "ok", "database": "ok", "waiting": 0, "oldest_ungraded_seconds": 0.0})


def test_a_submission_that_waits_too_long_is_a_fault(learner: User) -> None:
    make_submission(learner, at=timezone.now() - timedelta(seconds=100))
    assert health()[0] == 200
    make_submission(learner, at=timezone.now() - timedelta(hours=1))
    code, body = health()
    assert (code, body["status"], body["waiting"]) == (503, "behind", 2)
    assert 3600 <= body["oldest_ungraded_seconds"] < 3700


def test_every_answer_tells_the_browser_to_be_careful(learner: User) -> None:
    make_exercise()
    for address in ("/", "/studio/post-desk/", "/api/v1/me/", "/no-such-page/"):
        headers = client_for(learner).get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        script = next(part for part in policy.split("; ") if part.startswith("script-src "))
        assert "unsafe" not in script
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "private, no-store"


def test_each_finding_of_the_settings_check_has_a_meaning() -> None:
    findings = check_settings()
    assert {finding.state for finding in findings} <= {"set", "default", "missing", "wrong"}
    assert all(finding.meaning for finding in findings)
