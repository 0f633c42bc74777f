"""What happened in a run, one typed entry at a time: a run is its event log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

from sandbox.engine.bundle import Names

Path = tuple[tuple[str, int], ...]

EventType = Literal[
    "run_started",
    "step_started",
    "step_finished",
    "step_failed",
    "step_passed",
    "step_skipped",
    "retry_scheduled",
    "fallback_taken",
    "turn_started",
    "item_started",
    "plan_made",
    "effect_done",
    "incident",
    "run_finished",
]


class Event(NamedTuple):
    """One entry: `at` in seconds of the run's own clock, the node's id (None: the run), the place inside
    containers, and what the type calls for as plain data."""

    seq: int
    at: float
    type: EventType
    node: str | None
    path: Path
    data: Mapping[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """Plain data: numbers rounded to six places, the path as a list of [container, number] pairs."""
        return {
            "seq": self.seq,
            "at": round(self.at, 6),
            "type": self.type,
            "node": self.node,
            "path": [[node, number] for node, number in self.path],
            "data": rounded(self.data),
        }


def log_bytes(events: Iterable[Event]) -> bytes:
    """The log as canonical JSON lines: sorted keys, no spaces, UTF-8, a newline after each event."""
    return b"".join(canonical(event.as_dict()) for event in events)


def canonical(data: Any) -> bytes:
    """Plain data as one line of canonical JSON. What cannot be encoded is replaced by a question mark."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "replace") + b"\n"


def rounded(value: Any) -> Any:
    """The same data with numbers rounded to six places, tuples and mappings made plain, sets sorted."""
    if isinstance(value, float):
        return round(value, 6) + 0.0
    if isinstance(value, Mapping):
        return {str(key): rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple | Names):
        return [rounded(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(rounded(item) for item in value)
    return value
