"""Edits that must change no score: names, places, order, spacing, remarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from exercises.proving.surgery import Document, copy_of, edge, ends, graphs_of, nodes_of


def build_edits(reference: Mapping[str, Any]) -> Iterator[tuple[str, Document]]:
    """Each irrelevant edit by name, as a stored document."""
    for name, change in EDITS.items():
        document = copy_of(reference)
        change(document)
        yield name, document


def rename(document: Document) -> None:
    """Give every node another id, and a label."""
    names = {
        node["id"]: f"n{count}_{node['id'][::-1]}"[:40] for count, node in enumerate(nodes_of(document), 1)
    }
    for graph in graphs_of(document):
        for node in graph["nodes"]:
            node["label"] = f"Number {node['id']}"
            node["id"] = names[node["id"]]
        graph["edges"] = [_renamed(entry, names) for entry in graph["edges"]]
    document["layout"] = {}


def _renamed(entry: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    source, port, target, target_port = ends(entry)
    return edge(names[source], port, names[target], target_port)


def move(document: Document) -> None:
    """Put every node elsewhere."""
    document["layout"] = {
        node["id"]: {"x": 40.0 * count, "y": -25.0 * count} for count, node in enumerate(document["nodes"])
    }


def reorder(document: Document) -> None:
    """Turn the order of nodes and edges round."""
    for graph in graphs_of(document):
        graph["nodes"] = graph["nodes"][::-1]
        graph["edges"] = graph["edges"][::-1]


def respace(document: Document) -> None:
    """Add spaces and blank lines around the instructions' lines."""
    for node in nodes_of(document, "agent"):
        lines = node.get("instructions", "").split("\n")
        node["instructions"] = (
            "\n" + "\n".join(f"  {line}  " if line.strip() else line for line in lines) + "\n\n"
        )


def remark(document: Document) -> None:
    """Add a title and a note."""
    document["title"] = "Another title"
    document["nodes"] = [
        *document["nodes"],
        {"id": "remark_of_mine", "kind": "note", "text": "Only a remark."},
    ]


EDITS: dict[str, Callable[[Document], None]] = {
    "rename": rename,
    "move": move,
    "reorder": reorder,
    "whitespace": respace,
    "remark": remark,
}
