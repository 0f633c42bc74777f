"""The addresses of the event streams. They are plain async views: DRF knows no streams."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.http import HttpRequest, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from podium.api.authentication import caller
from podium.api.errors import error_body
from podium.runs.feed import read_runs
from podium.runs.models import Run
from podium.streams.hub import Read, hub_for
from podium.submissions.feed import read_submissions
from podium.submissions.models import Submission


async def run_events(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """`event: step` for each event of the journal, then `event: end`. Goes on after Last-Event-ID."""
    return await stream(request, run_id, Run.objects.visible_to, read_runs)


async def submission_events(request: HttpRequest, submission_id: UUID) -> HttpResponseBase:
    """`event: status` for each change until the submission has come to an end."""
    return await stream(request, submission_id, Submission.objects.visible_to, read_submissions)


async def stream(
    request: HttpRequest, subject: UUID, visible_to: Callable[[Any], Any], read: Read
) -> HttpResponseBase:
    """The subject's messages for a caller who may see it; 401, 404 or 405 in the API's error shape."""
    if request.method != "GET":
        return JsonResponse(error_body("method_not_allowed", "A stream is read with GET."), status=405)
    refusal = await sync_to_async(_refuse)(request, subject, visible_to)
    if refusal is not None:
        return refusal
    response = StreamingHttpResponse(
        hub_for(read).listen(subject, _last_number(request)), content_type="text/event-stream"
    )
    response["Cache-Control"] = "no-cache, no-store"
    response["X-Accel-Buffering"] = "no"  # nginx: pass each event on at once
    return response


def _refuse(request: HttpRequest, subject: UUID, visible_to: Callable[[Any], Any]) -> JsonResponse | None:
    try:
        user = caller(request)
        if user is None:
            return JsonResponse(error_body("not_authenticated", "Sign in, or send a token."), status=401)
        if not visible_to(user).filter(pk=subject).exists():
            message = "There is nothing here, or it is not yours to see."
            return JsonResponse(error_body("not_found", message), status=404)
        return None
    finally:
        close_old_connections()  # the stream stays open for minutes; the connection must not


def _last_number(request: HttpRequest) -> int:
    given = request.headers.get("Last-Event-ID") or request.GET.get("last_event_id") or "0"
    return int(given) if given.isascii() and given.isdigit() and len(given) < 12 else 0
