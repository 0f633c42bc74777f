"""A document compiled for running: indexes instead of ids, everything worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox.engine.canonical import Ordered, order
from workflow.document import Document, Edge, Graph, Node
from workflow.expression import Expression, compile_expression
from workflow.kinds import kind_of
from workflow.kinds.check import schema_validator
from workflow.ports import has_budget, made_inside, path_ports

STEP, INPUT, OUTPUT, ROUTER, SET, CHECK, JOIN, LOOP, MAP, SUBFLOW, MEMORY = range(11)
CONTAINERS = frozenset({LOOP, MAP, SUBFLOW})
_HOW = {
    "input": INPUT,
    "output": OUTPUT,
    "router": ROUTER,
    "set": SET,
    "check": CHECK,
    "join": JOIN,
    "loop": LOOP,
    "map": MAP,
    "subflow": SUBFLOW,
    "memory": MEMORY,
}

TWIN = 1_000_000_000
"""Between the ranks of two who do the same work in one plan: more than there are ranks in a document."""

Arrow = tuple["NodePlan", int, str | None]
"""A wire: its target, its slot among the target's wires, the value's name (None: a path)."""


class NodePlan:
    """One node, ready to run. Written by `compile_program` only."""

    __slots__ = (
        "acts_once",
        "budgeted",
        "depth",
        "digest",
        "drawn",
        "expressions",
        "fallback",
        "happy",
        "how",
        "id",
        "index",
        "inner",
        "is_human",
        "is_plan",
        "is_review",
        "key",
        "limits",
        "made_inside",
        "needs_approval",
        "node",
        "path_slots",
        "place",
        "ports",
        "rank",
        "resource",
        "retries",
        "routes",
        "schemas",
        "settings",
        "sources",
        "stride",
        "takes",
        "timeout",
        "value_slots",
        "when",
    )

    def __init__(self, node: Node, index: int, place: int, depth: int, digest: str) -> None:
        kind = kind_of(node.kind)
        settings = node.settings
        self.node = node
        self.id = node.id
        self.index = index
        """The place within its graph's canonical order."""
        self.place = place
        """The place within the whole program."""
        self.depth = depth
        self.digest = digest
        self.how: int = _HOW.get(node.kind, STEP)
        self.settings = settings
        self.limits = node.limits
        self.retries = node.limits.retries
        self.timeout = node.limits.timeout
        self.budgeted = has_budget(node.limits)
        self.ports = frozenset(path_ports(node))
        self.happy = kind.happy
        self.is_human = node.kind == "human"
        self.is_review = node.kind == "review"
        self.is_plan = node.kind == "plan"
        self.takes: tuple[str, ...] | None = None
        """The only inputs that a planned task is given; None: everything that arrives."""
        self.drawn: dict[Any, Any] = {}
        """Plans that were made at this node in earlier runs, compiled (see `planning`)."""
        self.acts_once: tuple[str, ...] = getattr(settings, "idempotent_by", ())
        self.needs_approval = False
        self.when = _compiled(getattr(settings, "when", None) if self.how == STEP else None)
        self.expressions: tuple[tuple[str, Expression], ...] = _expressions(node)
        self.schemas: tuple[tuple[str, Any], ...] = (
            tuple((name, schema_validator(schema)) for name, schema in sorted(settings.schema.items()))
            if self.how == CHECK
            else ()
        )
        self.fallback = _fallback(node)
        self.resource = resource_of(node)
        self.key = digest
        """The idempotency key outside containers; twins are told apart by their rank."""
        self.rank = 0
        self.stride = 1
        self.inner: GraphPlan | None = None
        self.made_inside: tuple[str, ...] = made_inside(node.inside, None) if node.inside else ()
        self.sources = 0
        self.path_slots: tuple[int, ...] = ()
        self.value_slots: tuple[int, ...] = ()
        self.routes: dict[str, tuple[tuple[Arrow, ...], tuple[Arrow, ...]]] = {}
        """Per port the wires that come alive and those that die; the port '' stands for being skipped."""


@dataclass(frozen=True, slots=True)
class GraphPlan:
    """One level of the document in canonical order. `tracks`: two bundles may meet somewhere, so that it
    matters who made a value."""

    nodes: tuple[NodePlan, ...]
    roots: tuple[NodePlan, ...]
    degrees: tuple[int, ...]
    tracks: bool


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled document, good for any number of runs."""

    document: Document
    graph: GraphPlan
    plans: tuple[NodePlan, ...]
    digest: str

    def plan(self, node_id: str) -> NodePlan:
        """The plan of a node anywhere in the document; KeyError where there is none."""
        for plan in self.plans:
            if plan.id == node_id:
                return plan
        raise KeyError(node_id)


def compile_program(document: Document) -> Program:
    """Compile a document that the validator let through."""
    ordered = order(document.graph)
    plans: list[NodePlan] = []
    graph = _compile_graph(document.graph, ordered, 0, plans)
    _rank(plans)
    for plan in plans:
        tools = {getattr(plan.settings, "tool", None), (plan.limits.fallback or {}).get("tool")}
        plan.needs_approval = not document.policy.approvals.isdisjoint(tools)
    return Program(document, graph, tuple(plans), ordered.digest)


def compile_planned(owner: NodePlan, graph: Graph) -> GraphPlan:
    """Compile the graph of a plan made in a run. Whoever does a task there first has the rank of the planning
    node, as an agent in its place would; further ones have ranks of their own."""
    plans: list[NodePlan] = []
    compiled = _compile_graph(graph, order(graph), owner.depth + 1, plans)
    _rank(plans)
    for plan in plans:
        plan.key = f"{owner.key}.{plan.key}"
        plan.rank = owner.rank + TWIN * plan.rank
        plan.stride = owner.stride
    return compiled


def resource_of(node: Node) -> str:
    """What a node's work draws on, for capacities and rate limits."""
    if node.kind in ("agent", "review", "plan"):
        return f"model:{node.settings.model}"
    if node.kind == "tool":
        return f"tool:{node.settings.tool}"
    return node.kind


def _compile_graph(graph: Graph, ordered: Ordered, base: int, plans: list[NodePlan]) -> GraphPlan:
    found: dict[str, NodePlan] = {}
    for index, node in enumerate(ordered.nodes):
        depth = base + ordered.depths[node.id]
        plan = NodePlan(node, index, len(plans), depth, ordered.digests[node.id])
        plans.append(plan)
        found[node.id] = plan
        if node.inside is not None:
            plan.inner = _compile_graph(node.inside, ordered.inner[node.id], depth + 1, plans)
    _wire(graph, found)
    nodes = tuple(found.values())
    return GraphPlan(
        nodes=nodes,
        roots=tuple(plan for plan in nodes if not plan.sources),
        degrees=tuple(plan.sources for plan in nodes),
        tracks=any(len(plan.path_slots) > 1 for plan in nodes),
    )


def _wire(graph: Graph, found: Mapping[str, NodePlan]) -> None:
    """Number the wires into each node canonically, and sort those out of each by the port they belong to."""
    edges = [edge for edge in graph.edges if edge.source in found and edge.target in found]
    edges.sort(key=lambda edge: (found[edge.target].index, found[edge.source].index, edge.source_port))
    slots: dict[str, int] = dict.fromkeys(found, 0)
    leaving: dict[str, list[tuple[str, Arrow]]] = {each: [] for each in found}
    for edge in edges:
        source, target = found[edge.source], found[edge.target]
        slot = slots[target.id]
        slots[target.id] += 1
        name = None if edge.source_port in source.ports else edge.source_port
        if name is None:
            target.path_slots += (slot,)
        else:
            target.value_slots += (slot,)
        target.sources += 1
        leaving[source.id].append((edge.source_port, (target, slot, name)))
    for plan in found.values():
        plan.routes = _routes(plan, leaving[plan.id], edges)


def _routes(
    plan: NodePlan, leaving: list[tuple[str, Arrow]], edges: list[Edge]
) -> dict[str, tuple[tuple[Arrow, ...], tuple[Arrow, ...]]]:
    routes = {}
    for port in sorted(plan.ports):
        alive: list[Arrow] = []
        dead: list[Arrow] = []
        for wired, arrow in leaving:
            carries = port in plan.happy if arrow[2] is not None else wired == port
            (alive if carries else dead).append(arrow)
        routes[port] = (tuple(alive), tuple(dead))
    routes[""] = ((), tuple(arrow for _, arrow in leaving))
    return routes


def _rank(plans: list[NodePlan]) -> None:
    """Number those who do the same work, in canonical order, from 0."""
    works: dict[str, list[NodePlan]] = {}
    for plan in plans:
        if plan.how != STEP:
            continue
        mine = [works.setdefault(work, []) for work in _works(plan.node)]
        plan.rank = len({other.place for done in mine for other in done})
        for done in mine:
            done.append(plan)
    for plan in plans:
        if plan.how == STEP:
            same = {other.place for work in _works(plan.node) for other in works[work]}
            plan.stride = max(1, len(same))
            plan.key = f"{plan.digest}.{plan.rank}"


def _works(node: Node) -> tuple[str, ...]:
    if node.kind in ("agent", "plan"):
        return tuple(f"make {name}" for name in node.settings.yields)
    if node.kind == "review":
        return tuple(f"judge {name}" for name in node.settings.on)
    return (f"call {node.settings.tool}",) if node.kind == "tool" else (node.kind,)


def _expressions(node: Node) -> tuple[tuple[str, Expression], ...]:
    """What the engine itself works out at this node, each with the name that it decides on."""
    settings = node.settings
    if node.kind == "router":
        return tuple((branch.port, compile_expression(branch.when)) for branch in settings.branches)
    if node.kind == "set":
        return tuple((name, compile_expression(text)) for name, text in sorted(settings.values.items()))
    if node.kind == "check":
        return tuple((rule, compile_expression(rule)) for rule in settings.rules)
    if node.kind == "loop":
        return (("until", compile_expression(settings.until)),)
    return ()


def _compiled(text: str | None) -> Expression | None:
    return compile_expression(text) if text else None


def _fallback(node: Node) -> Node | None:
    """The node as it works in its last try."""
    if not node.limits.fallback:
        return None
    return replace(node, settings=replace(node.settings, **dict(node.limits.fallback)))
