"""`cases.yaml` as a casebook, with everything wrong collected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exercises.loader.fact_parsing import parse_fact
from exercises.loader.reading import Reading
from exercises.loader.text_parsing import parse_text_spec
from sandbox.world.book import (
    Casebook,
    FactSpec,
    LiveRule,
    Pool,
    SuiteSpec,
    ValueSpec,
)
from sandbox.world.formula import compile_formula

_TOP = ("title", "pools", "facts", "values", "texts", "live", "inventions", "wrong", "modes", "suites")


def parse_cases(raw: Any, practice: Mapping[str, int], read: Reading) -> Casebook:
    """The casebook that the file describes; faults go to `read`."""
    top = read.map(raw, "")
    read.only(top, _TOP, "")
    return Casebook(
        title=read.text(top.get("title"), "title"),
        pools={name: _pool(entry, read, f"pools.{name}") for name, entry in read.items(top, "pools")},
        facts={name: parse_fact(entry, read, f"facts.{name}") for name, entry in read.items(top, "facts")},
        values={name: _value(entry, read, f"values.{name}") for name, entry in read.items(top, "values")},
        texts={name: parse_text_spec(name, entry, read) for name, entry in read.items(top, "texts")},
        live={name: _live(entry, read, f"live.{name}") for name, entry in read.items(top, "live")},
        inventions=read.formulas(top.get("inventions", {}), "inventions"),
        wrong={name: read.formulas(entry, f"wrong.{name}") for name, entry in read.items(top, "wrong")},
        suites={name: _suite(entry, read, f"suites.{name}") for name, entry in read.items(top, "suites")},
        practice=practice,
        modes_per_case=_modes(top["modes"], read) if "modes" in top else 0,
    )


def _modes(raw: Any, read: Reading) -> int:
    """How many failure modes of agent teams are live in a case."""
    entry = read.map(raw, "modes")
    read.only(entry, ("per_case",), "modes")
    count = entry.get("per_case")
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        read.fault("modes.per_case", "must be a whole number from 1")
        return 0
    return int(count)


def _pool(raw: Any, read: Reading, place: str) -> Pool:
    if isinstance(raw, Mapping):
        read.only(raw, ("hidden", "practice"), place)
        hidden = read.data_list(raw.get("hidden"), f"{place}.hidden")
        return Pool(hidden, read.data_list(raw.get("practice"), f"{place}.practice"))
    both = read.data_list(raw, place)
    return Pool(both, both)


def _value(raw: Any, read: Reading, place: str) -> ValueSpec:
    entry = read.map(raw, place)
    read.only(entry, ("text", "fact", "formula"), place)
    if len(entry) != 1:
        read.fault(place, "give exactly one of text, fact, formula")
        return ValueSpec()
    if "text" in entry:
        return ValueSpec(text=read.text(entry["text"], f"{place}.text"))
    if "fact" in entry:
        return ValueSpec(formula=compile_formula(f"facts.{read.name(entry['fact'], f'{place}.fact')}"))
    return ValueSpec(formula=read.formula(entry["formula"], f"{place}.formula"))


def _live(raw: Any, read: Reading, place: str) -> LiveRule:
    if isinstance(raw, Mapping):
        return LiveRule(by_task=read.formulas(raw, place))
    return LiveRule(everywhere=read.formula(raw, place))


def _suite(raw: Any, read: Reading, place: str) -> SuiteSpec:
    entry = read.map(raw, place)
    read.only(entry, ("facts", "outages"), place)
    facts: dict[str, FactSpec] = {
        name: parse_fact(item, read, f"{place}.facts.{name}")
        for name, item in read.items(entry, "facts", place)
    }
    outages = tuple(
        frozenset(str(name) for name in read.list(item, f"{place}.outages.{number}"))
        for number, item in enumerate(read.list(entry.get("outages", []), f"{place}.outages"))
    )
    return SuiteSpec(facts, outages)
