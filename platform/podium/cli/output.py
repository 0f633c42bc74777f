"""How the command line writes: colour only where it can be seen, tables, canonical JSON."""

from __future__ import annotations

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

STYLES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34"}


def may_colour() -> bool:
    """Whether standard output is a terminal and nobody asked for none (`NO_COLOR`, see no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, style: str) -> str:
    """The text in a style, or plain where colour cannot be seen."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if may_colour() else text


def bar(score: int, width: int = 20) -> str:
    """A score 0..100 as a bar."""
    full = round(score * width / 100)
    return "█" * full + "·" * (width - full)


def wrap(text: str, indent: int, first: str = "") -> str:
    """The text in lines that fit the terminal; `first` stands before the first line instead of blanks."""
    width = max(60, min(110, shutil.get_terminal_size((100, 24)).columns))
    lines = textwrap.wrap(plain(text), width - indent, break_long_words=False, break_on_hyphens=False) or [""]
    return "\n".join(
        (first.ljust(indent) if not count else " " * indent) + line for count, line in enumerate(lines)
    )


def plain(text: str) -> str:
    """The text without control characters, so that a learner's file cannot write to the terminal as it
    likes."""
    return "".join(char if char.isprintable() or char in "\n\t" else "\ufffd" for char in text)


def table(rows: Sequence[Sequence[str]], heads: Sequence[str]) -> str:
    """Rows under heads, columns as wide as their widest cell."""
    widths = [max(len(row[column]) for row in (heads, *rows)) for column in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (heads, *rows)
    ]
    return "\n".join([paint(lines[0], "bold"), *lines[1:]])


def canonical_json(data: Any) -> str:
    """The one JSON form: sorted keys, no blanks, floats to 6 places, a newline at the end."""
    return (
        json.dumps(_rounded(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        + "\n"
    )


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {str(key): _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
