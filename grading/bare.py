"""The structure of a workflow without a word of its prompts."""

from __future__ import annotations

from dataclasses import replace

from workflow.document import Document, Graph, Node


def strip_prompts(document: Document) -> Document:
    """The same document with empty instructions at every agent and planner.

    Runs that give everybody perfect prompts run on this, so that the length of the learner's text changes
    neither cost nor time there: systems thinking and outcome validation do not depend on wording at all.
    """
    return replace(document, graph=_strip(document.graph))


def _strip(graph: Graph) -> Graph:
    return replace(graph, nodes=tuple(_strip_node(node) for node in graph.nodes))


def _strip_node(node: Node) -> Node:
    if node.kind in ("agent", "plan"):
        return replace(node, settings=replace(node.settings, instructions=""))
    return node if node.inside is None else replace(node, inside=_strip(node.inside))
