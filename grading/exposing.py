"""Expected faults at the agents' outputs: with no guidance, with the learner's instructions, with the best
ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from grading.observation import CaseRun, Exposure, Visit
from sandbox.directives.reader import Reader
from sandbox.engine.program import Program
from sandbox.scenario import Case, Scenario
from sandbox.world.blueprint import Blueprint, blueprint_of
from sandbox.world.call import CallPlan, Order, TaskPlan, Threat, plan_call
from sandbox.world.handing import handed_on, levels_of, write_instructions
from sandbox.world.instruction import Reader as AnyReader
from sandbox.world.template import mentioned_names
from workflow.document import Node

LACKING = "lacking_need"
"""The fault of a value made up because a need that was wired is never mentioned."""


def expose(
    scenario: Scenario, program: Program, runs: Iterable[tuple[Case, CaseRun]], reader: Reader
) -> tuple[Exposure, ...]:
    """Everything that could go wrong at the first visit of each agent in these runs of these cases.

    Probabilities are the sandbox's own, so nothing here depends on luck. An agent without guidance is shown
    what is wired to it all the same: instructions that do not mention a need are worse than none, and lose
    points for it. Where several agents do the same task in one case, the one that prevents least counts: a
    second agent with fine instructions beside a poor one mends nothing.
    """
    blueprint = blueprint_of(scenario)
    plans = {
        plan.id: _plans(blueprint, plan.node, reader) for plan in program.plans if plan.node.kind == "agent"
    }
    places = {plan.id: plan.place for plan in program.plans}
    looped = _in_loops(program)
    found: list[Exposure] = []
    for case, run in runs:
        visits = sorted(
            (visit for visit in run.visits if visit.node in plans or _is_planned_work(visit)),
            key=lambda visit: places[visit.node],
        )
        groups: dict[str, list[list[Exposure]]] = {}
        for visit in visits:
            calls = plans.get(visit.node)
            if calls is None:
                calls = _planned(blueprint, program.plan(visit.node).node, run, visit, reader)
            for task in _expose_visit(blueprint, case, visit, calls, visit.node in looped):
                groups.setdefault(task[0].task, []).append(task)
        for group in groups.values():
            found.extend(min(group, key=lambda entries: sum(entry.prevented for entry in entries)))
    return tuple(found)


def _in_loops(program: Program) -> frozenset[str]:
    """The nodes that work inside a loop, however deep."""
    loops = [plan.node for plan in program.plans if plan.node.kind == "loop"]
    found: set[str] = set()
    while loops:
        inside = loops.pop().inside
        for node in inside.nodes if inside is not None else ():
            found.add(node.id)
            loops.append(node)
    return frozenset(found)


Calls = tuple[CallPlan, CallPlan, CallPlan]
"""A call as it is without guidance, with the learner's instructions, and with the best ones."""


def _is_planned_work(visit: Visit) -> bool:
    return visit.planned is not None and visit.planned.kind == "agent"


def _planned(blueprint: Blueprint, planner: Node, run: CaseRun, visit: Visit, reader: Reader) -> Calls:
    """The call that carries out a planned task. Its instructions are those that the planner makes of the
    learner's: needs that these do not show are not handed on, unless they are made within the plan."""
    task = visit.planned
    assert task is not None  # noqa: S101 - asked for planned visits only
    brief = planner.settings.instructions
    arrived = next(each.inputs for each in run.visits if each.node == visit.node and each.planned is None)
    shown = mentioned_names(brief)
    needs = [need for need in sorted(visit.inputs) if need in shown or need not in arrived]
    told = write_instructions(task.settings.yields, needs, brief)
    node = replace(task, settings=replace(task.settings, instructions=told))
    return _plans(blueprint, node, handed_on(blueprint, reader, levels_of(task.id)))


def _plans(blueprint: Blueprint, node: Node, reader: AnyReader) -> Calls:
    settings = node.settings
    order = Order(
        settings.agent, settings.model, settings.instructions, tuple(settings.yields), tuple(settings.tools)
    )
    return (
        plan_call(blueprint, order, reader, "empty"),
        plan_call(blueprint, order, reader, "actual"),
        plan_call(blueprint, order, reader, "perfect"),
    )


def _expose_visit(
    blueprint: Blueprint,
    case: Case,
    visit: Visit,
    plans: Calls,
    looped: bool,
) -> Iterator[list[Exposure]]:
    """The exposures of one call, task by task: its slip, live hazards (those of later turns where it is in a
    loop), and needs that nobody looks at."""
    made: set[str] = set()
    for empty, actual, perfect in zip(*(plan.tasks for plan in plans), strict=True):
        producer = actual.producer
        live = case.live.get(producer.slug, ())
        chances = {"slip": (_chance(empty.slip), _chance(actual.slip), _chance(perfect.slip))}
        threats = (each.exposed(looped) for each in (empty, actual, perfect))
        for bare, own, best in zip(*threats, strict=True):
            if own.hazard in live:
                chances[own.hazard] = (_chance(bare), _chance(own), _chance(best))
        if _overlooks(blueprint, plans[1], actual, visit, made):
            chances[LACKING] = (0.0, actual.invention / 1e6, 0.0)
        yield [
            Exposure(visit.node, producer.slug, producer.item.name, hazard, case.suite, *chance)
            for hazard, chance in chances.items()
        ]
        made.add(producer.item.name)


def _chance(threat: Threat) -> float:
    return threat.millionths[0] / 1e6


def _overlooks(blueprint: Blueprint, plan: CallPlan, task: TaskPlan, visit: Visit, made: set[str]) -> bool:
    """Whether a need that arrived is not mentioned, and not to be had otherwise."""
    seen = {name for name in visit.inputs if plan.grasp.sees(name)} | made
    fetched = {
        tool.item.name
        for slug in plan.order.tools
        if (tool := blueprint.tools.get(slug)) is not None and set(tool.needs) <= seen
    }
    return any(
        need in visit.inputs and need not in seen and need not in fetched for need in task.producer.needs
    )
