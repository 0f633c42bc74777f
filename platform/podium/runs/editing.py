"""What a person types at a gate becomes a value, or a sentence that says why it cannot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sandbox.scenario import Case, DataItem
from sandbox.value import Value

LONGEST = 20_000
"""Letters of a text, entries of a list and size of a number that a person may give."""
EDITED = frozenset({"edited"})


class EditError(ValueError):
    """The data is not of the value's type; the text says what is wanted."""


def read_data(item: DataItem, data: Any) -> Any:
    """The data as the engine holds it (numbers as floats); None leaves the value empty. Raises EditError."""
    if data is None:
        return None
    reader = _READERS[item.type]
    return reader(item, data)


def edited_value(item: DataItem, data: Any, before: Value | None, case: Case) -> Value:
    """The value that a person's data makes. Where it is the truth it is the true value; a text keeps those of
    its statements whose sentences still stand in it."""
    truth = case.truth.get(item.name)
    if truth is not None and (truth.data == data or (data is None and truth.data in ({}, []))):
        return replace(truth, author="human", flags=EDITED)
    if before is None:
        return Value(item.name, data, item.labels, author="human", flags=EDITED)
    text = data if isinstance(data, str) else ""
    kept = tuple(each for each in before.statements if each.text in text)
    return replace(before, data=data, statements=kept, author="human", faults=(), parts=(), flags=EDITED)


def _text(item: DataItem, data: Any) -> str:
    if not isinstance(data, str) or len(data) > LONGEST:
        raise EditError(f"'{item.name}' is a text of at most {LONGEST} letters.")
    return data


def _enum(item: DataItem, data: Any) -> str:
    if data not in item.values:
        raise EditError(f"'{item.name}' is one of {', '.join(item.values)}.")
    return str(data)


def _number(item: DataItem, data: Any, what: str = "a number") -> float:
    is_number = isinstance(data, int | float) and not isinstance(data, bool)
    if not is_number or not abs(data) < 1e12:
        raise EditError(f"'{item.name}' is {what}.")
    return float(data)


def _money(item: DataItem, data: Any) -> dict[str, float]:
    what = 'an amount of money, as {"eur": 12.5}'
    if data == {}:  # an amount that is not known
        return {}
    if not isinstance(data, dict) or set(data) != {"eur"}:
        raise EditError(f"'{item.name}' is {what}.")
    return {"eur": _number(item, data["eur"], what)}


def _boolean(item: DataItem, data: Any) -> bool:
    if not isinstance(data, bool):
        raise EditError(f"'{item.name}' is true or false.")
    return data


def _date(item: DataItem, data: Any) -> str:
    try:
        return date.fromisoformat(data).isoformat()
    except (TypeError, ValueError):
        raise EditError(f"'{item.name}' is a date, as 2026-03-02.") from None


def _list(item: DataItem, data: Any) -> list[Any]:
    if not isinstance(data, list) or len(data) > LONGEST:
        raise EditError(f"'{item.name}' is a list.")
    return [_plain(item, each) for each in data]


def _record(item: DataItem, data: Any) -> dict[str, Any]:
    fields = ", ".join(item.fields)
    if not isinstance(data, dict) or (item.fields and not set(data) <= set(item.fields)):
        raise EditError(f"'{item.name}' is a record{f' with the fields {fields}' if fields else ''}.")
    return {name: _plain(item, each) for name, each in data.items()}


def _plain(item: DataItem, data: Any) -> Any:
    """What is inside a list or record: as the engine holds it."""
    if isinstance(data, dict):
        return {name: _plain(item, each) for name, each in data.items()}
    if isinstance(data, list):
        return [_plain(item, each) for each in data]
    if isinstance(data, str):
        return _text(item, data)
    if data is None or isinstance(data, bool):
        return data
    return _number(item, data, "made of texts, numbers, true and false")


_READERS: dict[str, Any] = {
    "text": _text,
    "enum": _enum,
    "number": _number,
    "money": _money,
    "boolean": _boolean,
    "date": _date,
    "list": _list,
    "record": _record,
}
