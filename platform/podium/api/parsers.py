"""Reading request bodies without trusting them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework import status
from rest_framework.parsers import JSONParser

from podium.api.errors import ApiError
from workflow.limits import check_data


class GuardedJSONParser(JSONParser):
    """JSON with the limits of workflow documents: size, depth, no NaN or infinities, no lone surrogates or
    NUL."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The body's data; ApiError where it cannot be read or holds what no workflow may hold."""
        body = stream.read(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
        if len(body) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise ApiError(
                "too_large", "The request is too large.", status_code=status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
            )
        data = _read_json(body)
        problems = check_data(data)
        if problems:
            raise ApiError("unreadable", problems[0].message, problems=problems)
        return data


def _read_json(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except RecursionError:
        raise ApiError("unreadable", "The request is nested too deeply.") from None
    except UnicodeDecodeError:
        raise ApiError("unreadable", "The request is not UTF-8 text.") from None
    except json.JSONDecodeError as error:
        message = f"This is not JSON: line {error.lineno}, character {error.colno}: {error.msg}."
        raise ApiError("unreadable", message) from None
    except ValueError as error:  # a number with too many digits, NaN, Infinity
        raise ApiError("unreadable", f"The request holds what is no number: {error}.") from None


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)
