"""Whether a problem is put so that a person, a page and a program can use it."""

from __future__ import annotations

import json
from typing import Any

from workflow.problem import Problem


def is_well_put(problem: Problem, data: Any) -> bool:
    """Whether a problem says what, where and what to do, and can be sent."""
    json.dumps(problem.as_dict()).encode()
    whole = bool(problem.code and problem.message and problem.remedy)
    return whole and len(problem.message) < 1000 and leads_somewhere(problem.pointer, data)


def leads_somewhere(pointer: str, data: Any) -> bool:
    """Whether a JSON pointer leads to a place, or to one that is missing in a record that is there."""
    if pointer == "" or data is None:
        return pointer == "" or pointer.startswith("/")
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer[1:].split("/")]
    held = data
    for left, part in zip(range(len(parts) - 1, -1, -1), parts, strict=True):
        inner = step_into(held, part)
        if inner is None:
            return left == 0 and isinstance(held, dict | list)
        held = inner[0]
    return pointer.startswith("/")


def step_into(held: Any, part: str) -> tuple[Any] | None:
    """The entry of that name or number; a key that is cut short counts by what is shown of it."""
    if isinstance(held, list):
        return (held[int(part)],) if part.isdecimal() and int(part) < len(held) else None
    if isinstance(held, dict):
        if part in held:
            return (held[part],)
        shown = part.rstrip("~")
        return next(((held[key],) for key in held if len(part) >= 79 and str(key).startswith(shown)), None)
    return None
