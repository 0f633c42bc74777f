"""The trivial workflows that must never pass, made from the exercise itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from exercises.proving.surgery import (
    Document,
    copy_of,
    edge,
    ends,
    fresh_id,
    graphs_of,
    nodes_of,
    rewrite_edges,
)
from sandbox.scenario import Scenario

PLAIN = {
    "text": "''",
    "record": "{}",
    "money": "{'eur': 0.0}",
    "number": "0.0",
    "boolean": "false",
    "list": "[]",
    "date": "''",
}


def build_baselines(scenario: Scenario, reference: Mapping[str, Any]) -> dict[str, Document]:
    """All baselines by name, as stored documents."""
    return {name: build(scenario, reference) for name, build in BASELINES.items()}


def build_empty(scenario: Scenario, reference: Mapping[str, Any]) -> Document:
    """An input and an output, and nothing between."""
    return {"podium": 1, "nodes": [_start(scenario), _end(scenario)], "edges": []}


def build_do_nothing(scenario: Scenario, reference: Mapping[str, Any]) -> Document:
    """The input wired straight to the output."""
    return {"podium": 1, "nodes": [_start(scenario), _end(scenario)], "edges": [edge("start", "done", "end")]}


def build_echo(scenario: Scenario, reference: Mapping[str, Any]) -> Document:
    """Every deliverable is an input of the same type, or a constant."""
    values = {name: _echoed(scenario, name) for name in scenario.deliverables}
    echo = {"id": "echo", "kind": "set", "values": values}
    edges = [edge("start", "done", "echo"), edge("echo", "done", "end")]
    return {"podium": 1, "nodes": [_start(scenario), echo, _end(scenario)], "edges": edges}


def build_accept_all(scenario: Scenario, reference: Mapping[str, Any]) -> Document:
    """The reference, with every check, review and person waving everything through."""
    document = copy_of(reference)
    for graph in graphs_of(document):
        for node in graph["nodes"]:
            wave_through(node)
    return document


def wave_through(node: dict[str, Any]) -> None:
    """Make one validating node (or a loop that waits for one) accept everything."""
    if node["kind"] == "check":
        node["rules"] = ["true"]
        node.pop("schema", None)
    elif node["kind"] in ("review", "human"):
        node["when"] = "false"
    elif node["kind"] == "loop" and any(nodes_of(node["inside"], "review", "check", "human")):
        node["until"] = "true"


def build_reject_all(scenario: Scenario, reference: Mapping[str, Any]) -> Document:
    """The reference, with a check before the output that nothing passes."""
    document = copy_of(reference)
    name = fresh_id(document, "never")
    _insert_before_outputs(document, {"id": name, "kind": "check", "rules": ["false"]}, "pass")
    return document


def build_all_to_human(scenario: Scenario, reference: Mapping[str, Any]) -> Document:
    """The reference without its checks and reviews, every case shown to one person before it goes out."""
    document = build_accept_all(scenario, reference)
    deliverables = list(scenario.deliverables)
    minutes = max([3.0, *(float(node.get("minutes", 2.0)) for node in nodes_of(copy_of(reference), "human"))])
    person = {
        "id": fresh_id(document, "everyone"),
        "kind": "human",
        "minutes": minutes,
        "sees": [*(name for name, item in scenario.data.items() if item.source == "case"), *deliverables],
        "edits": deliverables,
    }
    _insert_before_outputs(document, person, "approved")
    return document


def build_one_agent(scenario: Scenario, reference: Mapping[str, Any]) -> Document:
    """One agent that does all the work with all the reference's instructions; look-ups that need only what
    the case gives come before it, the others it may call itself; the reference's people where it has them,
    and the effects, at the end."""
    given = {name for name, item in scenario.data.items() if item.source == "case"}
    lookups = [tool for tool in scenario.tools.values() if not tool.effect]
    first = [tool.slug for tool in lookups if set(tool.needs) <= given]
    agent = {
        "id": "solo",
        "kind": "agent",
        "agent": _all_rounder(scenario),
        "model": "large",
        "yields": [task.yields for task in scenario.tasks.values()],
        "tools": [tool.slug for tool in lookups if tool.slug not in first],
        "instructions": "\n".join(
            node.get("instructions", "") for node in nodes_of(copy_of(reference), "agent")
        ),
    }
    line = [(_start(scenario), "done")]
    for slug in first:
        name = f"look_up_{slug.replace('-', '_')}"[:40]
        retry = {"max": 2, "on": ["error", "timeout"]}
        line.append(({"id": name, "kind": "tool", "tool": slug, "retry": retry}, "done"))
    line += [(agent, "done"), *_guards(scenario, reference), (_end(scenario), "")]
    edges = [edge(node["id"], port, following["id"]) for (node, port), (following, _) in pairwise(line)]
    return {"podium": 1, "nodes": [node for node, _ in line], "edges": edges}


def _guards(scenario: Scenario, reference: Mapping[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """The reference's people and effect tools, one after the other, each with its happy port."""
    found = []
    document = copy_of(reference)
    for node in nodes_of(document, "human"):
        if node.get("when"):
            found.append(({**node, "id": fresh_id(document, f"gate_{node['id']}"[:36])}, "approved"))
    for node in nodes_of(document, "tool"):
        tool = scenario.tools.get(node.get("tool", ""))
        if tool is not None and tool.effect:
            found.append(({**node, "id": fresh_id(document, f"act_{node['id']}"[:36])}, "done"))
    return found


def _all_rounder(scenario: Scenario) -> str:
    """The agent with the best mean fit for the tasks."""
    crafts = [task.craft for task in scenario.tasks.values()]

    def fit(slug: str) -> float:
        return sum(scenario.roster[slug].crafts.get(craft, 0.2) for craft in crafts)

    return max(sorted(scenario.roster), key=fit)


def _insert_before_outputs(document: Document, node: dict[str, Any], happy: str) -> None:
    """Put a node before every top-level output: all that went there goes to it, and it alone goes there."""
    outputs = {entry["id"] for entry in document["nodes"] if entry["kind"] == "output"}

    def reroute(entry: dict[str, str]) -> dict[str, str]:
        source, port, target, _ = ends(entry)
        return edge(source, port, node["id"]) if target in outputs else entry

    rewrite_edges(document, reroute)
    document["nodes"].append(node)
    document["edges"].extend(edge(node["id"], happy, output) for output in sorted(outputs))


def _start(scenario: Scenario) -> dict[str, Any]:
    return {
        "id": "start",
        "kind": "input",
        "values": [name for name, item in scenario.data.items() if item.source == "case"],
    }


def _end(scenario: Scenario) -> dict[str, Any]:
    return {"id": "end", "kind": "output", "values": list(scenario.deliverables)}


def _echoed(scenario: Scenario, name: str) -> str:
    """A formula for a deliverable: the first input of its type, or a constant."""
    item = scenario.data[name]
    for other, given in scenario.data.items():
        if given.source == "case" and given.type == item.type:
            return other
    if item.type == "enum":
        return f"'{item.values[0]}'" if item.values else "''"
    return PLAIN[item.type]


BASELINES: dict[str, Callable[[Scenario, Mapping[str, Any]], Document]] = {
    "empty": build_empty,
    "do_nothing": build_do_nothing,
    "echo": build_echo,
    "accept_all": build_accept_all,
    "reject_all": build_reject_all,
    "all_to_human": build_all_to_human,
    "one_agent": build_one_agent,
}
"""Each baseline by the name under which `exercise.yaml` states its ranges."""
