"""What the Studio asks while a learner works: is it valid, how is it read."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from podium.accounts.person import person_of
from podium.api.serializers import (
    CheckedSerializer,
    CheckSerializer,
    ReadingRequestSerializer,
    ReadingSerializer,
)
from podium.api.shapes import WITH_ERRORS
from podium.courses.checking import check_document, read_instructions
from podium.courses.models import Exercise
from podium.studio.services import working_version


class Check(APIView):
    """Validate a document against an exercise: every problem at once."""

    @extend_schema(
        operation_id="check_document",
        request=CheckSerializer,
        responses={200: CheckedSerializer, **WITH_ERRORS},
    )
    def post(self, request: Request) -> Response:
        """200 also where the document is not valid; `valid` says so."""
        asked = CheckSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        exercise = get_object_or_404(
            Exercise.objects.visible_to(request.user), slug=asked.validated_data["exercise"]
        )
        checked = check_document(
            working_version(user=person_of(request), exercise=exercise),
            document=asked.validated_data.get("document"),
            text=asked.validated_data.get("text"),
        )
        return Response(checked)


class Reading(APIView):
    """The sandbox's reading of instructions: what was understood in each sentence, never what is needed."""

    @extend_schema(
        operation_id="read_instructions",
        request=ReadingRequestSerializer,
        responses={200: ReadingSerializer, **WITH_ERRORS},
    )
    def post(self, request: Request) -> Response:
        """Sentences in order."""
        asked = ReadingRequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        get_object_or_404(Exercise.objects.visible_to(request.user), slug=asked.validated_data["exercise"])
        return Response(read_instructions(asked.validated_data["text"]))
