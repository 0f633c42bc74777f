"""One server-sent event."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

KEEP_ALIVE = b": still here\n\n"
RETRY = b"retry: 2000\n\n"


@dataclass(frozen=True, slots=True)
class Message:
    """`number` grows along one stream (it is the client's Last-Event-ID); `is_last` ends the stream."""

    number: int
    event: str
    data: Any
    is_last: bool = False

    def encode(self) -> bytes:
        """The message on the wire. JSON holds no line breaks, so one data line is enough."""
        text = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
        return f"id: {self.number}\nevent: {self.event}\ndata: {text}\n\n".encode()
