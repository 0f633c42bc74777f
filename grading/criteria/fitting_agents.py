"""Systems thinking: each task is done by the agent that fits it, and no call is overloaded."""

from __future__ import annotations

from grading.fit import fit_of
from grading.observation import Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wiring import is_set, planned_visits, values_behind
from sandbox.scenario import Scenario, Task
from sandbox.step import written_id
from workflow.document import Node

LOAD = {1: 1.0, 2: 1.0, 3: 0.7, 4: 0.5}
"""What a call that does so many tasks keeps of its worth; more than four keep a quarter."""


def measure(observation: Observation) -> Measure:
    """Mean over the tasks that the deliverables need: the agent's fit over the best fit in the roster,
    squared, times load."""
    scenario = observation.scenario
    tasks = needed_tasks(scenario)
    total, reasons = 0.0, []
    for task in tasks:
        nodes = [node for node in observation.nodes("agent") if task.yields in node.settings.yields]
        planned = _typical(observation, task)
        if planned is not None:
            nodes.append(planned)
        if not nodes:
            worth = 1.0 if is_set(observation, task.yields) else 0.0
            evidence = Evidence(
                text=f"Nobody does the work that makes “{task.yields}”.", advice="Add an agent for it."
            )
        else:
            node = max(nodes, key=lambda node: _worth(scenario, task, node))
            worth = _worth(scenario, task, node)
            evidence = _explain(observation, task, node)
        total += worth
        if worth < 1.0:
            reasons.append(Reason(1.0 - worth, evidence))
    value = total / len(tasks) if tasks else 0.0
    return Measure(value, "How well the agents fit the tasks that they were given.", tuple(reasons))


def _typical(observation: Observation, task: Task) -> Node | None:
    """Who mostly does a task where plans hand it out: of those who got it, the median by worth."""
    done = [visit.planned for visit in planned_visits(observation, task.yields) if visit.planned is not None]
    ranked = sorted(done, key=lambda node: (_worth(observation.scenario, task, node), node.id))
    return ranked[len(ranked) // 2] if ranked else None


def needed_tasks(scenario: Scenario) -> list[Task]:
    """The tasks that some deliverable depends on, in the exercise's order."""
    wanted = {value for name in scenario.deliverables for value in values_behind(scenario, name)}
    return [task for task in scenario.tasks.values() if task.yields in wanted]


def _worth(scenario: Scenario, task: Task, node: Node) -> float:
    best = max((fit_of(scenario, slug, task.craft) for slug in scenario.roster), default=1.0) or 1.0
    return (fit_of(scenario, node.settings.agent, task.craft) / best) ** 2 * LOAD.get(_load(node), 0.25)


def _load(node: Node) -> int:
    return len(set(node.settings.yields))


def _explain(observation: Observation, task: Task, node: Node) -> Evidence:
    scenario, title = observation.scenario, observation.title_of(node.id)
    fit = fit_of(scenario, node.settings.agent, task.craft)
    better = max(sorted(scenario.roster), key=lambda slug: fit_of(scenario, slug, task.craft))
    if fit < fit_of(scenario, better, task.craft):
        return Evidence(
            text=f"{title} makes “{task.yields}” with an agent whose fit for {task.craft} is "
            f"{fit:.2f}; the roster has {fit_of(scenario, better, task.craft):.2f}.",
            advice=f"Give this work to “{better}”, in a node of its own if the rest of the call suits "
            "the present agent.",
            node=written_id(node.id),
        )
    return Evidence(
        text=f"{title} does {_load(node)} tasks in one call; each gets less care.",
        advice="Split the call: one or two tasks an agent.",
        node=written_id(node.id),
    )


RULE = Rule(
    slug="fitting_agents",
    title="Fitting agents",
    skill="systems_thinking",
    basis="structure",
    weight=0.12,
    reason="An agent outside its craft, or with everything at once, slips more.",
    measure=measure,
)
