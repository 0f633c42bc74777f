"""Who calls: a browser's session (with its CSRF token), or a program's key."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from podium.accounts.models import ApiToken, User
from podium.accounts.services import digest_of, touch_token


class SessionAuthentication(authentication.SessionAuthentication):
    """DRF's own, answering 401 where nobody is signed in."""

    def authenticate_header(self, request: Request) -> str:
        """What a 401 says in WWW-Authenticate."""
        return "Session"


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer pdm_...`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The key's owner; None where no key was sent."""
        return authenticate_key(request.META.get("HTTP_AUTHORIZATION", ""))

    def authenticate_header(self, request: Request) -> str:
        """What a 401 says in WWW-Authenticate."""
        return "Bearer"


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API's description shows keys."""

    target_class = "podium.api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """The OpenAPI security scheme."""
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the API's description shows sessions."""

    target_class = "podium.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """The OpenAPI security scheme."""
        return {"type": "apiKey", "in": "cookie", "name": "podium_session"}


def authenticate_key(header: str) -> tuple[User, ApiToken] | None:
    """The owner of the key in an Authorization header; AuthenticationFailed for a key that opens nothing."""
    scheme, _, key = header.partition(" ")
    if scheme.lower() not in {"bearer", "token"}:
        return None
    token = ApiToken.objects.usable().select_related("user").filter(digest=digest_of(key.strip())).first()
    if token is None:
        raise exceptions.AuthenticationFailed("This token is not known, or it was revoked.", "invalid_token")
    touch_token(token=token, at=timezone.now())
    return token.user, token


def caller(request: HttpRequest) -> User | None:
    """Who calls a plain view such as a stream: the session's user or a key's owner; None where nobody."""
    if request.user.is_authenticated:
        return request.user
    try:
        found = authenticate_key(request.META.get("HTTP_AUTHORIZATION", ""))
    except exceptions.AuthenticationFailed:
        return None
    return found[0] if found else None
