"""The simulated agent: it works value by value, from what it was shown, and errs as its circumstances have
it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.scenario import Case
from sandbox.step import Step, StepResult
from sandbox.value import Value
from sandbox.world.blueprint import Blueprint
from sandbox.world.call import CallPlan, TaskPlan, Threat
from sandbox.world.cost import OVERHEAD_TOKENS, call_cost, call_seconds, tokens, words_of
from sandbox.world.draw import RANGE, as_share, draw, strikes
from sandbox.world.failure import call_failure
from sandbox.world.feedback import NAME as FEEDBACK
from sandbox.world.feedback import strength
from sandbox.world.occasion import occasion_of
from sandbox.world.produce import NOTHING_LACKED, Lack, invent, produce, wrong_roots
from sandbox.world.tools import CallOutcome, call_for_agent


@dataclass(frozen=True, slots=True)
class Luck:
    """Where this performance draws from: seed, case, attempt and rank."""

    seed: int | str
    case_id: str
    occasion: str
    rank: int

    def draw(self, task: str, hazard: str) -> int:
        """The draw for a hazard of a task."""
        return draw(self.seed, self.case_id, task, hazard, self.occasion, self.rank)


@dataclass(slots=True)
class Desk:
    """What lies before the agent while it works: what it sees, what it has made, what it used."""

    seen: dict[str, Value]
    feedback: Value | None
    made: dict[str, Value] = field(default_factory=dict)
    tasks: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    cost: float = 0.0
    calls: list[dict[str, Any]] = field(default_factory=list)
    lean: bool = False
    """Whether nothing needs to be explained afterwards."""


def perform_agent(
    blueprint: Blueprint,
    case: Case,
    plan: CallPlan,
    step: Step,
    seed: int | str,
    *,
    calm: bool = False,
    lean: bool = False,
) -> StepResult:
    """One call of an agent. `calm` switches off errors of the model service, `lean` leaves the detail out."""
    order = plan.order
    luck = Luck(seed, case.id, occasion_of(step), step.rank)
    failed = None if calm else call_failure(case, order.model, luck.draw(plan.key, "service"), step.attempt)
    if failed is not None:
        return failed
    desk = Desk(
        {name: value for name, value in step.inputs.items() if plan.grasp.sees(name)},
        step.inputs.get(FEEDBACK) if plan.grasp.sees(FEEDBACK) else None,
        lean=lean,
    )
    for task in plan.tasks:
        _work(blueprint, case, plan, task, desk, luck, step)
    for name in plan.strangers:
        desk.made[name] = _stranger(blueprint, case, name, desk, luck)
    return _result(blueprint, plan, desk, step, luck)


def _work(
    blueprint: Blueprint, case: Case, plan: CallPlan, task: TaskPlan, desk: Desk, luck: Luck, step: Step
) -> None:
    producer = task.producer
    name = producer.item.name
    had, lacking = _gather(blueprint, case, plan, task, desk, luck)
    notes: list[dict[str, Any]] = []
    lack = NOTHING_LACKED
    if lacking:
        drawn = luck.draw(producer.slug, "missing")
        invents = strikes(drawn, task.invention)
        lack = Lack(frozenset(lacking), invents, luck.draw(producer.slug, "invention"))
        notes += [_missing_note(need, invents, drawn, task) for need in lacking]
    struck: list[tuple[str, int]] = []
    live = case.live.get(producer.slug, ())
    for threat in task.threats:
        if threat.hazard in live:
            _try(threat, producer.slug, name, desk, luck, struck, notes)
    _try(task.slip, producer.slug, name, desk, luck, struck, notes)
    wrong = wrong_roots(case, producer.needs, had)
    value = produce(blueprint, case, producer, had, lack, tuple(struck), wrong)
    order = plan.order
    desk.made[name] = replace(value, author=f"{order.agent}/{order.model}", attempt=_attempt(step))
    if desk.lean:
        return
    desk.tasks.append(
        {
            "task": producer.slug,
            "value": name,
            "needs_missing": lacking,
            "inherited": list(wrong),
            "hazards": notes,
        }
    )


def _attempt(step: Step) -> int:
    return step.attempt + sum(number - 1 for _, number in step.path)


def _gather(
    blueprint: Blueprint, case: Case, plan: CallPlan, task: TaskPlan, desk: Desk, luck: Luck
) -> tuple[dict[str, Value], list[str]]:
    """The needs that the agent has (it calls its own tools for those it lacks), and those it lacks."""
    had: dict[str, Value] = {}
    lacking: list[str] = []
    for need in task.producer.needs:
        value = desk.made.get(need) or desk.seen.get(need)
        if value is None and plan.order.tools:
            value = _fetch(blueprint, case, plan, need, desk, luck)
        if value is None:
            lacking.append(need)
        else:
            had[need] = value
    return had, lacking


def _fetch(
    blueprint: Blueprint, case: Case, plan: CallPlan, need: str, desk: Desk, luck: Luck
) -> Value | None:
    """A need got by a tool that the agent may call, or None."""
    for slug in plan.order.tools:
        tool = blueprint.tools.get(slug)
        if tool is None or tool.item.name != need or (tool.tool is not None and tool.tool.effect):
            continue
        outcome: CallOutcome = call_for_agent(
            blueprint, case, tool, {**desk.seen, **desk.made}, luck.draw(slug, "agent")
        )
        desk.seconds += outcome.seconds
        desk.cost += outcome.cost
        desk.calls.append({"tool": slug, "status": outcome.status, "seconds": outcome.seconds})
        if outcome.value is not None:
            desk.seen[need] = outcome.value
            return outcome.value
    return None


def _try(
    threat: Threat,
    task: str,
    value: str,
    desk: Desk,
    luck: Luck,
    struck: list[tuple[str, int]],
    notes: list[dict[str, Any]],
) -> None:
    """Draw for one hazard; note what came of it."""
    eased = strength(desk.feedback, value, threat.hazard)
    chance = threat.millionths[eased]
    drawn = luck.draw(task, threat.hazard)
    hit = strikes(drawn, chance)
    if hit:
        struck.append((threat.hazard, luck.draw(task, threat.hazard + "#")))
    if desk.lean:
        return
    note = {**threat.facts, "probability": chance / 1e6, "draw": as_share(drawn), "struck": hit}
    if eased:
        note["feedback"] = ("general", "named")[eased - 1]
    notes.append(note)


def _missing_note(need: str, invents: bool, drawn: int, task: TaskPlan) -> dict[str, Any]:
    return {
        "hazard": f"missing:{need}",
        "rate": 1.0,
        "directive": "leave_unknown_empty",
        "probability": 1.0,
        "invention": task.invention / 1e6,
        "draw": as_share(drawn),
        "struck": True,
        "left_open": not invents,
    }


def _stranger(blueprint: Blueprint, case: Case, name: str, desk: Desk, luck: Luck) -> Value:
    """A value that is nobody's work: passed on where it is seen, else made up."""
    if name in desk.seen:
        return desk.seen[name]
    data = invent(blueprint, case, name, luck.draw(name, "invention"))
    item = blueprint.scenario.data.get(name)
    return Value(name, data, item.labels if item else frozenset(), faults=("lacking_need",))


def _result(blueprint: Blueprint, plan: CallPlan, desk: Desk, step: Step, luck: Luck) -> StepResult:
    order, data = plan.order, blueprint.scenario.data
    words_in = plan.words + sum(words_of(value, data.get(name)) for name, value in desk.seen.items())
    words_out = sum(words_of(value, data.get(name)) for name, value in desk.made.items())
    tokens_in, tokens_out = tokens(words_in) + OVERHEAD_TOKENS, tokens(words_out)
    stretch = 0.8 + 0.6 * luck.draw(plan.key, "speed") / RANGE
    return StepResult(
        values=desk.made,
        seconds=round(call_seconds(order.model, tokens_out, stretch) + desk.seconds, 3),
        cost=round(call_cost(order.model, tokens_in, tokens_out) + desk.cost, 6),
        input_tokens=tokens_in,
        output_tokens=tokens_out,
        detail={} if desk.lean else _detail(plan, desk, step),
    )


def _detail(plan: CallPlan, desk: Desk, step: Step) -> dict[str, Any]:
    """What the event log says of a call: what the agent saw and lacked, and each chance with its parts."""
    return {
        "agent": plan.order.agent,
        "model": plan.order.model,
        "mentioned": sorted(desk.seen),
        "unseen": sorted(step.inputs.keys() - desk.seen.keys()),
        "needs_missing": sorted({need for task in desk.tasks for need in task["needs_missing"]}),
        "tasks": desk.tasks,
        **({"calls": desk.calls} if desk.calls else {}),
    }
