"""What an endpoint's failure means: a word, a sentence, and how long it asks to wait."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from sandbox.models.protocol import ModelError, Trouble
from sandbox.step import Status

_BY_STATUS: Mapping[int, tuple[Status, Trouble, str]] = {
    401: ("error", "refused_key", "The endpoint refused the key."),
    403: ("error", "refused_key", "The endpoint refused the key."),
    404: ("error", "not_found", "The endpoint knows no such address or model (status 404)."),
    408: ("timeout", "timeout", "The endpoint gave up waiting (status 408)."),
    429: ("rate_limited", "rate_limit", "The endpoint asks to wait: too many requests."),
    504: ("timeout", "timeout", "The endpoint did not get an answer in time (status 504)."),
}
LONGEST_WAIT = 3600.0
"""Seconds; whoever asks for more is not waited for."""


def explain(error: Exception) -> ModelError:
    """The client's exception as an event. The provider's own text and the key never appear in it."""
    response = getattr(error, "response", None)
    if response is not None and hasattr(error, "status_code"):
        return _explain_status(error, int(response.status_code), response.headers)
    if type(error).__name__ == "APITimeoutError":
        return ModelError("timeout", "The endpoint did not answer in time.", reason="timeout")
    if type(error).__name__ == "APIConnectionError":
        return ModelError("error", "The endpoint could not be reached.", reason="unreachable")
    return ModelError("error", "The endpoint's answer could not be read.", reason="unreadable")


def _explain_status(error: Exception, http_status: int, headers: Mapping[str, str]) -> ModelError:
    if getattr(error, "code", None) == "insufficient_quota":
        message = "The endpoint's quota is used up."
        return ModelError("exhausted", message, reason="quota", http_status=http_status)
    reason: Trouble = "server_error" if http_status >= 500 else "bad_request"
    usual: tuple[Status, Trouble, str] = (
        "error",
        reason,
        f"The endpoint answered with status {http_status}.",
    )
    status, reason, message = _BY_STATUS.get(http_status, usual)
    return ModelError(status, message, read_wait(headers), reason=reason, http_status=http_status)


def read_wait(headers: Mapping[str, str]) -> float:
    """The seconds that a `retry-after` header asks for, as a number or as a date (counted from the answer's
    own date); 0 where it asks for nothing one can read or wait for."""
    asked = headers.get("retry-after", "")
    try:
        seconds = float(asked)
    except ValueError:
        seconds = _until(asked, headers.get("date", ""))
    return seconds if 0.0 <= seconds <= LONGEST_WAIT else 0.0


def _until(asked: str, now: str) -> float:
    try:
        return (parsedate_to_datetime(asked) - parsedate_to_datetime(now)).total_seconds()
    except (TypeError, ValueError):
        return 0.0


def read_cost(usage: Any) -> float | None:
    """What an answer cost, where its usage tells (as some routers of models do); None where it does not."""
    told = getattr(usage, "cost", None)
    is_number = isinstance(told, int | float) and not isinstance(told, bool)
    return float(told) if is_number and told is not None and 0.0 <= told < float("inf") else None
