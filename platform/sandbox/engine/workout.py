"""Who works out what at a node that needs nobody outside the engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.engine.frame import Frame, Values
from sandbox.engine.instant import Outcome, check, compute, give, join, route
from sandbox.engine.memory import remember
from sandbox.engine.program import CHECK, INPUT, JOIN, ROUTER, SET, NodePlan
from sandbox.engine.subflow import given_to

if TYPE_CHECKING:
    from sandbox.engine.scheduler import Scheduler


def work_out(scheduler: Scheduler, frame: Frame, plan: NodePlan, inputs: Values) -> Outcome:
    """By which port a node of the engine's own is left, and what it makes."""
    how = plan.how
    if how == ROUTER:
        return route(plan, inputs)
    if how == CHECK:
        neutral = scheduler.neutral_checks
        return check(plan, inputs, neutral if isinstance(neutral, bool) else plan.id in neutral)
    if how == INPUT:
        return give(plan, given_to(scheduler, frame))
    if how == SET:
        return compute(plan, inputs)
    if how == JOIN:
        return join(plan, frame.arrived.get(plan.index, []), inputs)
    return remember(plan, inputs, scheduler.stores)
