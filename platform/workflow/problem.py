"""One thing that is wrong with a document, said so that a person can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding of the validator.

    `code` is stable snake_case, `pointer` an RFC 6901 JSON pointer into the document,
    `node` the id of the node concerned (None for the document itself), `field` the setting.
    """

    code: str
    pointer: str
    message: str
    remedy: str
    node: str | None = None
    field: str | None = None
    severity: Literal["error", "warning"] = "error"

    def as_dict(self) -> dict[str, Any]:
        """The problem as plain data, the one shape that page, API and command line print."""
        return {
            "code": self.code,
            "pointer": self.pointer,
            "node": self.node,
            "field": self.field,
            "severity": self.severity,
            "message": self.message,
            "remedy": self.remedy,
        }
