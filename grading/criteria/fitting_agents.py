"""Systems thinking: each task is done by the agent that fits it, and no call is overloaded."""

from __future__ import annotations

from grading.achievement import worth_without_agents
from grading.fit import fit_of
from grading.observation import Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wiring import values_behind
from sandbox.scenario import Scenario, Task
from sandbox.step import written_id
from workflow.document import Node

LOAD = {1: 1.0, 2: 1.0, 3: 0.7, 4: 0.5}
"""What a call that does so many tasks keeps of its worth; more than four keep a quarter."""


def measure(observation: Observation) -> Measure:
    """Mean over the tasks that the deliverables need: the agent's fit over the best fit in the roster,
    squared, times load. Who did the work in the runs counts, case by case; where several did the same work in
    one case, whoever fits least: a good agent for show mends nothing."""
    tasks = needed_tasks(observation.scenario)
    total, reasons = 0.0, []
    for task in tasks:
        least = _least_fitting(observation, task)
        if not least:
            worth = worth_without_agents(observation, task.yields)
            evidence = Evidence(
                text=f"Nobody does the work that makes “{task.yields}”.", advice="Add an agent for it."
            )
        else:
            ranked = sorted(least, key=lambda each: (each[0], each[1].id))
            worth = sum(each for each, _ in ranked) / len(ranked)
            evidence = _explain(observation, task, ranked[0][1])
        total += worth
        if worth < 1.0:
            reasons.append(Reason(1.0 - worth, evidence))
    value = total / len(tasks) if tasks else 0.0
    return Measure(value, "How well the agents fit the tasks that they were given.", tuple(reasons))


def _least_fitting(observation: Observation, task: Task) -> list[tuple[float, Node]]:
    """For each case in which somebody did a task, the worth of whoever fitted it least, and who that was."""
    agents = {node.id: node for node in observation.nodes("agent")}
    least = []
    for run in observation.bare:
        makers = [visit.planned or agents.get(visit.node) for visit in run.visits]
        found = [
            (_worth(observation.scenario, task, node), node)
            for node in makers
            if node is not None and node.kind == "agent" and task.yields in node.settings.yields
        ]
        if found:
            least.append(min(found, key=lambda each: (each[0], each[1].id)))
    return least


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
