"""What a worker loses of what was said before: the history of a loop, and what colleagues handed over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.step import Step
from sandbox.value import Value
from sandbox.world.call import IGNORED, TaskPlan, Threat
from sandbox.world.draw import as_share, pick_index, strikes
from sandbox.world.feedback import strength

Draw = Callable[[str], int]
"""The draw for a hazard of the task at hand."""
RESET = "conversation_reset"


@dataclass(slots=True)
class Loss:
    """What a worker does not go by in one task. `forgets` are needs from earlier turns, `ignores` is a need
    that a colleague made, `deaf` says that feedback is not heard, `reset` that the first try comes again.
    `hazards` are those that struck, `notes` what the event log says of all that might have."""

    hazards: list[str] = field(default_factory=list)
    forgets: frozenset[str] = frozenset()
    ignores: str | None = None
    deaf: bool = False
    reset: bool = False
    notes: list[dict[str, Any]] = field(default_factory=list)


def is_later_turn(step: Step) -> bool:
    """Whether something lies there that this node or a later one made: only a loop can bring that back."""
    return bool(step.path) and any(value.depth >= step.depth > 0 for value in step.inputs.values())


def lose(
    task: TaskPlan,
    live: tuple[str, ...],
    step: Step,
    seen: Mapping[str, Value],
    feedback: Value | None,
    agent: str,
    draw: Draw,
) -> Loss:
    """Draw for each hazard of history and hand-over that is live; `seen` are the values before the agent."""
    loss = Loss()
    if task.history and is_later_turn(step):
        for threat in task.history:
            if threat.hazard in live and _strikes(threat, 0, draw, loss):
                loss.deaf = True
                if threat.hazard != IGNORED:
                    loss.reset = loss.reset or threat.hazard == RESET
                    loss.forgets = _earlier(task.producer.needs, step)
    heard = _from_colleagues(task.producer.needs, seen, agent) if task.ignores else ()
    for threat in task.ignores if heard else ():
        eased = strength(feedback, task.producer.item.name, threat.hazard)
        if threat.hazard in live and _strikes(threat, eased, draw, loss):
            loss.ignores = heard[pick_index(draw(threat.hazard + "#"), len(heard))]
            loss.deaf = True
    return loss


def _strikes(threat: Threat, eased: int, draw: Draw, loss: Loss) -> bool:
    chance, drawn = threat.millionths[eased], draw(threat.hazard)
    hit = strikes(drawn, chance)
    loss.notes.append({**threat.facts, "probability": chance / 1e6, "draw": as_share(drawn), "struck": hit})
    if hit:
        loss.hazards.append(threat.hazard)
    return hit


def _earlier(needs: tuple[str, ...], step: Step) -> frozenset[str]:
    """The needs that an earlier turn left: made here or further down."""
    return frozenset(
        need for need in needs if need in step.inputs and step.inputs[need].depth >= step.depth
    )


def _from_colleagues(needs: tuple[str, ...], seen: Mapping[str, Value], agent: str) -> tuple[str, ...]:
    """The needs that another agent made."""
    authors = {need: seen[need].author for need in needs if need in seen}
    return tuple(need for need, author in authors.items() if author and author.partition("/")[0] != agent)
