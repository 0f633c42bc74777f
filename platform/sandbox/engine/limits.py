"""Retry, time-out, fallback and budgets: what happens when a step does not come off."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from sandbox.engine.event import Path, canonical
from sandbox.engine.frame import NO_VALUES, Frame, Meter, Open, Origins, Values
from sandbox.engine.program import CONTAINERS, LOOP, NodePlan
from sandbox.step import Status, StepResult

if TYPE_CHECKING:
    from sandbox.engine.scheduler import Scheduler


def step_key(plan: NodePlan, frame: Frame, inputs: Values) -> str:
    """The idempotency key of a step: by the values that its tool names, else by its place in the run."""
    if not plan.acts_once:
        return ":".join([plan.key, *(str(number) for _, number in frame.path)])
    told = [look_up(path, inputs) for path in plan.acts_once]
    tool = getattr(plan.settings, "tool", "")
    return blake2b(canonical([tool, told]), digest_size=12).hexdigest()


def look_up(path: str, inputs: Values) -> Any:
    """The data of a value, or of a field of one, by its dotted path; None where there is none."""
    name, *fields = path.split(".")
    data = inputs[name].data if name in inputs else None
    for field in fields:
        data = data.get(field) if isinstance(data, dict) else None
    return data


def fail_step(scheduler: Scheduler, opened: Open, result: StepResult, status: Status) -> None:
    """Try again, try the fallback, or leave by `error` or `exhausted`."""
    plan, step, frame = opened.plan, opened.step, opened.frame
    limits = plan.limits
    again = status in limits.retry_on and step.attempt <= limits.retries and not step.fallback
    fall_back = plan.fallback is not None and not step.fallback and status != "exhausted"
    final = not again and not fall_back
    if scheduler.full or final:
        scheduler.recorder.step_failed(scheduler.now, step, status, result, final)
    rest = (opened.inputs, opened.origins, opened.approved)
    if again:
        delay = max(limits.retry_wait, _asked_wait(result))
        if scheduler.full:
            data: dict[str, Any] = {"attempt": step.attempt + 1, "wait": delay, "reason": status}
            scheduler.recorder.add(scheduler.now, "retry_scheduled", plan.id, frame.path, data)
        scheduler.issue(frame, plan, *rest, attempt=step.attempt + 1, delay=delay)
    elif fall_back:
        if scheduler.full:
            data = {"attempt": step.attempt + 1, "settings": dict(limits.fallback or {})}
            scheduler.recorder.add(scheduler.now, "fallback_taken", plan.id, frame.path, data)
        scheduler.issue(frame, plan, *rest, attempt=step.attempt + 1, fallback=True)
    else:
        _leave_failed(scheduler, frame, plan, status, result.message, *rest)


def _asked_wait(result: StepResult) -> float:
    """The seconds that a rate-limited service asked to wait."""
    asked = result.detail.get("retry_after", 0.0)
    return float(asked) if isinstance(asked, int | float) and 0 < asked <= 3600 else 0.0


def fail_node(
    scheduler: Scheduler,
    frame: Frame,
    plan: NodePlan,
    status: Status,
    result: StepResult,
    inputs: Values,
    origins: Origins,
    approved: bool,
) -> None:
    """A node fails before anybody set to work on it."""
    data = {"status": status, "final": True, "message": result.message}
    scheduler.recorder.add(scheduler.now, "step_failed", plan.id, frame.path, data)
    _leave_failed(scheduler, frame, plan, status, result.message, inputs, origins, approved)


def _leave_failed(
    scheduler: Scheduler,
    frame: Frame,
    plan: NodePlan,
    status: Status,
    message: str,
    inputs: Values,
    origins: Origins,
    approved: bool,
) -> None:
    """Leave by the failing port if it is wired; else the container around fails, or the run."""
    port = "exhausted" if status == "exhausted" and "exhausted" in plan.ports else "error"
    if port in plan.ports and plan.routes[port][0]:
        scheduler.leave(frame, plan, port, inputs, origins, NO_VALUES, approved)
        return
    how = port if port == status else f"{port} ({status})"
    reason = f"'{plan.id}' ended by {how} and nothing is wired there"
    reason = f"{reason}: {message}" if message else f"{reason}."
    owner = frame.owner
    if owner is None:
        scheduler.ports[plan.id] = port
        scheduler.fail_run(reason)
        return
    owner.over = True
    kill(owner.frames)
    result = StepResult(status="error", message=reason)
    fail_node(
        scheduler, owner.frame, owner.plan, "error", result, owner.inputs, owner.origins, owner.approved
    )


def kill(frames: list[Frame]) -> None:
    """Give up frames and all that runs inside them."""
    waiting = list(frames)
    while waiting:
        frame = waiting.pop()
        frame.dead = True
        for child in frame.children:
            child.over = True
            waiting.extend(child.frames)


def may_call(scheduler: Scheduler, frame: Frame, plan: NodePlan) -> bool:
    """Count one call against the node's own budget and those of the containers around it."""
    meters = list(frame.meters)
    if plan.budgeted:
        meters.append(meter_of(scheduler, plan, frame))
    if not all(meter.may_call() and not meter.is_over() for meter in meters):
        return False
    for meter in meters:
        meter.calls += 1
    return True


def meter_of(scheduler: Scheduler, plan: NodePlan, frame: Frame) -> Meter:
    """What a node has used up: a container or plan each time it is entered, any other in the whole run."""
    key = _meter_key(plan, frame)
    meter = scheduler.meters.get(key)
    if meter is None:
        meter = scheduler.meters[key] = Meter(plan, None, scheduler.now)
    return meter


def _meter_key(plan: NodePlan, frame: Frame) -> tuple[int, Path]:
    return plan.place, frame.path if plan.is_plan or plan.how in CONTAINERS else ()


def charge(scheduler: Scheduler, opened: Open, result: StepResult, status: Status) -> Status:
    """Charge a step to the budgets; a node over its own budget is exhausted, whatever came of the step. A
    step over which a container is given up is told of before the container is."""
    plan = opened.plan
    for meter in opened.frame.meters:
        meter.cost += result.cost
        meter.seconds = scheduler.now - meter.started_at
        instance = meter.instance
        if instance is not None and meter.is_over() and not instance.over and not instance.frame.dead:
            if scheduler.full and not opened.frame.dead:
                scheduler.recorder.step_finished(scheduler.now, opened.step, None, result.values, result)
            _exhaust_container(scheduler, meter)
    if not plan.budgeted:
        return status
    meter = meter_of(scheduler, plan, opened.frame)
    meter.cost += result.cost
    meter.seconds += min(result.seconds, plan.timeout) if plan.timeout is not None else result.seconds
    return "exhausted" if meter.is_over() else status


def exhaust(
    scheduler: Scheduler, frame: Frame, plan: NodePlan, inputs: Values, origins: Origins, approved: bool
) -> None:
    """One more call would pass a budget: the node's own, or the nearest container's that is used up."""
    own = meter_of(scheduler, plan, frame) if plan.budgeted else None
    spent = [meter for meter in frame.meters if not meter.may_call() or meter.is_over()]
    if own is not None and (not own.may_call() or own.is_over()):
        result = StepResult(status="exhausted", message="Its budget is used up.")
        fail_node(scheduler, frame, plan, "exhausted", result, inputs, origins, approved)
    elif spent:
        _exhaust_container(scheduler, spent[-1])


def _exhaust_container(scheduler: Scheduler, meter: Meter) -> None:
    instance = meter.instance
    if instance is None or instance.over:
        return
    instance.over = True
    kill(instance.frames)
    made = instance.made if instance.plan.how == LOOP else NO_VALUES
    inputs = {**instance.inputs, **made}
    result = StepResult(status="exhausted", message="Its budget is used up.")
    fail_node(
        scheduler,
        instance.frame,
        instance.plan,
        "exhausted",
        result,
        inputs,
        instance.origins,
        instance.approved,
    )


def check_policy(scheduler: Scheduler) -> None:
    """End the run where it has passed a budget of the document's policy."""
    policy = scheduler.policy
    used = (
        ("cost", scheduler.account.cost, policy.budget_cost),
        ("seconds", scheduler.now, policy.budget_seconds),
        ("human_minutes", scheduler.account.human_minutes, policy.budget_human_minutes),
    )
    for name, spent, limit in used:
        if limit is not None and spent > limit + 1e-9:
            scheduler.fail_run(f"The policy's budget is used up: {name} {spent:.6g} of {limit:.6g}.")
            return
