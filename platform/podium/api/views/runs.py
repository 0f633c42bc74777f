"""Practice runs."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from podium.accounts.person import person_of
from podium.api.errors import ApiError
from podium.api.serializers import (
    DecisionSerializer,
    RunSerializer,
    RunSummarySerializer,
    StartedSerializer,
    StartRunSerializer,
)
from podium.api.shapes import ANY_OBJECT, WITH_CONFLICTS, WITH_ERRORS
from podium.courses.models import Exercise
from podium.runs.gates import InvalidDecision
from podium.runs.models import Mode, Run
from podium.runs.services import InvalidRun, start_run
from podium.runs.tracing import trace_run
from podium.runs.waiting import NotWaiting, decide


class RunList(APIView):
    """The caller's practice runs."""

    throttle_scope = "runs"

    @extend_schema(operation_id="list_runs", responses=RunSummarySerializer(many=True))
    def get(self, request: Request) -> Response:
        """The newest 50."""
        rows = Run.objects.visible_to(request.user).select_related("version")[:50]
        return Response(RunSummarySerializer(rows, many=True).data)

    @extend_schema(
        operation_id="start_run",
        request=StartRunSerializer,
        responses={201: StartedSerializer, **WITH_ERRORS},
    )
    def post(self, request: Request) -> Response:
        """Run a document on a public case. Unlimited within the rate; nothing of it counts."""
        asked = StartRunSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        exercise = get_object_or_404(Exercise.objects.visible_to(request.user), slug=wish["exercise"])
        mode = Mode.LIVE if wish["live"] else Mode.SIMULATED
        if wish["live"] and not settings.LIVE_MODELS:
            raise ApiError("no_live_models", "No model endpoint is configured here; runs are simulated.")
        try:
            run = start_run(
                user=person_of(request), exercise=exercise, document=wish["document"], case_id=wish["case"],
                mode=mode, at=timezone.now(), pause_at_people=wish["pause_at_people"],
            )  # fmt: skip
        except InvalidRun as invalid:
            raise ApiError(invalid.code, str(invalid), problems=invalid.problems) from None
        return Response(started(run), status=status.HTTP_201_CREATED)


def started(run: Run) -> dict[str, str]:
    """Where the run and its events are."""
    return {
        "id": str(run.pk),
        "url": reverse("api:run", args=[run.pk]),
        "events_url": reverse("api:run-events", args=[run.pk]),
    }


class RunDetail(APIView):
    """One run."""

    @extend_schema(operation_id="get_run", responses={200: RunSerializer, **WITH_ERRORS})
    def get(self, request: Request, run_id: UUID) -> Response:
        """Its exact document, its events so far, and what came of it."""
        rows = Run.objects.visible_to(request.user).select_related("version").prefetch_related("events")
        return Response(RunSerializer(get_object_or_404(rows, pk=run_id)).data)


class RunDecisions(APIView):
    """Decisions at the gates of a run that waits for its learner."""

    throttle_scope = "runs"

    @extend_schema(
        operation_id="decide_at_gate",
        request=DecisionSerializer,
        responses={200: RunSerializer, **WITH_CONFLICTS},
    )
    def post(self, request: Request, run_id: UUID) -> Response:
        """Approve or reject, with corrections; the run goes on. 409 where the gate is not open (any more)."""
        asked = DecisionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        rows = Run.objects.visible_to(request.user).select_related("version").prefetch_related("events")
        get_object_or_404(rows, pk=run_id)
        try:
            decide(
                user=person_of(request), run_id=run_id, step_id=wish["step"], port=wish["port"],
                edits=wish["values"], comment=wish["comment"], at=timezone.now(),
            )  # fmt: skip
        except NotWaiting as refused:
            raise ApiError("not_waiting", str(refused), status_code=status.HTTP_409_CONFLICT) from None
        except InvalidDecision as invalid:
            raise ApiError("invalid_decision", str(invalid), problems=invalid.problems) from None
        return Response(RunSerializer(rows.get(pk=run_id)).data)


class RunTrace(APIView):
    """A run as an OpenTelemetry trace."""

    @extend_schema(
        operation_id="get_run_trace",
        parameters=[
            OpenApiParameter("content", bool, description="Also what models were told and said (opt-in).")
        ],
        responses={200: ANY_OBJECT, **WITH_ERRORS},
    )
    def get(self, request: Request, run_id: UUID) -> Response:
        """An ExportTraceServiceRequest in OTLP's JSON, with the GenAI semantic conventions."""
        rows = Run.objects.visible_to(request.user).select_related("version").prefetch_related("events")
        content = request.query_params.get("content", "") in ("1", "true")
        return Response(trace_run(get_object_or_404(rows, pk=run_id), content=content))
