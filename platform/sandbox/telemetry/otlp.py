"""A trace as an `ExportTraceServiceRequest` in OTLP's JSON: ids in lower-case hex, 64-bit integers as
strings, enumerations as numbers (the OTLP specification, JSON Protobuf encoding)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any

from sandbox import ENGINE_VERSION
from sandbox.engine.event import Event, log_bytes
from sandbox.telemetry import names
from sandbox.telemetry.span import Scalar, Span
from sandbox.telemetry.trace import Telling, make_trace
from workflow.document import Document

_KINDS = {"internal": 1, "client": 3}
_ERROR = 2


def export_trace(
    document: Document,
    events: Iterable[Event],
    telling: Telling,
    *,
    started_at: float = 0.0,
    identity: str = "",
) -> dict[str, Any]:
    """The request that a collector takes. `started_at` is the run's beginning in seconds since 1970; a
    simulated run has none, and begins at 0. The ids are made of `identity`, where the run has one (so that
    they stay while it goes on), else of the log: the same run always has the same ids."""
    known = tuple(events)
    trace_id = _digest(identity.encode() if identity else log_bytes(known), 16)
    spans = make_trace(document, known, telling)
    ids = [_digest(f"{trace_id}/{place}".encode(), 8) for place in range(len(spans))]
    resource = {names.SERVICE_NAME: "podium", names.SERVICE_VERSION: ENGINE_VERSION}
    scope = {
        "name": "podium.sandbox",
        "version": ENGINE_VERSION,
        "attributes": _attributes({names.CONVENTIONS: names.SEMCONV_VERSION}),
    }
    plain = [
        _plain(span, trace_id, ids[at], ids[span.parent] if span.parent is not None else "", started_at)
        for at, span in enumerate(spans)
    ]
    return {
        "resourceSpans": [
            {
                "resource": {"attributes": _attributes(resource)},
                "scopeSpans": [{"scope": scope, "spans": plain}],
            }
        ]
    }


def _plain(span: Span, trace_id: str, span_id: str, parent_id: str, started_at: float) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "traceId": trace_id,
        "spanId": span_id,
        "name": span.name,
        "kind": _KINDS[span.kind],
        "startTimeUnixNano": _nanoseconds(started_at, span.start),
        "endTimeUnixNano": _nanoseconds(started_at, span.start if span.end is None else span.end),
        "attributes": _attributes(span.attributes),
    }
    if parent_id:
        plain["parentSpanId"] = parent_id
    if span.events:
        plain["events"] = [
            {
                "name": event.name,
                "timeUnixNano": _nanoseconds(started_at, event.at),
                "attributes": _attributes(event.attributes),
            }
            for event in span.events
        ]
    if span.error:
        plain["status"] = {"code": _ERROR, "message": span.error}
    return plain


def _attributes(told: Mapping[str, Scalar]) -> Sequence[dict[str, Any]]:
    return [{"key": name, "value": _value(told[name])} for name in sorted(told)]


def _value(value: Scalar) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue": str(value)}
    if isinstance(value, float):
        return {"doubleValue": round(value, 9)}
    return {"stringValue": value}


def _nanoseconds(started_at: float, seconds: float) -> str:
    """Microseconds are what the log knows; both parts are rounded apart, so that no digit is lost."""
    return str((round(started_at * 1e6) + round(seconds * 1e6)) * 1000)


def _digest(content: bytes, size: int) -> str:
    return blake2b(content, digest_size=size).hexdigest()
