"""How large and how deep a document may be, and which data it may hold at all; checked without recursion."""

from __future__ import annotations

import math
from typing import Any

from workflow.problem import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 60
MAX_ITEMS = 40_000
MAX_PROBLEMS = 300
"""Problems listed of one document; beyond that the rest is counted."""
MAX_NODES = 2000
MAX_EDGES = 10_000


_Place = tuple["_Place", object] | None


def escape(part: object) -> str:
    """One step of a JSON pointer (RFC 6901), cut short where the key is monstrous."""
    text = printable(str(part))
    return text[:80].replace("~", "~0").replace("/", "~1")


def printable(text: str) -> str:
    """The text without what cannot be written or shown: lone surrogates and control characters."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() or char == "\n" else "\ufffd"
        for char in text.encode("utf-8", "replace").decode("utf-8")
    )


def check_data(data: Any) -> tuple[Problem, ...]:
    """What is wrong with data as such: depth, size, numbers that are none, texts that cannot be written."""
    problems: list[Problem] = []
    waiting: list[tuple[Any, _Place, int]] = [(data, None, 0)]
    items = characters = 0
    while waiting and len(problems) < MAX_PROBLEMS:
        value, place, depth = waiting.pop()
        items += 1
        if isinstance(value, str):
            characters += len(value)
        if items > MAX_ITEMS or characters > MAX_BYTES:
            problems.append(too_large())
            break
        if isinstance(value, dict | list) and depth >= MAX_DEPTH:
            problems.append(_too_deep(_pointer(place)))
        elif isinstance(value, dict):
            for key, item in value.items():
                characters += len(key) if isinstance(key, str) else 0
                if not _is_plain(key):
                    problems.extend(_key_problems(key, _pointer(place)))
                waiting.append((item, (place, key), depth + 1))
        elif isinstance(value, list):
            waiting.extend((item, (place, at), depth + 1) for at, item in enumerate(value))
        elif not _is_plain(value):
            problems.extend(_scalar_problems(value, _pointer(place)))
    return tuple(problems)


def _is_plain(value: object) -> bool:
    """Whether a value is an ordinary text, as nearly all are, and needs no closer look."""
    return type(value) is str and value.isascii() and "\x00" not in value


def _pointer(place: _Place) -> str:
    """The JSON pointer of a place, worked out only where there is something to say of it."""
    parts: list[str] = []
    while place is not None:
        place, part = place
        parts.append(f"/{escape(part)}")
    return "".join(reversed(parts))


def too_large() -> Problem:
    """The answer to a document that is beyond any size a workflow needs."""
    return Problem(
        "too_large",
        "",
        "The document is far larger than a workflow needs to be.",
        f"Keep it under {MAX_BYTES // 1000} kB and {MAX_ITEMS} entries.",
    )


def _too_deep(pointer: str) -> Problem:
    return Problem(
        "too_deep",
        pointer,
        f"The document is nested deeper than {MAX_DEPTH} levels here.",
        "Flatten it: containers may stand in containers, but not so often.",
    )


def _key_problems(key: object, pointer: str) -> list[Problem]:
    if not isinstance(key, str):
        return [
            Problem(
                "bad_key",
                pointer,
                f"The key {printable(str(key))[:40]} is not a text.",
                "Put it in quotes, or take it out.",
            )
        ]
    return _scalar_problems(key, pointer)


def _scalar_problems(value: object, pointer: str) -> list[Problem]:
    if isinstance(value, str):
        if "\x00" in value or not _is_writable(value):
            return [
                Problem(
                    "unreadable_text",
                    pointer,
                    "This text holds a character that cannot be written (a NUL or half a character).",
                    "Type the text again, or paste it as plain text.",
                )
            ]
        return []
    if value is None or isinstance(value, bool):
        return []
    if isinstance(value, int):
        if abs(value) <= 2**53:
            return []
    elif isinstance(value, float):
        if math.isfinite(value):
            return []
    else:
        return [
            Problem(
                "bad_value",
                pointer,
                f"A workflow cannot hold a {type(value).__name__}.",
                "Use texts, numbers, true, false, lists and records.",
            )
        ]
    return [
        Problem(
            "bad_number",
            pointer,
            "This number is infinite, undefined or too large.",
            "Write an ordinary number.",
        )
    ]


def _is_writable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
