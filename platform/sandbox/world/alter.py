"""Plausible wrong data of each type: what a slip, a mix-up or an invention leaves behind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sandbox.scenario import DataItem
from sandbox.world.draw import pick_index
from sandbox.world.template import MONTHS, show

FACTORS = (0.9, 1.1, 0.5, 2.0, 10.0, 0.1, 1.25, 0.8)
"""How far a wrong figure is off."""

MOVES = (1, 7, 10, 30)
"""By how many days a wrong date is off."""

_FIGURE = re.compile(
    rf"(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})"
    r"|(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?![\d:])"
    r"|\d+(?:\.\d+)?"
)
"""A date, a time of day or a number in a text."""


def alter(item: DataItem, data: Any, dice: int) -> Any:
    """Other data of the same type; `dice` is a draw 0 .. 2**32 - 1. Never equal to `data`."""
    if item.type == "enum":
        others = [option for option in item.values if option != data]
        return others[pick_index(dice, len(others))] if others else ""
    if item.type == "text":
        return alter_text(str(data), dice)
    return alter_plain(data, dice)


def alter_plain(data: Any, dice: int) -> Any:
    """Other data of the same shape."""
    if isinstance(data, bool):
        return not data
    if isinstance(data, float | int):
        return alter_number(float(data), dice)
    if isinstance(data, str):
        return alter_text(data, dice)
    if isinstance(data, Mapping):
        return alter_record(data, dice)
    if isinstance(data, list):
        return alter_list(data, dice)
    return 1.0


def alter_number(number: float, dice: int) -> float:
    """A figure that is off by a plausible factor; 0 becomes a small figure."""
    if number == 0.0:
        return float(1 + pick_index(dice, 9))
    changed = round(number * FACTORS[pick_index(dice, len(FACTORS))], 2)
    return changed if changed != number else number + 1.0


def alter_record(record: Mapping[str, Any], dice: int) -> dict[str, Any]:
    """One field wrong: a figure where there is one, else any; an open money or record gets a figure."""
    if not record:
        return {"eur": float(10 + pick_index(dice, 190))}
    names = [name for name, field in record.items() if isinstance(field, float)] or list(record)
    name = names[pick_index(dice, len(names))]
    return {**record, name: alter_plain(record[name], dice)}


def alter_list(items: list[Any], dice: int) -> list[Any]:
    """One item missing; a list of one or none gets a wrong one."""
    if len(items) > 1:
        gone = pick_index(dice, len(items))
        return items[:gone] + items[gone + 1 :]
    return [alter_plain(items[0], dice)] if items else ["something else"]


def alter_text(text: str, dice: int) -> str:
    """A date moved, a figure changed, or else the end lost."""
    moved = _move_date(text, dice)
    if moved is not None:
        return moved
    figures = list(_FIGURE.finditer(text))
    if figures:
        hit = figures[pick_index(dice, len(figures))]
        return text[: hit.start()] + _wrong(hit, dice) + text[hit.end() :]
    words = text.split()
    return " ".join(words[: len(words) // 2]) + " …" if len(words) > 1 else text + "?"


def _wrong(hit: re.Match[str], dice: int) -> str:
    """Another date, another time or another number, written alike."""
    if hit["month"]:
        return _wrong_date(hit, dice) or str(int(hit["day"]) + 1) + hit.group()[len(hit["day"]) :]
    if hit["hour"]:
        minutes = int(hit["hour"]) * 60 + int(hit["minute"]) + (30, 60, 120, 45)[pick_index(dice, 4)]
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    figure = hit.group()
    if "." in figure:
        return f"{alter_number(float(figure), dice):.2f}"
    step = (1, 2, 3, 10)[pick_index(dice, 4)]
    return str(int(figure) + step)


def _wrong_date(hit: re.Match[str], dice: int) -> str | None:
    try:
        day = date(int(hit["year"]), MONTHS.index(hit["month"]) + 1, int(hit["day"]))
        return show((day + timedelta(days=MOVES[pick_index(dice, len(MOVES))])).isoformat())
    except (ValueError, OverflowError):
        return None


def _move_date(text: str, dice: int) -> str | None:
    try:
        day = date.fromisoformat(text)
        return (day + timedelta(days=MOVES[pick_index(dice, len(MOVES))])).isoformat()
    except (ValueError, OverflowError):
        return None


def empty(item: DataItem) -> Any:
    """The open value of a type: what an honest worker leaves where it does not know."""
    shapes: dict[str, Any] = {"money": {}, "record": {}, "list": [], "number": None, "boolean": None}
    return shapes.get(item.type, "")


def is_open(data: Any) -> bool:
    """Whether data are an open value."""
    return data is None or data == "" or data == {} or data == []
