"""Which ports a node has, and which values leave by them."""

from __future__ import annotations

from workflow.document import Graph, Limits, Node
from workflow.kinds import kind_of
from workflow.names import Names

VERDICT = "verdict"
FEEDBACK = "feedback"
RESERVED = (VERDICT, FEEDBACK)
"""Names that checks and reviews make: 'pass' or 'fail', and what is wrong."""


def has_budget(limits: Limits) -> bool:
    """Whether a budget of its own can end the node's work."""
    return (limits.budget_cost, limits.budget_seconds, limits.budget_calls) != (None, None, None)


def path_ports(node: Node) -> tuple[str, ...]:
    """The ports by which everything leaves that the node received and made."""
    return kind_of(node.kind).ports(node.settings, has_budget(node.limits))


def made_by(node: Node, names: Names | None) -> tuple[str, ...]:
    """The values that a node makes and that have a port of their own, in the order of its settings.

    A container makes what is made inside it. What a tool makes is known from the exercise only.
    """
    kind = kind_of(node.kind)
    if node.inside is None or not kind.container:
        return tuple(dict.fromkeys(kind.makes(node.settings, names)))
    return made_inside(node.inside, names)


def made_inside(graph: Graph, names: Names | None) -> tuple[str, ...]:
    """All values that the nodes of a graph make, each once."""
    found: dict[str, None] = {}
    for node in graph.nodes:
        for name in (*made_by(node, names), *kind_of(node.kind).keeps):
            found[name] = None
    return tuple(found)


def is_value_port(node: Node, port: str) -> bool:
    """Whether a port (known to be right) carries one value rather than everything."""
    return port not in path_ports(node)
