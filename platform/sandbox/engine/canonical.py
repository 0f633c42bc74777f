"""An order of nodes that depends on the structure alone: not on ids, order, labels, layout or wording.

Colours are refined as Weisfeiler and Lehman do (1968): each node's colour takes in its neighbours' colours
until nothing more comes apart. Where two nodes still look the same, the wording decides last of all, so that
an order exists that renaming and rearranging cannot change; identical twins may stand either way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from workflow.document import Edge, Graph, Limits, Node
from workflow.dump import plain_settings
from workflow.kinds import kind_of

_ROUNDS = 40
Neighbours = Mapping[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Ordered:
    """The nodes of one graph in canonical order (each after all it waits for), their depths within the graph,
    their structural digests, the height of the graph and its own digest."""

    nodes: tuple[Node, ...]
    depths: Mapping[str, int]
    digests: Mapping[str, str]
    height: int
    digest: str
    worded: str
    inner: Mapping[str, Ordered]


def order(graph: Graph) -> Ordered:
    """The canonical order of a graph and of the graphs inside it. Notes are left out."""
    nodes = {node.id: node for node in graph.nodes if node.kind != "note"}
    edges = [edge for edge in graph.edges if edge.source in nodes and edge.target in nodes]
    inner = {node.id: order(node.inside) for node in nodes.values() if node.inside is not None}
    before, after = _neighbours(nodes, edges)
    depths = _depths(nodes, before, after, inner)
    plain = _refine({each: _colour(nodes[each], depths[each], inner, False) for each in nodes}, before, after)
    worded = _refine({each: _colour(nodes[each], depths[each], inner, True) for each in nodes}, before, after)
    ordered = _arrange(depths, plain, worded, before)
    height = max((depths[each] + _height(each, inner) for each in nodes), default=0)
    return Ordered(
        nodes=tuple(nodes[each] for each in ordered),
        depths=depths,
        digests=plain,
        height=height,
        digest=_hash(sorted(plain.values())),
        worded=_hash(sorted(worded.values())),
        inner=inner,
    )


def _neighbours(nodes: Mapping[str, Node], edges: list[Edge]) -> tuple[Neighbours, Neighbours]:
    before: dict[str, list[tuple[str, str]]] = {each: [] for each in nodes}
    after: dict[str, list[tuple[str, str]]] = {each: [] for each in nodes}
    for edge in edges:
        before[edge.target].append((edge.source_port, edge.source))
        after[edge.source].append((edge.source_port, edge.target))
    return before, after


def _depths(
    nodes: Mapping[str, Node], before: Neighbours, after: Neighbours, inner: Mapping[str, Ordered]
) -> dict[str, int]:
    """The longest way to each node; a container counts as long as what is inside."""
    depths = dict.fromkeys(nodes, 0)
    waiting = {each: len(before[each]) for each in nodes}
    ready = [each for each in nodes if not waiting[each]]
    while ready:
        source = ready.pop()
        reach = depths[source] + _height(source, inner)
        for _, target in after[source]:
            depths[target] = max(depths[target], reach)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    return depths


def _height(node_id: str, inner: Mapping[str, Ordered]) -> int:
    return 1 + inner[node_id].height if node_id in inner else 1


def _colour(node: Node, depth: int, inner: Mapping[str, Ordered], with_wording: bool) -> str:
    """The colour a node starts with: its kind, settings and limits; its wording only on request."""
    prose = kind_of(node.kind).prose
    settings = plain_settings(node.settings)
    if not with_wording:
        settings = {key: value for key, value in settings.items() if key not in prose}
    inside = inner.get(node.id)
    digest = "" if inside is None else inside.worded if with_wording else inside.digest
    return _hash([node.kind, depth, settings, _limits(node.limits), digest])


def _limits(limits: Limits) -> list[object]:
    return [
        limits.retries,
        sorted(limits.retry_on),
        limits.retry_wait,
        limits.timeout,
        sorted((limits.fallback or {}).items()),
        limits.budget_cost,
        limits.budget_seconds,
        limits.budget_calls,
    ]


def _refine(colours: dict[str, str], before: Neighbours, after: Neighbours) -> dict[str, str]:
    classes = len(set(colours.values()))
    for _ in range(_ROUNDS):
        colours = {
            each: _hash(
                [
                    colour,
                    sorted((port, colours[other]) for port, other in before[each]),
                    sorted((port, colours[other]) for port, other in after[each]),
                ]
            )
            for each, colour in colours.items()
        }
        found = len(set(colours.values()))
        if found == classes:
            break
        classes = found
    return colours


def _arrange(
    depths: Mapping[str, int], plain: Mapping[str, str], worded: Mapping[str, str], before: Neighbours
) -> list[str]:
    """Depth by depth; equals follow their predecessors, so that twin chains never cross."""
    levels: dict[int, list[str]] = {}
    for each, depth in depths.items():
        levels.setdefault(depth, []).append(each)
    position: dict[str, int] = {}
    for depth in sorted(levels):
        level = sorted(
            levels[depth],
            key=lambda each: (
                plain[each],
                sorted((position[other], port) for port, other in before[each]),
                worded[each],
            ),
        )
        for each in level:
            position[each] = len(position)
    return sorted(position, key=position.__getitem__)


def _hash(data: object) -> str:
    text = json.dumps(data, sort_keys=True, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()
