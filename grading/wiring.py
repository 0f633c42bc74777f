"""Which needs reach whoever does the work, all the way back from each deliverable."""

from __future__ import annotations

from dataclasses import dataclass

from grading.observation import Observation
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
    """The agent and tool nodes that make a value, in order of their ids."""
    scenario = observation.scenario
    return tuple(node for node in observation.nodes("agent", "tool") if value in made_by(scenario, node))


def made_by(scenario: Scenario, node: Node) -> tuple[str, ...]:
    """The values that an agent or tool node makes."""
    if node.kind == "agent":
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
        share = _share(observation, node, link.need)
        if best.node is None or share > best.share:
            best = Wired(link, share, node.id)
    return best


def _share(observation: Observation, node: Node, need: str) -> float:
    """How often the node had the need, of the times that it was reached; made in the same call counts."""
    if need in made_by(observation.scenario, node):
        return 1.0
    if node.kind == "agent" and need in _fetched(observation.scenario, node):
        return 1.0
    visits = [visit for run in observation.bare for visit in run.visits if visit.node == node.id]
    return sum(need in visit.inputs for visit in visits) / len(visits) if visits else 0.0


def _fetched(scenario: Scenario, node: Node) -> set[str]:
    """The values that an agent may fetch itself with the tools it was given."""
    return {scenario.tools[slug].yields for slug in node.settings.tools if slug in scenario.tools}
