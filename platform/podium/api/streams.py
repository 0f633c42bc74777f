"""Server-sent events: runs and submissions as they go on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse


async def run_events(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Not written yet."""
    return HttpResponse(status=501)


async def submission_events(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Not written yet."""
    return HttpResponse(status=501)
