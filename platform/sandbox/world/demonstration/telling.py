"""A run told in plain words, line by line: who did what, what struck, who noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sandbox.engine.event import Event
from sandbox.engine.log import RunLog
from sandbox.scenario import Case
from sandbox.world.hazards import HAZARDS
from sandbox.world.soundness import is_near
from sandbox.world.template import show
from workflow.document import Document, Node

Mark = Literal["", "struck", "wrong", "caught", "failed"]

CAUSES: Mapping[str, str] = {
    "time_out": "hang",
    "rate_limit": "rate_limit",
    "service_error": "service",
    "model_outage": "outage",
    "tool_outage": "outage",
}
"""By what cause the log knows a hazard of services."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who, what they did, what is to be said about it, and whether something struck there
    (`struck`), came from further up (`wrong`), was turned back (`caught`) or came to nothing (`failed`)."""

    who: str
    text: str
    note: str = ""
    mark: Mark = ""


def tell(log: RunLog, document: Document, case: Case) -> tuple[Line, ...]:
    """The run in words."""
    nodes = {node.id: node for node in document.every_node()}
    lines: list[Line] = []
    for event in log.events:
        node = nodes.get(event.node) if event.node is not None else None
        lines += _lines(event, node, case)
    times = Counter(effect.tool for effect in log.effects)
    lines += [
        Line("The world", f"has been changed {count} times", f"{slug} acted more than once", "wrong")
        for slug, count in times.items()
        if count > 1
    ]
    return tuple(lines)


def has_struck(log: RunLog, slug: str) -> bool:
    """Whether a hazard struck anywhere in a run that was logged in full."""
    return any(slug in struck_in(event) for event in log.events)


def struck_in(event: Event) -> frozenset[str]:
    """The hazards that struck in one event."""
    detail = event.data.get("detail", {})
    notes = [note for task in detail.get("tasks", ()) for note in task["hazards"] if note["struck"]]
    lapses = [look["lapse"] for look in detail.get("looks", ()) if look.get("lapse")]
    cause = detail.get("cause")
    causes = [slug for slug, known in CAUSES.items() if known == cause]
    return frozenset((*(note["hazard"] for note in notes), *lapses, *causes))


def _lines(event: Event, node: Node | None, case: Case) -> Iterator[Line]:
    if event.type == "run_finished":
        if event.data["status"] != "delivered":
            yield Line("The run", "ends without a result.", str(event.data["reason"]), "failed")
        return
    if node is None:
        return
    who = node.label or node.id
    if event.type == "turn_started" and event.data["turn"] > 1:
        yield Line(who, f"turn {event.data['turn']} of at most {event.data['max']}")
    elif event.type == "retry_scheduled":
        yield Line(who, "tries again", f"after {event.data['wait']:g} seconds")
    elif event.type == "fallback_taken":
        yield Line(who, "hands over to the fallback", _settings(event.data["settings"]))
    elif event.type == "step_failed":
        yield _failure(event, who)
    elif event.type in ("step_finished", "step_passed") and node.kind in _TELL:
        yield _TELL[node.kind](event, who, case)


def _settings(settings: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in settings.items())


def _failure(event: Event, who: str) -> Line:
    status = str(event.data["status"]).replace("_", " ")
    note = str(event.data.get("message") or "")
    if event.data.get("effect"):
        note = f"{note} It had acted all the same.".strip()
    return Line(who, f"comes to nothing ({status})", note, "failed")


def _agent(event: Event, who: str, case: Case) -> Line:
    made = event.data["values"]
    struck = [slug for slug in HAZARDS if slug in struck_in(event)]
    wrong = [name for name, data in made.items() if not _is_right(case, name, data)]
    notes = [HAZARDS[slug].title for slug in struck]
    times = event.data.get("detail", {}).get("times", 1)
    if times > 1:
        notes.append(f"{times} times the usual cost and time")
    if wrong and not struck:
        notes.append("wrong, because something before it is")
    text = "; ".join(f"{name}: {tell_data(data)}" for name, data in made.items())
    mark: Mark = "struck" if struck else "wrong" if wrong else ""
    return Line(who, text, ". ".join(notes), mark)


def _review(event: Event, who: str, case: Case) -> Line:
    lapses = [look["lapse"] for look in event.data.get("detail", {}).get("looks", ()) if look.get("lapse")]
    note = ". ".join(HAZARDS[slug].title for slug in lapses)
    said = event.data["values"].get("feedback", "")
    if event.data["port"] == "fail":
        return Line(who, f"turns it back: {said}", note, "struck" if lapses else "caught")
    return Line(who, "passes it", note, "struck" if lapses else "")


def _check(event: Event, who: str, case: Case) -> Line:
    if event.data.get("port") == "fail":
        return Line(who, "turns it back: a rule does not hold", mark="caught")
    return Line(who, "passes it")


def _tool(event: Event, who: str, case: Case) -> Line:
    if event.data.get("detail", {}).get("already_done"):
        return Line(who, "answers that this has been done already", mark="caught")
    made = "; ".join(f"{name}: {tell_data(data)}" for name, data in event.data.get("values", {}).items())
    return Line(who, made or "is done", "It acts on the world." if event.data.get("effect") else "")


def _person(event: Event, who: str, case: Case) -> Line:
    edited = event.data.get("detail", {}).get("edited", ())
    made = "; ".join(f"{name}: {tell_data(event.data['values'][name])}" for name in edited)
    return Line(who, f"puts right {made}" if made else "approves", mark="caught" if made else "")


def _memory(event: Event, who: str, case: Case) -> Line:
    if event.data.get("port") == "missing":
        return Line(who, "has nothing yet")
    found = event.data.get("values")
    return Line(who, f"gives back {', '.join(found)}" if found else "keeps what was made")


_TELL = {
    "agent": _agent,
    "review": _review,
    "check": _check,
    "tool": _tool,
    "human": _person,
    "memory": _memory,
}


def _is_right(case: Case, name: str, data: Any) -> bool:
    truth = case.truth.get(name)
    return truth is None or is_near(truth.data, data, 0.01)


def tell_data(data: Any) -> str:
    """Data as people write them."""
    if data in ({}, [], "", None):
        return "(left open)"
    if isinstance(data, Mapping) and set(data) == {"eur"}:
        return f"{data['eur']:.2f} euros"
    if isinstance(data, Mapping):
        return ", ".join(f"{name} {show(field)}" for name, field in data.items())
    return show(data)
