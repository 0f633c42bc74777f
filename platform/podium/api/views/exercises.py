"""Exercises as data."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from podium.api.serializers import ErrorSerializer
from podium.api.shapes import (
    ANY_OBJECT,
    ExerciseSerializer,
    ExerciseSummarySerializer,
    PracticeCaseSerializer,
)
from podium.courses.describe import describe, list_cases, summarise
from podium.courses.models import Exercise
from workflow.schema import json_schema


class ExerciseList(APIView):
    """Every exercise that is offered."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="list_exercises", responses=ExerciseSummarySerializer(many=True))
    def get(self, request: Request) -> Response:
        """By level, then by title."""
        return Response([summarise(row) for row in Exercise.objects.visible_to(request.user).in_order()])


class ExerciseDetail(APIView):
    """One exercise: its brief, world and starter. What would give the answer away stays on the server."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="get_exercise", responses={200: ExerciseSerializer, 404: ErrorSerializer})
    def get(self, request: Request, slug: str) -> Response:
        """The current version."""
        exercise = get_object_or_404(Exercise.objects.visible_to(request.user), slug=slug)
        return Response(describe(exercise.current))


class CaseList(APIView):
    """An exercise's public practice cases."""

    permission_classes = [AllowAny]

    @extend_schema(
        operation_id="list_cases", responses={200: PracticeCaseSerializer(many=True), 404: ErrorSerializer}
    )
    def get(self, request: Request, slug: str) -> Response:
        """What the input node gives in each."""
        exercise = get_object_or_404(Exercise.objects.visible_to(request.user), slug=slug)
        return Response(list_cases(exercise.current))


class WorkflowSchema(APIView):
    """The JSON Schema of workflow documents."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="get_workflow_schema", responses=ANY_OBJECT)
    def get(self, request: Request) -> Response:
        """Draft 2020-12."""
        return Response(json_schema())
