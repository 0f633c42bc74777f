"""The caller, and their tokens."""

from __future__ import annotations

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from podium.accounts.models import ApiToken
from podium.accounts.person import person_of
from podium.accounts.services import create_token, revoke_token
from podium.api.serializers import MeSerializer, NewTokenSerializer, TokenSerializer
from podium.api.shapes import WITH_ERRORS


class Me(APIView):
    """Who calls."""

    @extend_schema(operation_id="get_me", responses={200: MeSerializer, **WITH_ERRORS})
    def get(self, request: Request) -> Response:
        """The caller."""
        return Response(MeSerializer(request.user).data)


class TokenList(APIView):
    """The caller's tokens."""

    throttle_scope = "tokens"

    @extend_schema(operation_id="list_tokens", responses=TokenSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Without their keys, which are not kept."""
        return Response(TokenSerializer(ApiToken.objects.visible_to(request.user), many=True).data)

    @extend_schema(
        operation_id="create_token",
        request=TokenSerializer,
        responses={201: NewTokenSerializer, **WITH_ERRORS},
    )
    def post(self, request: Request) -> Response:
        """A new token; its key is in this answer and nowhere else."""
        asked = TokenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        token, key = create_token(
            user=person_of(request), name=asked.validated_data["name"], at=timezone.now()
        )
        return Response({**TokenSerializer(token).data, "key": key}, status=status.HTTP_201_CREATED)


class TokenDetail(APIView):
    """One of the caller's tokens."""

    @extend_schema(operation_id="revoke_token", responses={204: None, **WITH_ERRORS})
    def delete(self, request: Request, token_id: UUID) -> Response:
        """Revoke it."""
        token = get_object_or_404(ApiToken.objects.visible_to(request.user), pk=token_id)
        revoke_token(token=token, at=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
