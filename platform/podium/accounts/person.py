"""Who is behind a request, where somebody must be."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from rest_framework.request import Request

from podium.accounts.models import User


def person_of(request: HttpRequest | Request) -> User:
    """The signed-in person; PermissionDenied where a view forgot to ask for one."""
    if isinstance(request.user, User):
        return request.user
    raise PermissionDenied
