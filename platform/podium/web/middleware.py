"""What every answer gets on its way out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PrivatePagesMiddleware:
    """Pages made for a signed-in person stay out of shared caches, and no answer opens a browser's
    sensors."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._is_async = iscoroutinefunction(get_response)
        if self._is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> HttpResponseBase | Awaitable[HttpResponseBase]:
        if self._is_async:
            return self._answer_later(request)
        return _mark(request, self.get_response(request))

    async def _answer_later(self, request: HttpRequest) -> HttpResponseBase:
        response: HttpResponseBase = await self.get_response(request)  # type: ignore[misc]
        return _mark(request, response)


def _mark(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    headers = response.headers
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")
    if "podium_session" in request.COOKIES or hasattr(request, "auth"):
        headers.setdefault("Cache-Control", "private, no-store")
    return response
