"""Cuts and joins on stored documents (plain data), for baselines, mutants and irrelevant edits."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Document = dict[str, Any]
Graph = dict[str, Any]
Node = dict[str, Any]


def copy_of(document: Mapping[str, Any]) -> Document:
    """A deep copy that may be changed."""
    return copy.deepcopy(dict(document))


def graphs_of(document: Graph) -> Iterator[Graph]:
    """The document and the inside of every container, outermost first; each holds `nodes` and `edges`."""
    document.setdefault("nodes", [])
    document.setdefault("edges", [])
    yield document
    for node in document["nodes"]:
        if node.get("inside"):
            yield from graphs_of(node["inside"])


def nodes_of(document: Graph, *kinds: str) -> Iterator[Node]:
    """Every node of these kinds (all where none is named), containers' insides included."""
    for graph in graphs_of(document):
        for node in graph["nodes"]:
            if not kinds or node["kind"] in kinds:
                yield node


def node_named(document: Graph, node_id: str) -> Node:
    """The node with that id; KeyError where there is none."""
    for node in nodes_of(document):
        if node["id"] == node_id:
            return node
    raise KeyError(node_id)


def ends(edge: Mapping[str, str]) -> tuple[str, str, str, str]:
    """An edge's source, source port, target and target port."""
    source, _, source_port = edge["from"].partition(".")
    target, _, target_port = edge["to"].partition(".")
    return source, source_port, target, target_port or "in"


def edge(source: str, port: str, target: str, target_port: str = "in") -> dict[str, str]:
    """A stored edge."""
    return {"from": f"{source}.{port}", "to": f"{target}.{target_port}"}


def rewrite_edges(graph: Graph, change: Callable[[dict[str, str]], dict[str, str] | None]) -> None:
    """Replace each edge of one graph by what `change` makes of it; None takes it out."""
    changed = (change(entry) for entry in graph["edges"])
    graph["edges"] = [entry for entry in changed if entry is not None]


def fresh_id(document: Graph, wish: str) -> str:
    """The wished id, or one like it that the document does not have yet."""
    taken = {node["id"] for node in nodes_of(document)}
    if wish not in taken:
        return wish
    return next(f"{wish}_{count}" for count in range(2, 10_000) if f"{wish}_{count}" not in taken)
