"""Which needs reach whoever does the work, all the way back from each deliverable."""

from __future__ import annotations

from dataclasses import dataclass

from grading.observation import Observation, Visit
from sandbox.scenario import Scenario
from workflow.document import Node


@dataclass(frozen=True, slots=True)
class Link:
    """One need of the work that makes a value: `need` must reach a node that makes `value`."""

    value: str
    need: str


@dataclass(frozen=True, slots=True)
class Wired:
    """How a link is kept in a workflow. `share` 0..1 is how often the need was there when the work was
    done; `node` did the work (None: nobody does)."""

    link: Link
    share: float
    node: str | None


def links_behind(scenario: Scenario, value: str) -> tuple[Link, ...]:
    """Every link that a value depends on, itself first; case values depend on nothing."""
    found: dict[Link, None] = {}
    seen: set[str] = set()
    waiting = [value]
    while waiting:
        current = waiting.pop(0)
        if current in seen:
            continue
        seen.add(current)
        for need in needs_of(scenario, current):
            found[Link(current, need)] = None
            waiting.append(need)
    return tuple(found)


def needs_of(scenario: Scenario, value: str) -> tuple[str, ...]:
    """What the work that makes a value cannot do without; nothing for case values."""
    for task in scenario.tasks.values():
        if task.yields == value:
            return task.needs
    for tool in scenario.tools.values():
        if tool.yields == value:
            return tool.needs
    return ()


def values_behind(scenario: Scenario, value: str) -> tuple[str, ...]:
    """The values that somebody must make for a value to be made, itself included."""
    made = {link.value for link in links_behind(scenario, value)}
    return tuple(sorted(made))


def makers_of(observation: Observation, value: str) -> tuple[Node, ...]:
    """The agent, tool and planning nodes that make a value, in order of their ids."""
    scenario = observation.scenario
    planners = {visit.node for visit in planned_visits(observation, value)}
    return tuple(
        node
        for node in observation.nodes("agent", "tool", "plan")
        if value in made_by(scenario, node) or node.id in planners
    )


def planned_visits(observation: Observation, value: str) -> tuple[Visit, ...]:
    """Whoever made a value, in the runs with perfect prompts, because a plan said so."""
    return tuple(
        visit
        for run in observation.bare
        for visit in run.visits
        if visit.planned is not None
        and visit.planned.kind == "agent"
        and value in visit.planned.settings.yields
    )


def yields_of(visit: Visit) -> tuple[str, ...]:
    """The values that a planned task was to make; none for a visit of a node of the document."""
    return () if visit.planned is None else tuple(visit.planned.settings.yields)


def made_by(scenario: Scenario, node: Node) -> tuple[str, ...]:
    """The values that an agent, tool or planning node makes."""
    if node.kind in ("agent", "plan"):
        return tuple(node.settings.yields)
    tool = scenario.tools.get(node.settings.tool)
    return (tool.yields,) if tool else ()


def is_set(observation: Observation, value: str) -> bool:
    """Whether a `set` node that some case reaches computes the value without any agent."""
    return any(
        value in node.settings.values and any(node.id in run.entered for run in observation.bare)
        for node in observation.nodes("set")
    )


def check_link(observation: Observation, link: Link) -> Wired:
    """See in the runs with perfect prompts how often a need was there when the work was done."""
    best = Wired(link, 0.0, None)
    for node in makers_of(observation, link.value):
        share = _share(observation, node, link)
        if best.node is None or share > best.share:
            best = Wired(link, share, node.id)
    return best


def _share(observation: Observation, node: Node, link: Link) -> float:
    """How often the node had the need, of the times that it was reached; made in the same call counts. In a
    plan it is whoever got the task that must have the need."""
    need = link.need
    if node.kind == "plan":
        done = [visit for visit in planned_visits(observation, link.value) if visit.node == node.id]
        had = sum(need in visit.inputs or need in yields_of(visit) for visit in done)
        return had / len(done) if done else 0.0
    if need in made_by(observation.scenario, node):
        return 1.0
    if node.kind == "agent" and need in _fetched(observation.scenario, node):
        return 1.0
    visits = [visit for run in observation.bare for visit in run.visits if visit.node == node.id]
    return sum(need in visit.inputs for visit in visits) / len(visits) if visits else 0.0


def _fetched(scenario: Scenario, node: Node) -> set[str]:
    """The values that an agent may fetch itself with the tools it was given."""
    return {scenario.tools[slug].yields for slug in node.settings.tools if slug in scenario.tools}
