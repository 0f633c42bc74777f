"""A plan made in a run: held against its limits, numbered canonically, and compiled to a graph of agents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sandbox.engine.canonical import order
from sandbox.engine.program import GraphPlan, NodePlan, compile_planned
from sandbox.step import PlannedTask, Status
from workflow.document import Edge, Graph, Limits, Node
from workflow.field import NAME_PATTERN
from workflow.kinds.agent import AgentSettings
from workflow.kinds.plan import PlanSettings

Tasks = tuple[PlannedTask, ...]

MOST_DRAWN = 200
"""Compiled plans that are kept for one node; most cases get the same few plans."""
_NAME = re.compile(NAME_PATTERN)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plan as it was taken up: its tasks in canonical order, the same in words, and the graph that carries
    it out; no graph where something is wrong, with the failing status and what it is."""

    tasks: Tasks
    graph: GraphPlan | None = None
    status: Status = "ok"
    trouble: str = ""

    @property
    def text(self) -> str:
        """The plan in words, a line for each task."""
        return "\n".join(_line(number, task) for number, task in enumerate(self.tasks, 1))


def draw_up(owner: NodePlan, tasks: Tasks, given: Iterable[str]) -> Drawn:
    """Check what a planner came up with and compile it; `given` are the values that arrived at its node."""
    names = frozenset(given)
    key = (tasks, names)
    drawn: Drawn | None = owner.drawn.get(key)
    if drawn is None:
        if len(owner.drawn) >= MOST_DRAWN:
            owner.drawn.clear()
        drawn = owner.drawn[key] = _draw(owner, tasks, names)
    return drawn


def _draw(owner: NodePlan, tasks: Tasks, given: frozenset[str]) -> Drawn:
    settings: PlanSettings = owner.settings
    trouble = _too_much(settings, tasks)
    if trouble:
        return Drawn(tasks, status="exhausted", trouble=trouble)
    wires = _wires(tasks)
    trouble = _astray(settings, tasks, given, wires)
    if trouble:
        return Drawn(tasks, status="error", trouble=trouble)
    numbered = _numbered(owner, tasks, wires)
    graph = Graph(tuple(_node(owner, task, numbered) for task in numbered), _edges(_wires(numbered)))
    compiled = compile_planned(owner, graph)
    needs = {task.id: task.needs for task in numbered}
    for plan in compiled.nodes:
        plan.takes = needs[plan.id]
    return Drawn(numbered, compiled)


def _too_much(settings: PlanSettings, tasks: Tasks) -> str:
    """Which limit a plan passes. Tasks that are planned again share what the plan leaves of its tasks."""
    if len(tasks) > settings.tasks:
        return f"The plan has {len(tasks)} tasks; at most {settings.tasks} are allowed."
    planning = [task for task in tasks if task.plans]
    if planning and settings.depth < 2:
        return f"The plan has '{planning[0].id}' planned again, deeper than its limit allows."
    if planning and _share(settings, tasks) < 1:
        return f"The plan has '{planning[0].id}' planned again, and no task is left for that."
    return ""


def _share(settings: PlanSettings, tasks: Tasks) -> int:
    """The tasks that each plan within this plan may have."""
    planning = sum(task.plans for task in tasks)
    return (settings.tasks - len(tasks)) // planning if planning else 0


_Wire = tuple[str, str, str]
"""From a task (by id), a value (empty: nothing but the order), to a task."""


def _wires(tasks: Tasks) -> tuple[_Wire, ...]:
    """Each need from all who make it but the one who needs it, and the order that was asked for."""
    found: dict[_Wire, None] = {}
    for task in tasks:
        for need in task.needs:
            makers = [other.id for other in tasks if other is not task and need in other.yields]
            found.update(dict.fromkeys((maker, need, task.id) for maker in makers))
        found.update(dict.fromkeys((before, "", task.id) for before in task.after))
    return tuple(found)


def _astray(settings: PlanSettings, tasks: Tasks, given: frozenset[str], wires: tuple[_Wire, ...]) -> str:
    """Why a plan is no plan; empty where it is one."""
    if not tasks:
        return "The plan holds no task."
    return (
        _badly_named(settings, tasks)
        or _out_of_nothing(settings, tasks, given)
        or _circular(tasks, wires)
        or _for_nothing(settings, tasks, wires)
    )


def _badly_named(settings: PlanSettings, tasks: Tasks) -> str:
    ids = [task.id for task in tasks]
    for task in tasks:
        if ids.count(task.id) > 1:
            return f"Two tasks of the plan are called '{task.id[:40]}'."
        if task.agent not in settings.roster:
            return f"The plan gives '{task.id[:40]}' to '{task.agent[:40]}', who is not on its roster."
        if not task.yields or not all(_NAME.match(name) for name in task.yields):
            return f"The task '{task.id[:40]}' makes nothing that has a name."
        unknown = [before for before in task.after if before not in ids]
        if unknown:
            return f"The task '{task.id[:40]}' waits for '{unknown[0][:40]}', which is no task of the plan."
    return ""


def _out_of_nothing(settings: PlanSettings, tasks: Tasks, given: frozenset[str]) -> str:
    made = {name for task in tasks for name in task.yields}
    for name in settings.yields:
        if name not in made:
            return f"Nobody in the plan makes '{name}'."
    for task in tasks:
        for need in task.needs:
            if need not in given and need not in made:
                return f"The task '{task.id[:40]}' needs '{need[:40]}', which nobody makes or brings."
    return ""


def _circular(tasks: Tasks, wires: tuple[_Wire, ...]) -> str:
    waiting = {task.id for task in tasks}
    while waiting:
        free = {each for each in waiting if not any(to == each and at in waiting for at, _, to in wires)}
        if not free:
            return f"The tasks of the plan wait for each other: {', '.join(sorted(waiting))[:120]}."
        waiting -= free
    return ""


def _for_nothing(settings: PlanSettings, tasks: Tasks, wires: tuple[_Wire, ...]) -> str:
    wanted = {task.id for task in tasks if not set(task.yields).isdisjoint(settings.yields)}
    growing = True
    while growing:
        more = {source for source, _, target in wires if target in wanted} - wanted
        wanted |= more
        growing = bool(more)
    idle = [task.id for task in tasks if task.id not in wanted]
    return f"Nothing that was asked for comes of the task '{idle[0][:40]}'." if idle else ""


def _numbered(owner: NodePlan, tasks: Tasks, wires: tuple[_Wire, ...]) -> Tasks:
    """The tasks in canonical order, called `<plan>.<number>`: what the planner called them means nothing."""
    handles = {task.id: f"t{at}" for at, task in enumerate(tasks)}
    renamed = tuple(replace(task, id=handles[task.id]) for task in tasks)
    known = {task.id: task for task in tasks}
    by_handle = {handle: known[each] for each, handle in handles.items()}
    edges = _edges(tuple((handles[source], name, handles[target]) for source, name, target in wires))
    ordered = order(Graph(tuple(_node(owner, task, renamed) for task in renamed), edges))
    ids = {by_handle[node.id].id: f"{owner.id}.{at}" for at, node in enumerate(ordered.nodes, 1)}
    return tuple(
        replace(
            task,
            id=ids[task.id],
            needs=tuple(sorted({*task.needs})),
            after=tuple(sorted({ids[before] for before in task.after}, key=_number)),
        )
        for task in (by_handle[node.id] for node in ordered.nodes)
    )


def _number(task_id: str) -> int:
    return int(task_id.rpartition(".")[2])


def _edges(wires: tuple[_Wire, ...]) -> tuple[Edge, ...]:
    return tuple(Edge(source, name or "done", target) for source, name, target in wires)


def _node(owner: NodePlan, task: PlannedTask, tasks: Tasks) -> Node:
    """The node that carries a task out; it is tried again, timed and relieved as the plan's own node is."""
    settings: PlanSettings = owner.settings
    if not task.plans:
        work = AgentSettings(task.agent, task.yields, task.instructions, settings.task_model)
        return Node(task.id, "agent", work, _limits(owner.limits), label=task.goal)
    further = replace(
        settings,
        agent=task.agent,
        yields=task.yields,
        instructions=task.instructions,
        tasks=_share(settings, tasks),
        depth=settings.depth - 1,
    )
    return Node(task.id, "plan", further, _limits(owner.limits), label=task.goal)


def _limits(limits: Limits) -> Limits:
    """No budget of its own: the plan's holds for everything in it. A fallback only changes the model."""
    fallback = {key: value for key, value in (limits.fallback or {}).items() if key == "model"}
    return replace(
        limits, fallback=fallback or None, budget_cost=None, budget_seconds=None, budget_calls=None
    )


def _line(number: int, task: PlannedTask) -> str:
    made, needed = _listed(task.yields), _listed(task.needs) or "nothing"
    what = task.goal or f"make {made} from {needed}"
    verb = "plans: " if task.plans else ""
    after = _listed(before.rpartition(".")[2] for before in task.after)
    return f"{number}. {task.agent}: {verb}{what}{f', after {after}' if after else ''}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
