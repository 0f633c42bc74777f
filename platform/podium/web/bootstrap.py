"""What the Studio needs to start, in one piece."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from podium.accounts.models import display_name
from podium.courses.describe import describe, list_cases
from podium.runs.models import Run
from podium.studio.models import Draft
from podium.submissions.queries import count_attempts
from sandbox.world.hazards import HAZARDS


def studio_bootstrap(*, draft: Draft, csrf: str, at: datetime) -> dict[str, Any]:
    """Plain data for the page's `studio-bootstrap` script element."""
    exercise, user = draft.exercise, draft.user
    attempts = count_attempts(user=user, exercise=exercise, at=at)
    last_run = Run.objects.visible_to(user).defer("document").last_of(draft.version)
    return {
        "exercise": describe(draft.version),
        "draft": {
            "document": draft.document,
            "revision": draft.revision,
            "saved_at": draft.saved_at.isoformat(),
        },
        "cases": list_cases(draft.version),
        "user": {"id": str(user.pk), "name": display_name(user), "role": user.role},
        "attempts": {"used": attempts.used, "limit": attempts.limit, "next_at": attempts.next_at},
        "last_run": str(last_run.pk) if last_run else None,
        "hazards": {slug: hazard.title for slug, hazard in HAZARDS.items()},
        "live_models": settings.LIVE_MODELS,
        "endpoints": {
            "check": reverse("api:check"),
            "reading": reverse("api:reading"),
            "draft": reverse("api:draft", args=[exercise.slug]),
            "draft_versions": reverse("api:draft-versions", args=[exercise.slug]),
            "runs": reverse("api:runs"),
            "submissions": reverse("api:submissions"),
            "schema": reverse("api:workflow-schema"),
            "exercise_page": reverse("exercise", args=[exercise.slug]),
        },
        "csrf": csrf,
    }
