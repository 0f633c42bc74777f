"""`cases.yaml` as a casebook, with everything wrong collected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exercises.loader.fact_parsing import parse_fact
from exercises.loader.reading import Reading
from sandbox.world.book import (
    Casebook,
    FactSpec,
    FaultText,
    LiveRule,
    Pool,
    StatementSpec,
    SuiteSpec,
    TextSpec,
    ValueSpec,
)
from sandbox.world.formula import compile_formula
from sandbox.world.template import mentioned_names

_TOP = ("title", "pools", "facts", "values", "texts", "live", "inventions", "wrong", "suites")


def parse_cases(raw: Any, practice: Mapping[str, int], read: Reading) -> Casebook:
    """The casebook that the file describes; faults go to `read`."""
    top = read.map(raw, "")
    read.only(top, _TOP, "")
    return Casebook(
        title=read.text(top.get("title"), "title"),
        pools={name: _pool(entry, read, f"pools.{name}") for name, entry in read.items(top, "pools")},
        facts={name: parse_fact(entry, read, f"facts.{name}") for name, entry in read.items(top, "facts")},
        values={name: _value(entry, read, f"values.{name}") for name, entry in read.items(top, "values")},
        texts={name: _text(name, entry, read) for name, entry in read.items(top, "texts")},
        live={name: _live(entry, read, f"live.{name}") for name, entry in read.items(top, "live")},
        inventions=read.formulas(top.get("inventions", {}), "inventions"),
        wrong={name: read.formulas(entry, f"wrong.{name}") for name, entry in read.items(top, "wrong")},
        suites={name: _suite(entry, read, f"suites.{name}") for name, entry in read.items(top, "suites")},
        practice=practice,
    )


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


def _text(name: str, raw: Any, read: Reading) -> TextSpec:
    place = f"texts.{name}"
    entry = read.map(raw, place)
    read.only(entry, ("statements", "faults"), place)
    statements = [
        _statement(item, read, f"{place}.statements.{number}")
        for number, item in enumerate(read.list(entry.get("statements"), f"{place}.statements"))
    ]
    faults = {
        hazard: _fault_text(item, read, f"{place}.faults.{hazard}")
        for hazard, item in read.items(entry, "faults", place)
    }
    return TextSpec(name, tuple(statements), faults)


def _statement(raw: Any, read: Reading, place: str) -> StatementSpec:
    entry = read.map(raw, place)
    read.only(entry, ("about", "text", "when", "wrong", "uses", "labels", "paragraph"), place)
    wordings = read.wordings(entry.get("text"), f"{place}.text")
    return StatementSpec(
        about=read.name(entry.get("about"), f"{place}.about"),
        wordings=wordings,
        when=read.formula(entry["when"], f"{place}.when") if "when" in entry else None,
        wrong=read.wordings(entry["wrong"], f"{place}.wrong") if "wrong" in entry else None,
        uses=frozenset(read.names(entry.get("uses", []), f"{place}.uses")),
        reads=frozenset[str]().union(*map(mentioned_names, wordings.hidden + wordings.practice)),
        labels=frozenset(read.names(entry.get("labels", []), f"{place}.labels")),
        paragraph=read.boolean(entry.get("paragraph", False), f"{place}.paragraph"),
    )


def _fault_text(raw: Any, read: Reading, place: str) -> FaultText:
    entry = read.map(raw, place)
    read.only(entry, ("text", "replaces", "place", "labels"), place)
    where = entry.get("place", "end")
    if where not in ("start", "end"):
        read.fault(f"{place}.place", "must be start or end")
    return FaultText(
        wordings=read.wordings(entry.get("text"), f"{place}.text"),
        replaces=read.name(entry["replaces"], f"{place}.replaces") if "replaces" in entry else None,
        place=str(where),
        labels=frozenset(read.names(entry.get("labels", []), f"{place}.labels")),
    )


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
