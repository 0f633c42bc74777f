"""Checks the wires: that both ends exist, that the ports do, and that nothing goes in circles."""

from __future__ import annotations

from collections import Counter

import networkx as nx

from workflow.document import Edge, Node
from workflow.kinds import kind_of
from workflow.names import Names
from workflow.ports import made_by, path_ports
from workflow.report import Report
from workflow.shape import Draft

_FORM = "Draw the wire again, or correct the name."


def check_wiring(draft: Draft, places: dict[str, str], report: Report, names: Names | None) -> None:
    """Report every wire of one graph that cannot stand."""
    nodes = {node.id: node for node in draft.nodes}
    for edge, pointer in draft.edges:
        for key, end in (("from", edge.source), ("to", edge.target)):
            if end not in draft.ids:
                _report_dangling(key, end, pointer, places, report)
        if edge.source in nodes:
            _check_source(edge, nodes[edge.source], f"{pointer}/from", report, names)
        if edge.target in nodes:
            _check_target(edge, nodes[edge.target], f"{pointer}/to", report)
    _check_doubles(draft, report)
    _check_cycles(draft, report)


def _report_dangling(key: str, end: str, pointer: str, places: dict[str, str], report: Report) -> None:
    if end in places:
        report.add(
            "edge_crosses_container",
            f"{pointer}/{key}",
            f"'{end}' stands on another level: a wire cannot cross the border of a container.",
            "Wire the container itself: what is inside sees its inputs, and what it makes comes out.",
            node=end,
        )
        return
    near = report.nearest(end, places)
    report.add(
        "dangling_edge",
        f"{pointer}/{key}",
        f"There is no node called '{end}'.",
        f"Did you mean '{near}'?" if near else _FORM,
    )


def _check_source(edge: Edge, node: Node, pointer: str, report: Report, names: Names | None) -> None:
    ports = path_ports(node)
    values = made_by(node, names)
    if edge.source_port in ports or edge.source_port in values:
        return
    if names is None and node.kind in ("tool", "loop", "map"):
        return
    listed = ", ".join(dict.fromkeys((*values, *ports))) or "none, it ends here"
    code, more = "no_such_port", f"Its ports are: {listed}."
    if edge.source_port == "exhausted":
        more = "It has that port only with a 'budget'. " + more
    report.add(
        code, pointer, f"'{node.id}' has no port '{edge.source_port}' to leave by.", more, node=node.id
    )


def _check_target(edge: Edge, node: Node, pointer: str, report: Report) -> None:
    if not kind_of(node.kind).entry:
        report.add(
            "no_entry",
            pointer,
            f"Nothing can be wired into '{node.id}': a node of kind '{node.kind}' has no entry.",
            "Take the wire out.",
            node=node.id,
        )
    elif edge.target_port != "in":
        report.add(
            "no_such_port",
            pointer,
            f"'{node.id}' has no entry '{edge.target_port}'; every node has one entry, called 'in'.",
            f"Write '{node.id}.in'; values keep their names on the way.",
            node=node.id,
        )


def _check_doubles(draft: Draft, report: Report) -> None:
    counted = Counter(edge for edge, _ in draft.edges)
    seen: set[Edge] = set()
    for edge, pointer in draft.edges:
        if counted[edge] > 1 and edge in seen:
            report.add(
                "duplicate_edge",
                pointer,
                f"The wire from '{edge.source}.{edge.source_port}' to '{edge.target}' is there twice.",
                "Take one of them out.",
                node=edge.source,
            )
        seen.add(edge)


def _check_cycles(draft: Draft, report: Report) -> None:
    remedy = "Take one wire out. To repeat work, put the nodes into a loop, which has a maximum."
    if draft.container is not None:
        remedy = "Take the wire back out: in a loop, what one turn makes is there in the next by itself."
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((edge.source, edge.target) for edge, _ in draft.edges)
    for component in nx.strongly_connected_components(graph):
        if len(component) == 1 and not graph.has_edge(*(tuple(component) * 2)):
            continue
        inside = [
            (edge, pointer)
            for edge, pointer in draft.edges
            if edge.source in component and edge.target in component
        ]
        cycle = nx.find_cycle(graph.subgraph(component), inside[0][0].source)
        walk = " -> ".join([*(source for source, _ in cycle), cycle[0][0]][:12])
        report.add(
            "cycle",
            inside[0][1],
            f"These nodes wait for each other: {walk}.",
            remedy,
            node=inside[0][0].source,
        )
