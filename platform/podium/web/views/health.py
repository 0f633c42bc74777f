"""Whether the site is well, for machines."""

from __future__ import annotations

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from podium.submissions.models import Submission
from podium.submissions.queries import oldest_waiting_seconds


def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the database answers and no submission waits longer than PODIUM_STALE_SECONDS; else 503."""
    try:
        age = oldest_waiting_seconds(at=timezone.now())
        waiting = Submission.objects.waiting().count()
    except DatabaseError:
        return JsonResponse({"status": "down", "database": "unreachable"}, status=503)
    is_stale = age > settings.STALE_SECONDS
    body = {
        "status": "behind" if is_stale else "ok",
        "database": "ok",
        "waiting": waiting,
        "oldest_ungraded_seconds": round(age, 1),
    }
    return JsonResponse(body, status=503 if is_stale else 200)
