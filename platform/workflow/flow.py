"""Which values may reach which node, worked out from the wires alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from workflow.document import Document, Edge, Graph, Node
from workflow.kinds import kind_of
from workflow.names import Names
from workflow.ports import made_by, made_inside, path_ports

_NO_VALUES: frozenset[str] = frozenset()
_REFUSALS = ("error", "exhausted", "rejected", "default", "missing")


@dataclass(frozen=True, slots=True)
class Reach:
    """What may be among a node's inputs, and what it may make (containers: what is made inside)."""

    inputs: frozenset[str]
    made: frozenset[str]


def values_reaching(document: Document, names: Names | None = None) -> Mapping[str, frozenset[str]]:
    """For each node, containers' insides included, the names of all values that may arrive at it."""
    return {node_id: reach.inputs for node_id, reach in reach_of(document, names).items()}


def reach_of(document: Document, names: Names | None = None) -> Mapping[str, Reach]:
    """For each node what may arrive and what it may make."""
    found: dict[str, Reach] = {}
    for graph in (document.graph, *(each.graph for each in document.workflows.values())):
        _follow(graph, _NO_VALUES, names, found)
    return found


def incoming(graph: Graph) -> Mapping[str, tuple[Edge, ...]]:
    """The wires into each node, in the order of the document."""
    found: dict[str, list[Edge]] = {node.id: [] for node in graph.nodes}
    for edge in graph.edges:
        found[edge.target].append(edge)
    return {node_id: tuple(edges) for node_id, edges in found.items()}


def in_order(graph: Graph) -> Iterator[Node]:
    """The nodes, each after all that it waits for."""
    ordered: nx.DiGraph[str] = nx.DiGraph()
    ordered.add_nodes_from(node.id for node in graph.nodes)
    ordered.add_edges_from((edge.source, edge.target) for edge in graph.edges)
    nodes = {node.id: node for node in graph.nodes}
    return (nodes[node_id] for node_id in nx.topological_sort(ordered))


def _follow(graph: Graph, scope: frozenset[str], names: Names | None, found: dict[str, Reach]) -> None:
    edges = incoming(graph)
    nodes = {node.id: node for node in graph.nodes}
    for node in in_order(graph):
        inputs = set(scope)
        for edge in edges[node.id]:
            inputs |= _carried(nodes[edge.source], edge, found[edge.source])
        kind = kind_of(node.kind)
        reach = Reach(frozenset(inputs), frozenset((*made_by(node, names), *kind.keeps)))
        found[node.id] = reach
        if node.inside is not None:
            _follow(node.inside, _scope_inside(node, node.inside, reach, names), names, found)


def _carried(source: Node, edge: Edge, reach: Reach) -> frozenset[str]:
    if edge.source_port not in path_ports(source):
        return frozenset((edge.source_port,))
    if edge.source_port == "exhausted" and source.kind == "loop":
        return reach.inputs | reach.made
    return reach.inputs if edge.source_port in _REFUSALS else reach.inputs | reach.made


def _scope_inside(node: Node, inside: Graph, reach: Reach, names: Names | None) -> frozenset[str]:
    """What every node inside a container sees: its inputs; in a loop also what an earlier turn made."""
    if node.kind == "loop":
        return reach.inputs | frozenset(made_inside(inside, names))
    if node.kind == "subflow":
        return _NO_VALUES
    return reach.inputs | {node.settings.item} if node.settings.over else reach.inputs
