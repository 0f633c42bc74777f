"""A workflow that runs inside another as one step: its input takes what arrived, its output comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.engine.frame import NO_VALUES, Frame, Instance, Values
from sandbox.engine.program import NodePlan

if TYPE_CHECKING:
    from sandbox.engine.scheduler import Scheduler


def given_to(scheduler: Scheduler, frame: Frame) -> Values:
    """What an input node has to give: the case's values, or in a subflow those that arrived at it."""
    return scheduler.given if frame.owner is None else frame.owner.inputs


def deliver(scheduler: Scheduler, frame: Frame, plan: NodePlan, inputs: Values) -> None:
    """An output node is reached: hand its values over to the run, or to the subflow around it."""
    delivered = {name: inputs[name] for name in plan.settings.values if name in inputs}
    if frame.owner is not None:
        frame.owner.results[plan.index] = delivered
    else:
        scheduler.deliver(plan.index, delivered)
    if scheduler.full:
        data = {"port": None, "values": scheduler.recorder.plain(delivered)}
        scheduler.recorder.add(scheduler.now, "step_finished", plan.id, frame.path, data)


def outcome_of(instance: Instance) -> tuple[Values, str]:
    """What a subflow made once nothing is left to do in it, and what is wrong with that: no output reached,
    values that did not come out. Of two outputs the later in canonical order counts."""
    delivered = {
        name: value for index in sorted(instance.results) for name, value in instance.results[index].items()
    }
    if not instance.results:
        return NO_VALUES, "It came to no output."
    return taken_of(instance, delivered)


def taken_of(instance: Instance, made: Values) -> tuple[Values, str]:
    """Those values of all that was made inside that the node yields, and what is wrong where some lack."""
    lacking = [name for name in instance.plan.settings.yields if name not in made]
    if lacking:
        return NO_VALUES, f"These values did not come out of it: {', '.join(lacking)}."
    return {name: made[name] for name in instance.plan.settings.yields}, ""
