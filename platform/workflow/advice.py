"""Looks at a well-formed document for what cannot come true: values that never arrive, nodes that never run,
ends that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import networkx as nx

from workflow.document import Document, Edge, Graph, Node
from workflow.expression import compile_expression
from workflow.flow import Reach, in_order, incoming, reach_of
from workflow.kinds import kind_of
from workflow.names import Names
from workflow.ports import RESERVED, path_ports
from workflow.report import Report
from workflow.template import variables

Known = frozenset[str] | None
"""The names that mean something here; None without an exercise, where any name may."""


def give_advice(document: Document, places: Mapping[str, str], report: Report, names: Names | None) -> None:
    """Report names nobody knows as errors, and everything that can never happen as warnings."""
    reach = reach_of(document, names)
    known = _known_names(reach, names)
    surprising = names is None and any(node.kind == "tool" for node in document.every_node())
    for node in _written(document):
        place = places[node.id]
        if not surprising:  # without the exercise at hand a tool may make anything
            _check_reads(node, place, reach[node.id], known, report)
            _check_expressions(node, place, reach[node.id], known, report)
        _check_texts(node, place, reach[node.id], report)
        _check_tool(node, place, reach[node.id], names, report)
        _check_permission(node, place, document, report)
    _check_ends(document, places, names, report)
    for graph, inside in _graphs(document):
        _check_never(graph, inside, places, report)


def _written(document: Document) -> Iterator[Node]:
    """The nodes that stand in the document itself, containers' insides and further workflows included."""
    for graph, _ in _graphs(document):
        yield from graph.nodes


def _graphs(document: Document) -> Iterator[tuple[Graph, bool]]:
    """Every graph that stands in the document itself, and whether it is a container's."""
    waiting = [(document.graph, False), *((each.graph, False) for each in document.workflows.values())]
    while waiting:
        graph, inside = waiting.pop(0)
        yield graph, inside
        waiting.extend(
            (node.inside, True)
            for node in graph.nodes
            if node.inside is not None and kind_of(node.kind).container
        )


def _known_names(reach: Mapping[str, Reach], names: Names | None) -> Known:
    """Every name that means something; None without an exercise, where any name may."""
    if names is None:
        return None
    known = set(RESERVED) | names.data.keys()
    for each in reach.values():
        known |= each.inputs | each.made
    return frozenset(known)


def _check_reads(node: Node, place: str, reach: Reach, known: Known, report: Report) -> None:
    for field, name in kind_of(node.kind).reads(node.settings):
        if name in reach.inputs:
            continue
        if known is not None and name not in known:
            _report_unknown(node, f"{place}/{field}", field, name, known, report)
            continue
        code = "output_never_arrives" if node.kind == "output" else "value_cannot_arrive"
        report.add(
            code,
            f"{place}/{field}",
            f"'{node.id}' names '{name}', but no wire brings that value here.",
            f"Wire a port that carries '{name}' to '{node.id}'.",
            node=node.id,
            field=field.split("/")[0],
            severity="warning",
        )


def _report_unknown(
    node: Node, pointer: str, field: str, name: str, known: frozenset[str], report: Report
) -> None:
    near = report.nearest(name, known)
    other = "Name a value of this exercise, or one that a node makes."
    remedy = f"Did you mean '{near}'?" if near else other
    report.add(
        "unknown_value",
        pointer,
        f"Nothing is called '{name[:60]}' here.",
        remedy,
        node=node.id,
        field=field.split("/")[0],
    )


def _check_expressions(node: Node, place: str, reach: Reach, known: Known, report: Report) -> None:
    for each in kind_of(node.kind).expressions(node.settings):
        if compile_expression(each.text).mixes_numbers:
            report.add(
                "whole_number_in_sum",
                f"{place}/{each.field}",
                "A sum here holds a whole number, but the numbers in values have a point.",
                "Write 2.0 instead of 2 wherever you add, multiply or divide.",
                node=node.id,
                field=each.field.split("/")[0],
                severity="warning",
            )
        available = reach.inputs | reach.made if each.sees_made else reach.inputs
        for name in compile_expression(each.text).names:
            if name in available:
                continue
            if known is not None and name not in known:
                _report_unknown(node, f"{place}/{each.field}", each.field, name, known, report)
                continue
            report.add(
                "value_cannot_arrive",
                f"{place}/{each.field}",
                f"The expression reads '{name}', but no wire brings that value to '{node.id}'.",
                f"Wire a port that carries '{name}' here; without it the expression cannot be worked out.",
                node=node.id,
                field=each.field.split("/")[0],
                severity="warning",
            )


def _check_texts(node: Node, place: str, reach: Reach, report: Report) -> None:
    for field, text in kind_of(node.kind).texts(node.settings):
        for name in variables(text):
            if name not in reach.inputs:
                report.add(
                    "unbound_variable",
                    f"{place}/{field}",
                    f"The text mentions {{{{{name}}}}}, but '{node.id}' is never given '{name}'.",
                    f"Wire a port that carries '{name}' here, or take {{{{{name}}}}} out of the text.",
                    node=node.id,
                    field=field,
                    severity="warning",
                )


def _check_tool(node: Node, place: str, reach: Reach, names: Names | None, report: Report) -> None:
    if node.kind != "tool" or names is None or node.settings.tool not in names.tools:
        return
    for need in names.tools[node.settings.tool].needs:
        if need not in reach.inputs:
            report.add(
                "need_missing",
                f"{place}/tool",
                f"The tool '{node.settings.tool}' needs '{need}', and no wire brings it to '{node.id}'.",
                f"Wire a port that carries '{need}' here.",
                node=node.id,
                field="tool",
                severity="warning",
            )


def _check_permission(node: Node, place: str, document: Document, report: Report) -> None:
    """The policy's `tools` say which tools an agent may call itself; agents it does not name are free."""
    if node.kind != "agent" or node.settings.agent not in document.policy.tools:
        return
    allowed = document.policy.tools[node.settings.agent]
    for at, slug in enumerate(node.settings.tools):
        if slug not in allowed:
            report.add(
                "tool_not_permitted",
                f"{place}/tools/{at}",
                f"The policy does not permit '{node.settings.agent}' to call the tool '{slug}'.",
                "Take the tool out here, or permit it in the policy.",
                node=node.id,
                field="tools",
            )


def _check_ends(document: Document, places: Mapping[str, str], names: Names | None, report: Report) -> None:
    graph = document.graph
    only_a_fleet = document.fleet is not None and not graph.nodes
    if not only_a_fleet and not any(node.kind == "output" for node in graph.nodes):
        report.add(
            "no_output",
            "/nodes",
            "There is no output, so nothing is delivered.",
            "Add an output node and wire the finished values to it.",
            severity="warning",
        )
    wired_from = {edge.source for edge in graph.edges}
    wired_into = {edge.target for edge in graph.edges}
    ending: nx.DiGraph[str] = nx.DiGraph()
    ending.add_nodes_from(node.id for node in graph.nodes)
    ending.add_edges_from((edge.target, edge.source) for edge in graph.edges)
    ends = {node.id for node in graph.nodes if node.kind == "output" or _acts(node, names)}
    useful = _reached(ending, ends)
    for node in graph.nodes:
        if node.kind == "note":
            continue
        if node.id not in wired_into and node.kind != "input":
            _warn(
                report,
                node,
                places,
                "starts_alone",
                f"Nothing is wired into '{node.id}', so it starts at once and is given nothing.",
                "Wire the values it needs to it, or take it out.",
            )
        elif node.id not in useful and ends:
            what = "leads to no output" if node.id in wired_from else "is wired to nothing further"
            _warn(
                report,
                node,
                places,
                "leads_nowhere",
                f"'{node.id}' {what}: its work is lost.",
                "Wire it on, or take it out.",
            )


def _reached(graph: nx.DiGraph[str], sources: set[str]) -> set[str]:
    found = set(sources)
    waiting = sorted(sources)
    while waiting:
        for follower in graph.successors(waiting.pop()):
            if follower not in found:
                found.add(follower)
                waiting.append(follower)
    return found


def _acts(node: Node, names: Names | None) -> bool:
    if node.inside is not None:
        return any(_acts(each, names) for each in node.inside.nodes)
    if node.kind != "tool":
        return node.kind == "human"
    return names is None or node.settings.tool not in names.tools or names.tools[node.settings.tool].effect


def _warn(
    report: Report, node: Node, places: Mapping[str, str], code: str, message: str, remedy: str
) -> None:
    report.add(code, places[node.id], message, remedy, node=node.id, severity="warning")


def _check_never(graph: Graph, inside: bool, places: Mapping[str, str], report: Report) -> None:
    """Nodes that would need a case to leave one node by two ports at once."""
    edges = incoming(graph)
    nodes = {node.id: node for node in graph.nodes}
    branching = _branching(graph, nodes)
    facts: dict[str, frozenset[tuple[str, str]]] = {}
    for node in in_order(graph):
        facts[node.id] = _facts(node, edges[node.id], nodes, branching, facts)
        chosen: dict[str, str] = {}
        for source, port in sorted(facts[node.id]):
            if chosen.setdefault(source, port) != port:
                _warn(
                    report,
                    node,
                    places,
                    "never_runs",
                    f"'{node.id}' can never run: it waits for '{source}' to leave by '{chosen[source]}'"
                    f" and by '{port}' in the same case.",
                    "Take everything it needs from one branch, or let a path wire of either branch start it.",
                )
                facts[node.id] = frozenset()
                break


def _branching(graph: Graph, nodes: Mapping[str, Node]) -> set[str]:
    """Nodes that are left by more than one port, so that a case can go different ways there."""
    used: dict[str, set[str]] = {}
    for edge in graph.edges:
        used.setdefault(edge.source, set()).add(_way(nodes[edge.source], edge.source_port))
    return {node_id for node_id, ways in used.items() if len(ways) > 1}


def _way(node: Node, port: str) -> str:
    """The port a value leaves with: its own path port, or the happy one for a value port."""
    if port in path_ports(node):
        return port
    happy = kind_of(node.kind).happy
    return happy[0] if len(happy) == 1 else ""


def _facts(
    node: Node,
    edges: tuple[Edge, ...],
    nodes: Mapping[str, Node],
    branching: set[str],
    facts: Mapping[str, frozenset[tuple[str, str]]],
) -> frozenset[tuple[str, str]]:
    """What must have happened when the node runs: pairs of a node and the port it was left by."""
    needed: set[tuple[str, str]] = set()
    optional: list[frozenset[tuple[str, str]]] = []
    wait_all = node.kind == "join" and node.settings.wait == "all"
    for edge in edges:
        source = nodes[edge.source]
        way = _way(source, edge.source_port)
        own = {(edge.source, way)} if way and edge.source in branching else set()
        fact = facts[edge.source] | own
        if wait_all or (node.kind != "join" and edge.source_port not in path_ports(source)):
            needed |= fact
        else:
            optional.append(fact)
    if optional:
        needed |= frozenset.intersection(*optional)
    return frozenset(needed)
