"""The workflow document as the core holds it: frozen, parsed, checked for shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workflow.fleet import Fleet


@dataclass(frozen=True, slots=True)
class Edge:
    """A wire from a node's port to a node's port. The only entry port is `in`."""

    source: str
    source_port: str
    target: str
    target_port: str = "in"


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits any performing node may have. `fallback` holds the settings that replace the node's own
    (an agent's `model` or `agent`, a tool's `tool`) for one last try after the retries."""

    retries: int = 0
    retry_on: frozenset[str] = frozenset({"error", "timeout", "rate_limited"})
    retry_wait: float = 0.0
    timeout: float | None = None
    fallback: Mapping[str, Any] | None = None
    budget_cost: float | None = None
    budget_seconds: float | None = None
    budget_calls: int | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges of one level: the document itself or the inside of a container."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def node(self, node_id: str) -> Node:
        """The node with that id; KeyError where there is none."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)


@dataclass(frozen=True, slots=True)
class Node:
    """One node. `settings` is the kind's own frozen settings object (see `workflow.kinds`). `inside` is what
    a container holds; of a subflow it is the workflow that it runs, which is stored elsewhere."""

    id: str
    kind: str
    settings: Any
    limits: Limits = field(default_factory=Limits)
    label: str = ""
    inside: Graph | None = None


@dataclass(frozen=True, slots=True)
class Workflow:
    """A workflow that others can run by its slug: as a subflow, or as one of a fleet."""

    graph: Graph
    version: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """The document's own rules. `approvals` names tools that may act only after a human approved."""

    budget_cost: float | None = None
    budget_seconds: float | None = None
    budget_human_minutes: float | None = None
    approvals: frozenset[str] = frozenset()
    redact: frozenset[str] = frozenset()
    audit: frozenset[str] = frozenset()
    tools: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole workflow document, version 1."""

    graph: Graph
    policy: Policy = field(default_factory=Policy)
    title: str = ""
    layout: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    workflows: Mapping[str, Workflow] = field(default_factory=dict)
    """The document's own further workflows by slug."""
    fleet: Fleet | None = None
    """How they share a day's demand, where the document is a fleet."""

    def every_node(self) -> tuple[Node, ...]:
        """All nodes, containers' insides included, outermost first."""
        found: list[Node] = []
        waiting = list(self.graph.nodes)
        while waiting:
            node = waiting.pop(0)
            found.append(node)
            if node.inside is not None:
                waiting = list(node.inside.nodes) + waiting
        return tuple(found)
