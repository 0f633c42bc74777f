"""The trivial fleets, the mutants and the irrelevant edits that a fleet exercise is proved with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from exercises.proving.mutants import Mutant
from exercises.proving.surgery import Document, copy_of
from sandbox.scenario import Scenario


def build_fleet_baselines(scenario: Scenario, reference: Mapping[str, Any]) -> dict[str, Document]:
    """All baselines by name: one workflow for everything that does nothing, or gives back what came."""
    given = [name for name, item in scenario.data.items() if item.source == "case"]
    silent = [
        {"id": "start", "kind": "input", "values": given},
        {"id": "end", "kind": "output", "values": []},
    ]
    wire = [{"from": "start.done", "to": "end.in"}]
    texts = {name: given[0] for name in scenario.deliverables if scenario.data[name].type == "text"}
    echo: list[dict[str, Any]] = [
        silent[0],
        {"id": "echo", "kind": "set", "values": texts},
        {"id": "end", "kind": "output", "values": list(scenario.deliverables)},
    ]
    passed = [{"from": "start.done", "to": "echo.in"}, {"from": "echo.done", "to": "end.in"}]
    return {
        "empty": _one_line(silent, []),
        "do_nothing": _one_line(silent, wire),
        "echo": _one_line(echo, passed),
    }


def _one_line(nodes: list[dict[str, Any]], edges: list[dict[str, str]]) -> Document:
    """A fleet of one workflow."""
    end = nodes[-1]["values"] or ["reply"]
    nodes = [*nodes[:-1], {**nodes[-1], "values": end}]
    return {
        "podium": 1,
        "nodes": [],
        "edges": [],
        "workflows": {"everything": {"nodes": nodes, "edges": edges}},
        "fleet": {"otherwise": "everything"},
    }


def build_fleet_mutants(reference: Mapping[str, Any]) -> tuple[Mutant, ...]:
    """Every mutant of a reference, in a fixed order."""
    return (
        *_send_astray(reference),
        *_go_home(reference),
        *_forget_rules(reference),
        *_say_nothing(reference),
    )


def _send_astray(reference: Mapping[str, Any]) -> Iterator[Mutant]:
    """The last line of the routing is missing, so that its cases go where they do not belong."""
    document = copy_of(reference)
    if document["fleet"].get("routing"):
        line = document["fleet"]["routing"].pop()
        yield Mutant("route missing", f"no way to {line['to']}", "systems_thinking", document)


def _go_home(reference: Mapping[str, Any]) -> Iterator[Mutant]:
    """Nobody is on duty."""
    document = copy_of(reference)
    if document["fleet"].pop("people", None):
        yield Mutant("nobody on duty", "all people", "systems_thinking", document)


def _forget_rules(reference: Mapping[str, Any]) -> Iterator[Mutant]:
    """The policy says nothing of audit and redaction."""
    document = copy_of(reference)
    if document.pop("policy", None):
        yield Mutant("rules forgotten", "policy", "outcome_validation", document)


def _say_nothing(reference: Mapping[str, Any]) -> Iterator[Mutant]:
    """The agents of one workflow get no instructions."""
    for slug in reference["workflows"]:
        document = copy_of(reference)
        for node in _nodes(document["workflows"][slug]):
            if node["kind"] == "agent":
                node["instructions"] = ""
        yield Mutant("instructions dropped", slug, "prompt_quality", document)
        return


def _nodes(graph: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for node in graph["nodes"]:
        yield node
        if "inside" in node:
            yield from _nodes(node["inside"])


def build_fleet_edits(reference: Mapping[str, Any]) -> Iterator[tuple[str, Document]]:
    """Each irrelevant edit by name, as a stored document."""
    for name, change in EDITS.items():
        yield name, change(copy_of(reference))


def _rename(document: Document) -> Document:
    """Give every node and every workflow another name."""
    nodes = [node for graph in document["workflows"].values() for node in _nodes(graph)]
    names = {name: f"x{name[::-1]}x".replace("-", "_") for name in document["workflows"]}
    names |= {node["id"]: f"n{count}_{node['id'][::-1]}"[:40] for count, node in enumerate(nodes, 1)}
    for graph in _graphs(document):
        for node in graph["nodes"]:
            node["id"] = names[node["id"]]
        graph["edges"] = [
            {end: _renamed(place, names) for end, place in wire.items()} for wire in graph["edges"]
        ]
    document["workflows"] = {names[slug]: graph for slug, graph in document["workflows"].items()}
    fleet = document["fleet"]
    fleet["otherwise"] = names[fleet["otherwise"]]
    for line in fleet.get("routing", []):
        line["to"] = names[line["to"]]
    for person in fleet.get("people", []):
        person["takes"] = [names[each] for each in person.get("takes", [])]
    return document


def _renamed(place: str, names: Mapping[str, str]) -> str:
    """A wire's end `node.port` with the node's new name."""
    node, dot, port = place.partition(".")
    return f"{names[node]}{dot}{port}"


def _graphs(document: Document) -> list[dict[str, Any]]:
    """Every graph of the document's workflows, those in containers included."""
    nodes = [node for graph in document["workflows"].values() for node in _nodes(graph)]
    return [*document["workflows"].values(), *(node["inside"] for node in nodes if "inside" in node)]


def _reorder(document: Document) -> Document:
    """Turn the order of people, workflows, nodes and edges round."""
    document["fleet"]["people"] = document["fleet"].get("people", [])[::-1]
    document["workflows"] = dict(reversed(document["workflows"].items()))
    for graph in document["workflows"].values():
        graph["nodes"], graph["edges"] = graph["nodes"][::-1], graph["edges"][::-1]
    return document


EDITS: dict[str, Callable[[Document], Document]] = {"rename": _rename, "reorder": _reorder}
