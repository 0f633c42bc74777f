"""A fleet ready to run: one compiled program for each workflow, and where each case goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox.engine.program import Program, compile_program
from workflow.document import Document, Node
from workflow.expression import Expression, ExpressionError, compile_expression
from workflow.fleet import Fleet
from workflow.fleet_reading import KIND


@dataclass(frozen=True, slots=True)
class Way:
    """A line of the routing, compiled."""

    when: Expression
    to: str
    priority: int


class Lines:
    """A fleet document, compiled once for any number of days."""

    def __init__(self, document: Document) -> None:
        """Compile every workflow that cases are sent to; ValueError where the document is no fleet."""
        if document.fleet is None:
            raise ValueError("the document has no fleet")
        self.document = document
        self.fleet: Fleet = document.fleet
        self.programs: Mapping[str, Program] = {
            slug: compile_program(_alone(document, slug)) for slug in self.fleet.targets()
        }
        self._ways = tuple(
            Way(compile_expression(each.when), each.to, each.priority) for each in self.fleet.routing
        )
        self._stand_ins: dict[tuple[int, str], Node] = {}

    def choose(self, values: Mapping[str, Any], kind: str) -> tuple[str, int]:
        """The workflow and the priority of an arriving case. A line that cannot be worked out does not
        hold."""
        scope = {**values, KIND: kind}
        for way in self._ways:
            try:
                if way.when.is_true({name: scope[name] for name in way.when.names if name in scope}):
                    return way.to, way.priority
            except ExpressionError:
                continue
        return self.fleet.otherwise, 0

    def stand_in(self, node: Node, known_down: frozenset[str]) -> Node:
        """The node as it works while what it draws on is known to be down."""
        model = getattr(node.settings, "model", None)
        if model is None or model not in known_down:
            return node
        other = self.fleet.when_down.get(f"model:{model}")
        if other is None:
            return node
        key = (id(node), other)
        found = self._stand_ins.get(key)
        if found is None:
            settings = replace(node.settings, model=other.partition(":")[2])
            found = self._stand_ins[key] = replace(node, settings=settings)
        return found


def _alone(document: Document, slug: str) -> Document:
    """One workflow of a document under the document's policy."""
    workflow = document.workflows[slug]
    return Document(workflow.graph, document.policy, workflow.title)
