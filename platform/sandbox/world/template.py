"""`{{name}}` and `{{name.field}}`: substitution and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from math import isfinite
from typing import Any

MENTION = re.compile(r"\{\{\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*\}\}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""The months as texts write them."""


@lru_cache(maxsize=8192)
def mentions(text: str) -> tuple[str, ...]:
    """The dotted paths a text mentions, in order, each once."""
    return tuple(dict.fromkeys(MENTION.findall(text)))


@lru_cache(maxsize=8192)
def mentioned_names(text: str) -> frozenset[str]:
    """The value names a text mentions: the first part of each path."""
    return frozenset(path.partition(".")[0] for path in mentions(text))


@lru_cache(maxsize=8192)
def _pieces(text: str) -> tuple[str, ...]:
    """Literal, path, literal, path ... literal."""
    return tuple(MENTION.split(text))


def fill(text: str, values: Mapping[str, Any], facts: Mapping[str, Any]) -> str:
    """The text with every mention replaced; an absent one prints nothing."""
    pieces = _pieces(text)
    if len(pieces) == 1:
        return text
    filled = list(pieces)
    for place in range(1, len(pieces), 2):
        filled[place] = show(look_up(pieces[place], values, facts))
    return "".join(filled)


def look_up(path: str, values: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
    """What a dotted path names, among the values first, then among the facts; None where nothing is there.
    `count` of a list is its length."""
    first, *rest = path.split(".")
    found = values[first] if first in values else facts.get(first)
    for field in rest:
        if field == "count" and isinstance(found, list):
            found = float(len(found))
            continue
        if not isinstance(found, Mapping):
            return None
        found = found.get(field)
    return found


def show(data: Any) -> str:
    """Data as people write it: 12, 43.20, 14 March 2026, a, b and c."""
    if data is None:
        return ""
    if isinstance(data, str):
        return _show_date(data) if _DATE.fullmatch(data) else data
    if isinstance(data, bool):
        return "yes" if data else "no"
    if isinstance(data, int | float):
        return str(int(data)) if isfinite(data) and data == int(data) else f"{data:.2f}"
    if isinstance(data, Mapping):
        return ", ".join(f"{key.replace('_', ' ')}: {show(item)}" for key, item in data.items())
    shown = [show(item) for item in data]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def _show_date(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
