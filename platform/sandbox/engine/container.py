"""Loop, map, subflow and plan: what runs its inside again and again, side by side, or once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sandbox.engine import limits
from sandbox.engine.frame import NO_VALUES, Frame, Instance, Open, Values, data_of
from sandbox.engine.instant import collect
from sandbox.engine.planning import draw_up
from sandbox.engine.program import LOOP, SUBFLOW, GraphPlan
from sandbox.engine.subflow import outcome_of, taken_of
from sandbox.step import StepResult
from sandbox.value import Value
from workflow.expression import ExpressionError

if TYPE_CHECKING:
    from sandbox.engine.scheduler import Scheduler

MAX_ITEMS = 1000
"""Items that one map takes; a longer list is an error, never cut short in silence."""


def open_container(scheduler: Scheduler, instance: Instance) -> None:
    """A loop begins its first turn, a subflow its only one; a map launches as many items as its concurrency
    allows."""
    instance.frame.children.append(instance)
    if instance.plan.how == LOOP:
        _turn(scheduler, instance)
        return
    if instance.plan.how == SUBFLOW:
        frame = _enter(instance, scheduler, NO_VALUES, 1, instance.frame.offset)
        scheduler.begin(frame, instance.approved)
        return
    trouble = _lay_out(instance)
    if trouble:
        _fail(scheduler, instance, trouble)
    elif not instance.copies:
        _finish_map(scheduler, instance)
    else:
        for _ in range(min(instance.copies, instance.plan.settings.concurrency)):
            _item(scheduler, instance)


def open_plan(scheduler: Scheduler, opened: Open, result: StepResult) -> None:
    """An agent has made a plan: carry it out, or fail its node where it is none or passes a limit."""
    plan, step, outer = opened.plan, opened.step, opened.frame
    drawn = draw_up(plan, result.plan, opened.inputs)
    if scheduler.full:
        scheduler.recorder.plan_made(scheduler.now, step, drawn)
    result = replace(result, plan=drawn.tasks, message=drawn.trouble)
    if drawn.graph is None:
        limits.fail_step(scheduler, opened, result, drawn.status)
        return
    if scheduler.full:
        scheduler.recorder.step_finished(scheduler.now, step, None, NO_VALUES, result)
    instance = Instance(outer, plan, opened.inputs, opened.origins, opened.approved)
    outer.children.append(instance)
    frame = _enter(instance, scheduler, opened.inputs, 1, outer.offset, drawn.graph)
    scheduler.begin(frame, opened.approved)


def frame_done(scheduler: Scheduler, frame: Frame) -> None:
    """A turn or an item has nothing left to do."""
    instance = frame.owner
    if instance is None or instance.over:
        return
    if instance.plan.how == LOOP:
        _after_turn(scheduler, instance, frame)
        return
    if instance.plan.how == SUBFLOW:
        _after_once(scheduler, instance, frame, *outcome_of(instance))
        return
    if instance.plan.is_plan:
        _after_once(scheduler, instance, frame, *taken_of(instance, frame.made))
        return
    instance.results[frame.number] = frame.made
    instance.approved = instance.approved or frame.approved
    instance.frames.remove(frame)
    if instance.launched < instance.copies:
        _item(scheduler, instance)
    elif len(instance.results) == instance.copies:
        _finish_map(scheduler, instance)


def _enter(
    instance: Instance,
    scheduler: Scheduler,
    scope: Values,
    number: int,
    offset: int,
    planned: GraphPlan | None = None,
) -> Frame:
    outer, plan = instance.frame, instance.plan
    inner = planned or plan.inner
    if inner is None:
        raise TypeError(f"{plan.id} is no container")
    frame = Frame(inner, instance, (*outer.path, (plan.id, number)), scope, number)
    frame.offset = offset
    frame.meters = outer.meters
    if plan.budgeted:
        meter = limits.meter_of(scheduler, plan, outer)
        meter.instance = instance
        frame.meters = (*outer.meters, meter)
    instance.frames.append(frame)
    return frame


def _turn(scheduler: Scheduler, instance: Instance) -> None:
    instance.turn += 1
    scope = {**instance.inputs, **instance.made}
    frame = _enter(instance, scheduler, scope, instance.turn, instance.frame.offset)
    if scheduler.full:
        data = {"turn": instance.turn, "max": instance.plan.settings.max}
        scheduler.recorder.add(scheduler.now, "turn_started", instance.plan.id, instance.frame.path, data)
    scheduler.begin(frame, instance.approved)


def _after_turn(scheduler: Scheduler, instance: Instance, frame: Frame) -> None:
    """Look at `until`: leave by `done`, turn again, or leave by `exhausted`."""
    plan = instance.plan
    instance.frames.remove(frame)
    instance.made.update(frame.made)
    instance.approved = instance.approved or frame.approved
    until = plan.expressions[0][1]
    trouble = ""
    try:
        is_done = until.is_true(data_of(until.names, {**instance.inputs, **instance.made}))
    except ExpressionError as error:
        is_done, trouble = False, str(error)
    if not is_done and instance.turn < plan.settings.max:
        _turn(scheduler, instance)
        return
    instance.over = True
    made: Values = instance.made
    if is_done:
        _leave(scheduler, instance, made)
        return
    message = f"No end after {instance.turn} turns. {trouble}".strip()
    inputs = {**instance.inputs, **made}
    origins = {**instance.origins, **dict.fromkeys(made, plan.index)}
    result = StepResult(status="exhausted", message=message)
    limits.fail_node(scheduler, instance.frame, plan, "exhausted", result, inputs, origins, instance.approved)


def _after_once(scheduler: Scheduler, instance: Instance, frame: Frame, made: Values, trouble: str) -> None:
    """A subflow or a plan has come to its end."""
    instance.over = True
    instance.approved = instance.approved or frame.approved
    if trouble:
        _fail(scheduler, instance, trouble)
    else:
        _leave(scheduler, instance, made)


def _leave(scheduler: Scheduler, instance: Instance, made: Values) -> None:
    plan, outer = instance.plan, instance.frame
    if scheduler.full:
        data = {"port": "done", "values": scheduler.recorder.plain(made)}
        scheduler.recorder.add(scheduler.now, "step_finished", plan.id, outer.path, data)
    outer.approved = outer.approved or instance.approved
    scheduler.leave(outer, plan, "done", instance.inputs, instance.origins, made, instance.approved)


def _lay_out(instance: Instance) -> str:
    """Work out the items of a map; says what is wrong where there are none to be had."""
    settings = instance.plan.settings
    if settings.copies is not None:
        instance.copies = settings.copies
        return ""
    value = instance.inputs.get(settings.over)
    if value is None:
        return f"'{settings.over}' has not arrived."
    if not isinstance(value.data, list | tuple):
        return f"'{settings.over}' is not a list."
    if len(value.data) > MAX_ITEMS:
        return f"'{settings.over}' has {len(value.data)} items; a map takes {MAX_ITEMS}."
    instance.items = [_item_value(value, at, settings.item) for at in range(len(value.data))]
    instance.copies = len(instance.items)
    return ""


def _item_value(value: Value, at: int, name: str) -> Value:
    if len(value.parts) == len(value.data):
        return replace(value.parts[at], name=name)
    return replace(value, name=name, data=value.data[at])


def _item(scheduler: Scheduler, instance: Instance) -> None:
    number = instance.launched + 1
    instance.launched = number
    scope: Values = instance.inputs
    if instance.items is not None:
        item = instance.items[number - 1]
        scope = {**scope, item.name: item}
    offset = instance.frame.offset * MAX_ITEMS + number - 1
    frame = _enter(instance, scheduler, scope, number, offset)
    if scheduler.full:
        data = {"item": number, "of": instance.copies}
        scheduler.recorder.add(scheduler.now, "item_started", instance.plan.id, instance.frame.path, data)
    scheduler.begin(frame, instance.approved)


def _finish_map(scheduler: Scheduler, instance: Instance) -> None:
    instance.over = True
    results = [instance.results[number] for number in sorted(instance.results)]
    names = dict.fromkeys(name for name in instance.plan.made_inside)
    names.update(dict.fromkeys(sorted({name for result in results for name in result})))
    made = {name: collect(name, [result.get(name) for result in results]) for name in names}
    _leave(scheduler, instance, made)


def _fail(scheduler: Scheduler, instance: Instance, message: str) -> None:
    instance.over = True
    result = StepResult(status="error", message=message)
    limits.fail_node(
        scheduler,
        instance.frame,
        instance.plan,
        "error",
        result,
        instance.inputs,
        instance.origins,
        instance.approved,
    )
