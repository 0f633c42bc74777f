"""How much work a document can make at most: containers multiply what is inside them."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.document import Document, Graph, Node
from workflow.report import Report

MAX_WORK = 2000
"""Node runs in one case. Real workflows need some dozens; a case beyond this would keep everybody waiting."""
USUAL_ITEMS = 10
"""Items reckoned for a map over a list, whose length is known only in a run."""


def weigh(graph: Graph) -> int:
    """The most node runs that one case can make: turns and copies multiply, also with each other."""
    return sum(
        1 + times(node) * weigh(node.inside) if node.inside else steps_of(node) for node in graph.nodes
    )


def steps_of(node: Node) -> int:
    """The most steps that a node without an inside can make: a plan's tasks come on top of the planning."""
    return 1 + int(node.settings.tasks) if node.kind == "plan" else 1


def check_workload(document: Document, places: Mapping[str, str], report: Report) -> None:
    """Report a document whose containers multiply beyond what a run may do, at its heaviest node."""
    for graph in (document.graph, *(each.graph for each in document.workflows.values())):
        _check(graph, places, report)


def _check(graph: Graph, places: Mapping[str, str], report: Report) -> None:
    work = weigh(graph)
    if work <= MAX_WORK:
        return
    heaviest = max(graph.nodes, key=lambda node: weigh(Graph((node,), ())))
    report.add(
        "too_much_work",
        places[heaviest.id],
        f"One case could make {work} steps here; {MAX_WORK} is the most.",
        "Lower the copies or turns, or take a container out of another.",
        node=heaviest.id,
    )


def times(node: Node) -> int:
    """How often a container may run its inside."""
    if node.kind == "subflow":
        return 1
    settings = node.settings
    return int(getattr(settings, "max", None) or getattr(settings, "copies", None) or USUAL_ITEMS)
