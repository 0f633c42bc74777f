"""How a fact of `cases.yaml` is written: one function for each form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from exercises.loader.reading import Reading
from sandbox.world.book import (
    Chance,
    Choose,
    Computed,
    Constant,
    DateAfter,
    DateWithin,
    FactSpec,
    Filled,
    Number,
    Pick,
    Record,
    Sample,
    Wordings,
)

Parser = Callable[[Mapping[str, Any], Reading, str], FactSpec]


def parse_fact(raw: Any, read: Reading, place: str) -> FactSpec:
    """The specification of a fact; anything that is no known form stands for itself."""
    if not isinstance(raw, Mapping):
        return Constant(read.data(raw, place))
    for key, (parse, also) in _FORMS.items():
        if key in raw:
            read.only(raw, (key, *also), place)
            return parse(raw, read, place)
    read.fault(place, f"no known form; use one of {', '.join(_FORMS)} (a map is written {{record: ...}})")
    return Constant(None)


def _pick(raw: Mapping[str, Any], read: Reading, place: str) -> FactSpec:
    return Pick(read.name(raw["pick"], f"{place}.pick"))


def _sample(raw: Mapping[str, Any], read: Reading, place: str) -> FactSpec:
    low, high = _span(raw.get("count"), read, f"{place}.count")
    return Sample(read.name(raw["sample"], f"{place}.sample"), int(low), int(high))


def _choose(raw: Mapping[str, Any], read: Reading, place: str) -> FactSpec:
    choices = raw["choose"]
    where = f"{place}.choose"
    if isinstance(choices, Mapping) and choices:
        weights = tuple(max(1, read.whole(weight, where)) for weight in choices.values())
        return Choose(tuple(str(option) for option in choices), weights)
    options = read.data_list(choices, where)
    return Choose(options, (1,) * len(options))


def _chance(raw: Mapping[str, Any], read: Reading, place: str) -> FactSpec:
    probability = read.number(raw["chance"], f"{place}.chance")
    if not 0.0 <= probability <= 1.0:
        read.fault(f"{place}.chance", "must be from 0 to 1")
    return Chance(probability)


def _number(raw: Mapping[str, Any], read: Reading, place: str) -> FactSpec:
    low, high = _span(raw["number"], read, f"{place}.number")
    step = read.number(raw.get("step", 0.01), f"{place}.step")
    if step <= 0.0:
        read.fault(f"{place}.step", "must be above 0")
        step = 1.0
    return Number(low, high, step)


def _whole(raw: Mapping[str, Any], read: Reading, place: str) -> FactSpec:
    low, high = _span(raw["whole"], read, f"{place}.whole")
    return Number(float(int(low)), float(int(high)), 1.0)


def _date(raw: Mapping[str, Any], read: Reading, place: str) -> FactSpec:
    ends = [_day(item, read, f"{place}.date") for item in read.list(raw["date"], f"{place}.date")]
    if len(ends) != 2 or ends[0] > ends[1]:
        read.fault(f"{place}.date", "must be a first and a last date")
        return Constant("2026-01-01")
    return DateWithin(ends[0], ends[1])


def _after(raw: Mapping[str, Any], read: Reading, place: str) -> FactSpec:
    low, high = _span(raw.get("days"), read, f"{place}.days")
    return DateAfter(read.name(raw["after"], f"{place}.after"), int(low), int(high))


def _formula(raw: Mapping[str, Any], read: Reading, place: str) -> FactSpec:
    return Computed(read.formula(raw["formula"], f"{place}.formula"))


def _template(raw: Mapping[str, Any], read: Reading, place: str) -> FactSpec:
    given = raw["template"]
    wordings: Wordings = read.wordings(given, f"{place}.template")
    return Filled(wordings)


def _record(raw: Mapping[str, Any], read: Reading, place: str) -> FactSpec:
    fields = {
        name: parse_fact(item, read, f"{place}.record.{name}")
        for name, item in read.map(raw["record"], f"{place}.record").items()
    }
    omit = read.formulas(raw.get("omit", {}), f"{place}.omit")
    read.only(omit, fields, f"{place}.omit")
    return Record(fields, omit)


_FORMS: dict[str, tuple[Parser, tuple[str, ...]]] = {
    "pick": (_pick, ()),
    "sample": (_sample, ("count",)),
    "choose": (_choose, ()),
    "chance": (_chance, ()),
    "number": (_number, ("step",)),
    "whole": (_whole, ()),
    "date": (_date, ()),
    "after": (_after, ("days",)),
    "formula": (_formula, ()),
    "template": (_template, ()),
    "record": (_record, ("omit",)),
}


def _span(raw: Any, read: Reading, place: str) -> tuple[float, float]:
    """A range `[low, high]`, or one number for both ends."""
    if isinstance(raw, list) and len(raw) == 2:
        low, high = read.number(raw[0], place), read.number(raw[1], place)
        if low <= high:
            return low, high
    elif isinstance(raw, int | float):
        number = read.number(raw, place)
        return number, number
    read.fault(place, "must be [lowest, highest]")
    return 1.0, 1.0


def _day(raw: Any, read: Reading, place: str) -> str:
    text = str(read.data(raw, place))
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        read.fault(place, f"{text!r} is no date; write 2026-03-14")
        return "2026-01-01"
