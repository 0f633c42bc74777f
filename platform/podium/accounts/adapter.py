"""Where allauth and axes meet our people."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """allauth's own behaviour with our client address."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that rate limits count by."""
        return client_address(request)


def client_address(request: HttpRequest) -> str:
    """The caller's address: the connection's own, or what the last of our trusted proxies saw."""
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.TRUSTED_PROXIES and len(chain) >= settings.TRUSTED_PROXIES:
        return str(chain[-settings.TRUSTED_PROXIES])
    return str(request.META.get("REMOTE_ADDR") or "127.0.0.1")


def tried_email(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The e-mail address of a sign-in attempt, as axes counts them."""
    given = credentials or {}
    tried = given.get("email") or given.get("username") or request.POST.get("login", "")
    return str(tried).strip().lower()
