"""What is the same each time a node calls its agent: who does which task, and how likely each thing goes
wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.world.blueprint import Blueprint, Producer
from sandbox.world.chance import GENERAL_FEEDBACK, NAMED_FEEDBACK, UNKNOWN_FIT, Circumstance
from sandbox.world.draw import to_millionths
from sandbox.world.hazards import HAZARDS
from sandbox.world.instruction import Grasp, Mode, Reader, grasp

IGNORED = "colleague_ignored"
"""The one hazard that spoils what comes in rather than what goes out."""


@dataclass(frozen=True, slots=True)
class Order:
    """The settings of an agent node that matter to the work."""

    agent: str
    model: str
    instructions: str
    yields: tuple[str, ...]
    tools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Threat:
    """A hazard of a task in this call. `millionths` is its probability: fresh, after feedback on something
    else,
    after feedback that names it. `facts` is its static part for the event log."""

    hazard: str
    millionths: tuple[int, int, int]
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """One task of a call. `threats` strike the value as it is made, `ignores` what colleagues handed over,
    `history` what earlier turns of a loop left, `efforts` what the call takes."""

    producer: Producer
    slip: Threat
    threats: tuple[Threat, ...]
    invention: int
    """Millionths of the probability that something missing is made up rather than left open."""
    ignores: tuple[Threat, ...] = ()
    history: tuple[Threat, ...] = ()
    efforts: tuple[Threat, ...] = ()

    def exposed(self, looped: bool) -> tuple[Threat, ...]:
        """All that can strike here but the slip; `looped` says whether a loop may bring it back."""
        return (*self.threats, *self.ignores, *self.efforts, *(self.history if looped else ()))


@dataclass(frozen=True, slots=True)
class CallPlan:
    """A call: its tasks in the order of their needs, what it cannot make, what is understood of its
    instructions."""

    order: Order
    grasp: Grasp
    tasks: tuple[TaskPlan, ...]
    strangers: tuple[str, ...]
    words: int
    key: str


def plan_call(blueprint: Blueprint, order: Order, reader: Reader, mode: Mode) -> CallPlan:
    """The plan of a call, made once per settings, reader and mode."""
    key = ("call", order, mode, id(reader))
    found = blueprint.recall(key)
    if found is not None and found[0] is reader:
        plan: CallPlan = found[1]
        return plan
    plan = _make_plan(blueprint, order, grasp(order.instructions, reader, mode), mode)
    blueprint.remember(key, (reader, plan))
    return plan


def _make_plan(blueprint: Blueprint, order: Order, understood: Grasp, mode: Mode) -> CallPlan:
    mine = [blueprint.tasks[name] for name in order.yields if name in blueprint.tasks]
    mine.sort(key=lambda producer: blueprint.place[producer.item.name])
    clutter = _clutter(blueprint, mine, understood)
    tasks = tuple(
        _plan_task(blueprint, order, producer, understood, len(mine), clutter, mode) for producer in mine
    )
    return CallPlan(
        order=order,
        grasp=understood,
        tasks=tasks,
        strangers=tuple(sorted(name for name in order.yields if name not in blueprint.tasks)),
        words=len(order.instructions.split()),
        key="+".join(sorted(order.yields)),
    )


def _clutter(blueprint: Blueprint, tasks: list[Producer], understood: Grasp) -> float:
    """The irrelevant share, in words, of what the instructions show."""
    if understood.mentions is None:
        return 0.0
    data = blueprint.scenario.data
    needed = {need for task in tasks for need in task.needs}
    needed |= {need for tool in blueprint.tools.values() for need in tool.needs if tool.item.name in needed}
    shown = {name: data[name].words for name in understood.mentions if name in data}
    total = sum(shown.values())
    return sum(words for name, words in shown.items() if name not in needed) / total if total else 0.0


def _plan_task(
    blueprint: Blueprint,
    order: Order,
    producer: Producer,
    understood: Grasp,
    tasks: int,
    clutter: float,
    mode: Mode,
) -> TaskPlan:
    task = producer.task
    assert task is not None  # noqa: S101 - blueprint.tasks holds tasks only
    state = Circumstance(
        fit=blueprint.scenario.roster[order.agent].crafts.get(task.craft, UNKNOWN_FIT),
        difficulty=task.difficulty,
        tier=order.model,
        tasks=tasks,
        clutter=clutter,
        clarity=understood.protection("states_objective", by_criterion=True),
    )
    none = mode == "flawless"
    slip = 0.0 if none else state.slip()
    parts = {name: round(part, 6) for name, part in state.slip_parts().items() if part}
    places = _places(blueprint, order, producer)
    found: dict[str, list[Threat]] = {"work": [], "ignored": [], "turn": [], "call": []}
    for name, rate in sorted(task.hazards.items()):
        place = places(name)
        if place in found:
            found[place].append(_threat(name, 0.0 if none else rate, state, understood))
    reading = understood.protection("leave_unknown_empty")
    return TaskPlan(
        producer,
        Threat("slip", _with_feedback(slip), {"hazard": "slip", "rate": round(slip, 6), "parts": parts}),
        tuple(found["work"]),
        to_millionths(0.0 if none else state.invention(reading)),
        tuple(found["ignored"]),
        tuple(found["turn"]),
        tuple(found["call"]),
    )


def _places(blueprint: Blueprint, order: Order, producer: Producer) -> Callable[[str], str]:
    """Where in a plan a hazard belongs. Who works with nothing that a colleague made can only ignore
    feedback, and that comes in later turns."""
    colleagues = any(need in blueprint.tasks and need not in order.yields for need in producer.needs)

    def place(slug: str) -> str:
        if slug == IGNORED:
            return "ignored" if colleagues else "turn"
        scope = HAZARDS[slug].scope
        return "work" if scope == "handover" else scope

    return place


def _threat(slug: str, rate: float, state: Circumstance, understood: Grasp) -> Threat:
    hazard = HAZARDS[slug]
    against = hazard.prevented_by
    reading = understood.protection(against, hazard.by_criterion) if against is not None else 0.0
    probability = state.hazard(rate, reading) if rate else 0.0
    facts = {
        "hazard": slug,
        "rate": rate,
        "directive": hazard.prevented_by,
        "reading": round(reading, 6),
        "strain": round(state.strain(), 6),
        "grip": round(state.grip(), 6),
    }
    return Threat(slug, _with_feedback(probability), facts)


def _with_feedback(probability: float) -> tuple[int, int, int]:
    return (
        to_millionths(probability),
        to_millionths(probability * GENERAL_FEEDBACK),
        to_millionths(probability * NAMED_FEEDBACK),
    )
