"""A cheat, its honest twin, and the register that the builders write themselves into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from exercises.loader import Package, load
from exercises.proving.surgery import Document, copy_of, edge, node_named
from tests.grading.cast import bike_hire

SCHOOL, BIKES = "school-trip-letter", "bike-hire"
Build = Callable[[], Document]
Change = Callable[[Document], object]

Step = dict[str, Any]
"""A stored node, or settings of one."""


@dataclass(frozen=True, slots=True)
class Cheat:
    """A workflow that wants more than it has earned. `twin` is the same work without the trick; None where
    the trick is only to pass."""

    name: str
    exercise: str
    what: str
    build: Build
    twin: Build | None


REGISTER: dict[str, Cheat] = {}


def cheat(exercise: str, twin: Build | None) -> Callable[[Build], Build]:
    """Register a builder: its name is the cheat's, its docstring says what it tries."""

    def register(build: Build) -> Build:
        name = build.__name__
        if name in REGISTER:
            raise ValueError(f"two cheats are called {name}")
        REGISTER[name] = Cheat(name, exercise, str(build.__doc__), build, twin)
        return build

    return register


@cache
def package_of(exercise: str) -> Package:
    """The exercise of that name; the small one of the tests among them."""
    return bike_hire() if exercise == BIKES else load(exercise)


def solution(exercise: str, *changes: Change) -> Document:
    """The exercise's reference after these changes."""
    return changed(copy_of(package_of(exercise).reference), *changes)


def changed(document: Document, *changes: Change) -> Document:
    """A document after these changes."""
    for change in changes:
        change(document)
    return document


def told(node: str, text: str) -> Change:
    """Change what a node's agent is told."""
    return lambda document: node_named(document, node).update(instructions=text)


def add(*nodes: Step) -> Change:
    """Put nodes into the outermost graph."""
    return lambda document: document["nodes"].extend(dict(node) for node in nodes)


def wire(*ends: str) -> Change:
    """Add edges, each written as `source.port target`."""
    return lambda document: document["edges"].extend(_edge(entry) for entry in ends)


def cut(*ends: str) -> Change:
    """Take edges out, each written as `source.port target`."""

    def change(document: Document) -> None:
        gone = [_edge(entry) for entry in ends]
        document["edges"] = [entry for entry in document["edges"] if entry not in gone]

    return change


def _edge(written: str) -> dict[str, str]:
    source, target = written.split(" ")
    node, port = source.split(".")
    return edge(node, port, target)


def school(*ways: str, nodes: tuple[Step, ...] = (), writer: Step | None = None) -> Document:
    """A workflow for the school trip: input, writer and output, other nodes, and the wires between them.

    The writer is told what the reference tells it, unless `writer` says otherwise.
    """
    full = solution(SCHOOL)
    author = {**node_named(full, "writer"), **(writer or {})}
    document: Document = {
        "podium": 1,
        "nodes": [node_named(full, "start"), author, node_named(full, "end")],
        "edges": [],
    }
    return changed(document, add(*nodes), wire("start.done writer", *ways))
