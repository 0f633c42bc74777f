"""A span of a trace: a stretch of a run, before it has ids and a place in anybody's calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Scalar = str | int | float | bool


@dataclass(slots=True)
class SpanEvent:
    """Something that happened at a moment; `at` in seconds of the run's own clock."""

    name: str
    at: float
    attributes: Mapping[str, Scalar]


@dataclass(slots=True)
class Span:
    """A stretch of a run. `parent` is the place of the span around it in the trace's list, None for the root;
    `end` is None while it goes on; `error` is what went wrong, in words, where something did."""

    name: str
    parent: int | None
    start: float
    kind: Literal["internal", "client"] = "internal"
    end: float | None = None
    attributes: dict[str, Scalar] = field(default_factory=dict)
    events: list[SpanEvent] = field(default_factory=list)
    error: str = ""
