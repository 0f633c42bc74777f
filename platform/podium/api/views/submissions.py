"""Submissions."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from podium.accounts.person import person_of
from podium.api.errors import ApiError
from podium.api.serializers import (
    AcceptedSerializer,
    AttemptsSerializer,
    SubmissionSerializer,
    SubmissionSummarySerializer,
    SubmitSerializer,
)
from podium.api.shapes import WITH_ERRORS
from podium.courses.models import Exercise
from podium.submissions.models import Submission
from podium.submissions.queries import count_attempts
from podium.submissions.services import AttemptsUsed, submit


class SubmissionList(generics.ListAPIView):
    """Submissions the caller may see."""

    serializer_class = SubmissionSummarySerializer
    throttle_scope = "submissions"

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """A learner's own; an instructor reads all."""
        return Submission.objects.visible_to(self.request.user).select_related("exercise", "grade")

    @extend_schema(
        operation_id="submit", request=SubmitSerializer, responses={202: AcceptedSerializer, **WITH_ERRORS}
    )
    def post(self, request: Request) -> Response:
        """Queue a document for grading; 429 `attempts_used` where no attempt is left today."""
        asked = SubmitSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        wish = dict(asked.validated_data)
        slug = wish.pop("exercise")
        exercise = get_object_or_404(Exercise.objects.visible_to(request.user), slug=slug)
        try:
            submission, _ = submit(user=person_of(request), exercise=exercise, at=timezone.now(), **wish)
        except AttemptsUsed as used:
            raise attempts_used(used) from None
        return Response(accepted(submission), status=status.HTTP_202_ACCEPTED)


def attempts_used(used: AttemptsUsed) -> ApiError:
    """Says when the next attempt is free."""
    attempts = AttemptsSerializer(used.attempts).data
    message = f"All {used.attempts.limit} graded attempts of the last 24 hours are used."
    return ApiError(
        "attempts_used",
        message,
        status_code=status.HTTP_429_TOO_MANY_REQUESTS,
        extra={"attempts": attempts},
    )


def accepted(submission: Submission) -> dict[str, str]:
    """Where the submission and its progress are."""
    return {
        "id": str(submission.pk),
        "url": reverse("api:submission", args=[submission.pk]),
        "events_url": reverse("api:submission-events", args=[submission.pk]),
        "page_url": reverse("submission", args=[submission.pk]),
    }


class SubmissionDetail(APIView):
    """One submission."""

    @extend_schema(operation_id="get_submission", responses={200: SubmissionSerializer, **WITH_ERRORS})
    def get(self, request: Request, submission_id: UUID) -> Response:
        """Its status, and its grade with the evidence where it is graded."""
        rows = Submission.objects.visible_to(request.user).select_related("exercise", "grade")
        return Response(SubmissionSerializer(get_object_or_404(rows, pk=submission_id)).data)


class Attempts(APIView):
    """The caller's attempts at an exercise."""

    @extend_schema(operation_id="get_attempts", responses={200: AttemptsSerializer, **WITH_ERRORS})
    def get(self, request: Request, slug: str) -> Response:
        """Used and left within the last 24 hours."""
        exercise = get_object_or_404(Exercise.objects.visible_to(request.user), slug=slug)
        attempts = count_attempts(user=person_of(request), exercise=exercise, at=timezone.now())
        return Response(AttemptsSerializer(attempts).data)
