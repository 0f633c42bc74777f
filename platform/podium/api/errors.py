"""One shape for every error: `{"error": {"code", "message", "problems"?}}`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from workflow.problem import Problem


class ApiError(exceptions.APIException):
    """An answer that is not the wished one: a code for programs, a message for people, `extra` beside the
    error."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status_code: int = status.HTTP_400_BAD_REQUEST,
        problems: Iterable[Problem] = (),
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message, code)
        self.status_code = status_code
        self.message = message
        self.code = code
        self.problems = tuple(problems)
        self.extra = extra or {}


def error_body(code: str, message: str, problems: Iterable[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The one error shape."""
    error: dict[str, Any] = {"code": code, "message": message}
    if problems is not None:
        error["problems"] = list(problems)
    return {"error": error}


def answer_exception(exception: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler, in our shape; None (a 500) for what nobody foresaw."""
    if isinstance(exception, RequestDataTooBig):
        exception = ApiError(
            "too_large", "The request is too large.", status_code=status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
        )
    response = exception_handler(exception, context)
    if response is None:
        return None
    if isinstance(exception, ApiError):
        problems = [problem.as_dict() for problem in exception.problems] or None
        response.data = {**error_body(exception.code, exception.message, problems), **exception.extra}
    elif isinstance(exception, exceptions.ValidationError):
        problems = list(_field_problems(exception.detail, ""))
        response.data = error_body("invalid_request", "The request is not what this address takes.", problems)
    elif isinstance(exception, Http404):
        response.data = error_body("not_found", "There is nothing here, or it is not yours to see.")
    elif isinstance(exception, PermissionDenied):
        response.data = error_body("permission_denied", "Your role does not allow this.")
    elif isinstance(exception, exceptions.APIException):
        response.data = error_body(_code_of(exception), str(exception.detail))
    return response


def _code_of(exception: exceptions.APIException) -> str:
    codes = exception.get_codes()
    return codes if isinstance(codes, str) else exception.default_code


def _field_problems(detail: Any, pointer: str) -> Iterable[dict[str, Any]]:
    if isinstance(detail, dict):
        for key, inner in detail.items():
            name = "" if key == "non_field_errors" else f"/{key}"
            yield from _field_problems(inner, pointer + name)
    elif isinstance(detail, list):
        for position, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from _field_problems(inner, f"{pointer}/{position}" if nested else pointer)
    else:
        yield Problem(
            code=str(getattr(detail, "code", "invalid")),
            pointer=pointer,
            message=str(detail),
            remedy="Send this field as the API's description says.",
            field=pointer.rpartition("/")[2] or None,
        ).as_dict()
