"""How a text of `cases.yaml` is written: its statements, and what hazards do to it."""

from __future__ import annotations

from typing import Any

from exercises.loader.reading import Reading
from sandbox.value import TONES
from sandbox.world.book import FORMS, LISTS, FaultText, StatementSpec, TextSpec
from sandbox.world.template import mentioned_names

_STATEMENT = (
    "about", "text", "when", "wrong", "uses", "labels", "paragraph",
    "source", "tone", "form", "cite", "items", "each",
)  # fmt: skip
_FAULT = (
    "text", "replaces", "after", "place", "labels", "source", "tone", "form", "cite", "paragraph", "when",
)  # fmt: skip


def parse_text_spec(name: str, raw: Any, read: Reading) -> TextSpec:
    """The text of that name; faults go to `read`."""
    place = f"texts.{name}"
    entry = read.map(raw, place)
    read.only(entry, ("statements", "faults"), place)
    statements = [
        _statement(item, read, f"{place}.statements.{number}")
        for number, item in enumerate(read.list(entry.get("statements"), f"{place}.statements"))
    ]
    faults = {
        hazard: _ways(item, read, f"{place}.faults.{hazard}")
        for hazard, item in read.items(entry, "faults", place)
    }
    _check_citations(statements, read, place)
    _check_places(statements, faults, read, place)
    return TextSpec(name, tuple(statements), faults)


def _statement(raw: Any, read: Reading, place: str) -> StatementSpec:
    entry = read.map(raw, place)
    read.only(entry, _STATEMENT, place)
    wordings = read.wordings(entry.get("text"), f"{place}.text")
    source = read.text(entry["source"], f"{place}.source") if "source" in entry else ""
    items = read.path(entry["items"], f"{place}.items") if "items" in entry else ""
    templates = (*wordings.hidden, *wordings.practice, source, f"{{{{{items}}}}}")
    form = _one_of(FORMS, entry.get("form", "sentence"), read, f"{place}.form")
    if (form in LISTS) != bool(items):
        read.fault(f"{place}.items", f"goes with the forms {' and '.join(LISTS)}, which print its items")
    return StatementSpec(
        about=read.name(entry.get("about"), f"{place}.about"),
        wordings=wordings,
        when=read.formula(entry["when"], f"{place}.when") if "when" in entry else None,
        wrong=read.wordings(entry["wrong"], f"{place}.wrong") if "wrong" in entry else None,
        uses=frozenset(read.names(entry.get("uses", []), f"{place}.uses")),
        reads=frozenset[str]().union(*map(mentioned_names, templates)),
        labels=frozenset(read.names(entry.get("labels", []), f"{place}.labels")),
        paragraph=read.boolean(entry.get("paragraph", False), f"{place}.paragraph"),
        source=source,
        tone=_one_of(TONES, entry.get("tone", "plain"), read, f"{place}.tone"),
        form=form,
        cite=read.boolean(entry.get("cite", False), f"{place}.cite"),
        items=items,
        each=read.text(entry.get("each", "{{item}}"), f"{place}.each"),
    )


def _ways(raw: Any, read: Reading, place: str) -> tuple[FaultText, ...]:
    """One way for a hazard to strike the text, or a list of them."""
    if not isinstance(raw, list):
        return (_way(raw, read, place),)
    return tuple(_way(item, read, f"{place}.{number}") for number, item in enumerate(raw))


def _way(raw: Any, read: Reading, place: str) -> FaultText:
    entry = read.map(raw, place)
    read.only(entry, _FAULT, place)
    if sum(key in entry for key in ("replaces", "after", "place")) > 1:
        read.fault(place, "give at most one of replaces, after, place")
    return FaultText(
        wordings=read.wordings(entry.get("text"), f"{place}.text"),
        replaces=read.name(entry["replaces"], f"{place}.replaces") if "replaces" in entry else None,
        place=_one_of(("start", "end"), entry.get("place", "end"), read, f"{place}.place"),
        labels=frozenset(read.names(entry.get("labels", []), f"{place}.labels")),
        after=read.name(entry["after"], f"{place}.after") if "after" in entry else None,
        source=read.text(entry["source"], f"{place}.source") if "source" in entry else "",
        tone=_one_of(TONES, entry["tone"], read, f"{place}.tone") if "tone" in entry else "",
        form=_one_of(FORMS, entry["form"], read, f"{place}.form") if "form" in entry else "",
        cite=read.boolean(entry.get("cite", False), f"{place}.cite"),
        paragraph=read.boolean(entry.get("paragraph", False), f"{place}.paragraph"),
        when=read.formula(entry["when"], f"{place}.when") if "when" in entry else None,
    )


def _one_of(known: tuple[str, ...], raw: Any, read: Reading, place: str) -> str:
    if raw in known:
        return str(raw)
    read.fault(place, f"must be one of {', '.join(known)}")
    return known[0]


def _check_citations(statements: list[StatementSpec], read: Reading, place: str) -> None:
    """A citation is a number: it needs a source to point to and a list that says which it is."""
    for number, statement in enumerate(statements):
        if statement.cite and not statement.source:
            read.fault(f"{place}.statements.{number}.cite", "a citation needs a source")
    cites = any(statement.cite for statement in statements)
    if cites and not any(statement.form == "sources" for statement in statements):
        read.fault(f"{place}.statements", "citations need a statement of the form sources, the list of them")


def _check_places(
    statements: list[StatementSpec], faults: dict[str, tuple[FaultText, ...]], read: Reading, place: str
) -> None:
    """What a fault replaces or follows must be in the text."""
    there = {statement.about for statement in statements}
    for hazard, ways in faults.items():
        for way in ways:
            for about in {way.replaces, way.after} - there - {None}:
                read.fault(f"{place}.faults.{hazard}", f"no statement is about {about}")
