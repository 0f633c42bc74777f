"""Systems thinking: nothing dead, nothing waiting without need, no retry without end."""

from __future__ import annotations

from grading.achievement import best_outcome
from grading.observation import Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wiring import made_by, needs_of
from grading.wording import plural
from workflow.document import Edge, Graph, Node

WORKING = ("agent", "plan", "tool", "review", "check", "human", "router", "map", "loop", "join")
UNHAPPY = frozenset({"error", "exhausted", "fail", "rejected"})
MOST_RETRIES = 5
SERIAL = 0.3
DEAD = 0.2
UNBOUNDED = 0.2
"""What each loose end takes of the criterion."""


def measure(observation: Observation) -> Measure:
    """1 less the charge for each loose end, times the best outcome."""
    working = observation.nodes(*WORKING)
    findings = [
        *((DEAD, evidence) for evidence in _dead(observation)),
        *((SERIAL, evidence) for evidence in _serial(observation)),
        *((UNBOUNDED, evidence) for evidence in _unbounded(observation)),
    ]
    charged = sum(charge for charge, _ in findings)
    tidy = max(0.0, 1.0 - charged) if working else 0.0
    best = best_outcome(observation)
    reasons = [Reason((1.0 - tidy) * charge / charged, evidence) for charge, evidence in findings]
    if best < 1.0 and tidy > 0.0:
        evidence = Evidence(
            text="A tidy flow counts only as far as it achieves something.",
            advice="Raise what the structure can achieve first; this follows.",
        )
        reasons.append(Reason(tidy * (1.0 - best), evidence))
    explanation = f"{plural(len(findings), 'loose end')} in {plural(len(working), 'working node')}."
    return Measure(tidy * best, explanation, tuple(reasons))


def _dead(observation: Observation) -> list[Evidence]:
    """Nodes that no run ever reached, except those that only wait for something to go wrong."""
    groups = (observation.actual, observation.bare, observation.best, observation.outages)
    reached = {node for group in groups for run in group for node in run.entered}
    spare = _waiting_for_trouble(observation) | _unseen_inside(observation, reached)
    return [
        Evidence(
            text=f"{observation.title_of(node.id)} was never reached in any case.",
            advice="Wire it into the flow, or take it out.",
            node=node.id,
        )
        for node in observation.nodes(*WORKING)
        if node.id not in reached and node.id not in spare
    ]


def _unseen_inside(observation: Observation, reached: set[str]) -> set[str]:
    """Checks, routers and the like inside containers that were reached: a lean log does not tell of them."""
    return {
        inner.id
        for node in observation.document.every_node()
        if node.inside is not None and node.id in reached
        for inner in node.inside.nodes
        if inner.kind not in ("agent", "tool", "review", "human")
    }


def _waiting_for_trouble(observation: Observation) -> set[str]:
    """Nodes behind an unhappy port, directly or through others."""
    edges = [edge for graph in graphs(observation.document.graph) for edge in graph.edges]
    spare = {edge.target for edge in edges if edge.source_port in UNHAPPY}
    while True:
        more = {edge.target for edge in edges if edge.source in spare} - spare
        inside = {
            inner.id
            for node in observation.document.every_node()
            if node.id in spare and node.inside
            for inner in node.inside.nodes
        } - spare
        if not more | inside:
            return spare
        spare |= more | inside


def _serial(observation: Observation) -> list[Evidence]:
    """Agents and tools that wait for another one of which they use nothing."""
    found = {}
    for graph in graphs(observation.document.graph):
        nodes = {node.id: node for node in graph.nodes}
        for edge in graph.edges:
            if _waits_in_vain(observation, nodes, edge):
                first, then = observation.title_of(edge.source), observation.title_of(edge.target)
                found[edge.target] = Evidence(
                    text=f"{then} waits for {first}, but uses nothing that {first} makes.",
                    advice="Let both start from what they need, side by side.",
                    node=edge.target,
                )
    return [evidence for _, evidence in sorted(found.items())]


def _waits_in_vain(observation: Observation, nodes: dict[str, Node], edge: Edge) -> bool:
    source, target = nodes.get(edge.source), nodes.get(edge.target)
    if (
        source is None
        or target is None
        or source.kind not in ("agent", "tool")
        or target.kind not in ("agent", "tool")
    ):
        return False
    if edge.source_port != "done" or (target.kind == "tool" and _acts(observation, target)):
        return False
    scenario = observation.scenario
    needs = {need for value in made_by(scenario, target) for need in needs_of(scenario, value)}
    return not needs & set(made_by(scenario, source))


def _acts(observation: Observation, node: Node) -> bool:
    tool = observation.scenario.tools.get(node.settings.tool)
    return tool is not None and tool.effect


def _unbounded(observation: Observation) -> list[Evidence]:
    return [
        Evidence(
            text=f"{observation.title_of(node.id)} tries {node.limits.retries} times over; an outage "
            "makes that a queue.",
            advice=f"Keep to at most {MOST_RETRIES} retries, then a fallback or the error port.",
            node=node.id,
        )
        for node in observation.nodes(*WORKING)
        if node.limits.retries > MOST_RETRIES
    ]


def graphs(graph: Graph) -> list[Graph]:
    """The graph and the insides of all containers in it."""
    found = [graph]
    for node in graph.nodes:
        if node.inside is not None:
            found.extend(graphs(node.inside))
    return found


RULE = Rule(
    slug="clean_flow",
    title="Clean flow",
    skill="systems_thinking",
    basis="structure",
    weight=0.08,
    reason="What is idle or waits for no reason costs time and hides faults.",
    measure=measure,
)
