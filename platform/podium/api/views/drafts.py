"""Drafts."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from podium.accounts.person import person_of
from podium.api.errors import ApiError
from podium.api.serializers import DraftSerializer, KeptVersionSerializer, SaveDraftSerializer
from podium.api.shapes import WITH_ERRORS, ConflictSerializer
from podium.courses.models import Exercise
from podium.studio.models import Draft, KeptVersion
from podium.studio.services import DraftConflict, open_draft, restore_version, save_draft


def own_draft(request: Request, slug: str) -> Draft:
    """The caller's draft for an exercise, begun from the starter where there is none."""
    exercise = get_object_or_404(Exercise.objects.visible_to(request.user), slug=slug)
    return open_draft(user=person_of(request), exercise=exercise, at=timezone.now())


class DraftDetail(APIView):
    """The caller's draft for an exercise."""

    @extend_schema(operation_id="get_draft", responses={200: DraftSerializer, **WITH_ERRORS})
    def get(self, request: Request, slug: str) -> Response:
        """The draft as it stands; begun from the starter where there was none."""
        return Response(DraftSerializer(own_draft(request, slug)).data)

    @extend_schema(
        operation_id="save_draft",
        request=SaveDraftSerializer,
        responses={200: DraftSerializer, 409: ConflictSerializer, **WITH_ERRORS},
    )
    def put(self, request: Request, slug: str) -> Response:
        """Save over the revision that the caller had seen; 409 with the current draft where another was
        first. The refused document is kept among the draft's versions."""
        asked = SaveDraftSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        try:
            draft = save_draft(draft=own_draft(request, slug), at=timezone.now(), **asked.validated_data)
        except DraftConflict as conflict:
            raise draft_conflict(conflict) from None
        return Response(DraftSerializer(draft).data)


def draft_conflict(conflict: DraftConflict) -> ApiError:
    """Both documents named: the one that stands, and where the refused one was kept."""
    return ApiError(
        "draft_conflict",
        "This draft was saved in another tab or by another program meanwhile. Yours was kept as a version.",
        status_code=status.HTTP_409_CONFLICT,
        extra={"current": DraftSerializer(conflict.current).data, "kept": str(conflict.kept.pk)},
    )


class DraftVersions(APIView):
    """The kept versions of the caller's draft."""

    @extend_schema(
        operation_id="list_draft_versions", responses={200: KeptVersionSerializer(many=True), **WITH_ERRORS}
    )
    def get(self, request: Request, slug: str) -> Response:
        """Newest first."""
        return Response(KeptVersionSerializer(own_draft(request, slug).kept.all(), many=True).data)


class DraftVersionRestore(APIView):
    """Putting a kept version back."""

    @extend_schema(
        operation_id="restore_draft_version", request=None, responses={200: DraftSerializer, **WITH_ERRORS}
    )
    def post(self, request: Request, slug: str, version_id: UUID) -> Response:
        """The draft with that version's document; what stood there is kept."""
        draft = own_draft(request, slug)
        kept = get_object_or_404(KeptVersion.objects.filter(draft=draft), pk=version_id)
        return Response(DraftSerializer(restore_version(draft=draft, kept=kept, at=timezone.now())).data)
