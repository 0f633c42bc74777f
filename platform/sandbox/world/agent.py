"""The simulated agent: it works value by value, from what it was shown, and errs as its circumstances have
it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.scenario import Case
from sandbox.step import Step, StepResult
from sandbox.value import Value
from sandbox.world.blueprint import Blueprint
from sandbox.world.call import IGNORED, CallPlan, TaskPlan, Threat
from sandbox.world.chance import EFFORT
from sandbox.world.cost import OVERHEAD_TOKENS, call_cost, call_seconds, tokens, words_of
from sandbox.world.draw import RANGE, as_share, draw, pick_index, strikes
from sandbox.world.failure import call_failure
from sandbox.world.feedback import NAME as FEEDBACK
from sandbox.world.feedback import strength
from sandbox.world.history import Loss, lose
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
    times: int = 1
    """How many times its usual effort the call takes."""
    lean: bool = False
    """Whether nothing needs to be explained afterwards."""


@dataclass(slots=True)
class Work:
    """One task in the making: the feedback that was `said` and what of it is `heard`, the luck of the
    `first` try where that comes again, what `struck`, and the losses that are to be `blamed` for some of
    it."""

    task: TaskPlan
    luck: Luck
    heard: Value | None
    said: Value | None
    notes: list[dict[str, Any]]
    first: Luck | None = None
    struck: list[tuple[str, int]] = field(default_factory=list)
    laboured: list[str] = field(default_factory=list)
    blamed: bool = False


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
    live = case.live.get(producer.slug, ())
    loss = _lose(plan, task, desk, luck, step, live)
    had, lacking = _gather(blueprint, case, plan, task, desk, luck, loss)
    work = Work(task, luck, None if loss.deaf else desk.feedback, desk.feedback, loss.notes)
    if loss.reset:
        work.first = _first_try(luck, step)
    lack = _lack(lacking, work, loss)
    for threat in (*task.threats, task.slip):
        if threat.hazard in live or threat is task.slip:
            _try(threat, work, desk.lean)
    for threat in task.efforts:
        if threat.hazard in live:
            _labour(threat, work, desk)
    wrong = wrong_roots(case, producer.needs, had)
    value = produce(blueprint, case, producer, had, lack, tuple(work.struck), wrong)
    desk.made[name] = replace(
        value,
        author=f"{plan.order.agent}/{plan.order.model}",
        attempt=_attempt(step),
        depth=step.depth,
        faults=_faults(value, work, loss, lacking),
    )
    if desk.lean:
        return
    desk.tasks.append(
        {
            "task": producer.slug,
            "value": name,
            "needs_missing": lacking,
            "inherited": list(wrong),
            "hazards": work.notes,
            **({"statements": [entry.as_note() for entry in value.statements]} if value.statements else {}),
        }
    )


def _lose(
    plan: CallPlan, task: TaskPlan, desk: Desk, luck: Luck, step: Step, live: tuple[str, ...]
) -> Loss:
    """What is lost of what was said before; nothing, for nearly every task."""
    if not live or not (task.history or task.ignores):
        return Loss()
    slug = task.producer.slug
    seen = {name: value for name, value in desk.seen.items() if name not in desk.made}
    return lose(
        task, live, step, seen, desk.feedback, plan.order.agent, lambda hazard: luck.draw(slug, hazard)
    )


def _first_try(luck: Luck, step: Step) -> Luck:
    """The luck of the first turn: what went wrong there goes wrong again."""
    path = (*step.path[:-1], (step.path[-1][0], 1))
    return replace(luck, occasion=occasion_of(replace(step, path=path, attempt=1)))


def _lack(lacking: list[str], work: Work, loss: Loss) -> Lack:
    """What is made up or left open of what is not there. Whoever ignores a colleague always has a view of
    their own."""
    task, luck = work.task, work.luck
    slug = task.producer.slug
    if loss.ignores is not None:
        work.struck.append((IGNORED, luck.draw(slug, IGNORED + "#")))
    if not lacking:
        return NOTHING_LACKED
    missing = [need for need in lacking if need != loss.ignores]
    drawn = luck.draw(slug, "missing")
    invents = not missing or strikes(drawn, task.invention)
    work.notes += [_missing_note(need, invents, drawn, task) for need in missing]
    return Lack(frozenset(lacking), invents, luck.draw(slug, "invention"))


def _faults(value: Value, work: Work, loss: Loss, lacking: list[str]) -> tuple[str, ...]:
    """The faults of a value, with the losses that made the difference; only needs that were really absent
    count as lacking."""
    faults = value.faults
    if lacking == [loss.ignores]:
        faults = tuple(fault for fault in faults if fault != "lacking_need")
    if work.blamed or loss.forgets.intersection(lacking):
        faults = (*faults, *(hazard for hazard in loss.hazards if hazard not in faults))
    return (*faults, *work.laboured)


def _attempt(step: Step) -> int:
    return step.attempt + sum(number - 1 for _, number in step.path)


def _gather(
    blueprint: Blueprint, case: Case, plan: CallPlan, task: TaskPlan, desk: Desk, luck: Luck, loss: Loss
) -> tuple[dict[str, Value], list[str]]:
    """The needs that the agent has (it calls its own tools for those it lacks), and those it lacks."""
    had: dict[str, Value] = {}
    lacking: list[str] = []
    for need in task.producer.needs:
        if need == loss.ignores:
            lacking.append(need)
            continue
        value = desk.made.get(need) or (None if need in loss.forgets else desk.seen.get(need))
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


def _try(threat: Threat, work: Work, lean: bool) -> None:
    """Draw for one hazard; note what came of it.

    Whoever has lost the feedback errs as without it, and after a reset as at the first try, if not as now:
    so a loss only adds faults, and keeping the history only removes some.
    """
    task, value = work.task.producer.slug, work.task.producer.item.name
    eased = strength(work.heard, value, threat.hazard)
    chance = threat.millionths[eased]
    drawn = work.luck.draw(task, threat.hazard)
    hit, luck = strikes(drawn, chance), work.luck
    if work.first is not None and strikes(work.first.draw(task, threat.hazard), chance):
        hit, luck = True, work.first
    if hit:
        work.struck.append((threat.hazard, luck.draw(task, threat.hazard + "#")))
        said = threat.millionths[strength(work.said, value, threat.hazard)]
        work.blamed = work.blamed or luck is work.first or not strikes(drawn, said)
    if lean:
        return
    note = {**threat.facts, "probability": chance / 1e6, "draw": as_share(drawn), "struck": hit}
    if eased:
        note["feedback"] = ("general", "named")[eased - 1]
    work.notes.append(note)


def _labour(threat: Threat, work: Work, desk: Desk) -> None:
    """Draw for a hazard of the effort; where it strikes, the call takes many times what it should."""
    slug = work.task.producer.slug
    chance = threat.millionths[strength(work.heard, work.task.producer.item.name, threat.hazard)]
    drawn = work.luck.draw(slug, threat.hazard)
    hit = strikes(drawn, chance)
    times = 1
    if hit:
        least, most = EFFORT[threat.hazard]
        times = least + pick_index(work.luck.draw(slug, threat.hazard + "#"), most - least + 1)
        desk.times = max(desk.times, times)
        work.laboured.append(threat.hazard)
    note = {**threat.facts, "probability": chance / 1e6, "draw": as_share(drawn), "struck": hit}
    work.notes.append({**note, "times": times})


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
    times = desk.times
    return StepResult(
        values=desk.made,
        seconds=round((call_seconds(order.model, tokens_out, stretch) + desk.seconds) * times, 3),
        cost=round((call_cost(order.model, tokens_in, tokens_out) + desk.cost) * times, 6),
        input_tokens=tokens_in * times,
        output_tokens=tokens_out * times,
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
        **({"calls": desk.calls * desk.times} if desk.calls else {}),
        **({"times": desk.times} if desk.times > 1 else {}),
    }
