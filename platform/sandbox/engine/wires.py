"""When a node runs: what its wires have brought, and what they can no longer bring.

A node is decided when all its wires are. It runs if every value wire arrived and, where it has path wires, at
least one of these did; else it is skipped. A join is decided as soon as enough arrived, or cannot any more.
"""

from __future__ import annotations

from enum import Enum

from sandbox.engine.frame import Cargo, Frame
from sandbox.engine.program import JOIN, NodePlan


class Verdict(Enum):
    """What is known of a node after one more of its wires is decided."""

    WAITS = "waits"
    RUNS = "runs"
    SKIPPED = "skipped"


WAITS, RUNS, SKIPPED = Verdict.WAITS, Verdict.RUNS, Verdict.SKIPPED
DECIDED = -1


def arrive(frame: Frame, target: NodePlan, slot: int, cargo: Cargo) -> Verdict:
    """A wire brings something."""
    index = target.index
    if frame.waiting[index] == DECIDED:
        return WAITS
    frame.arrived.setdefault(index, []).append((slot, cargo))
    return _decide(frame, target)


def miss(frame: Frame, target: NodePlan) -> Verdict:
    """A wire will bring nothing."""
    return WAITS if frame.waiting[target.index] == DECIDED else _decide(frame, target)


def _decide(frame: Frame, target: NodePlan) -> Verdict:
    index = target.index
    frame.waiting[index] -= 1
    waiting = frame.waiting[index]
    arrived = frame.arrived.get(index, ())
    if target.how == JOIN:
        needed = _needed(target)
        if len(arrived) < needed <= len(arrived) + waiting:
            return WAITS
        runs = len(arrived) >= needed
    elif waiting:
        return WAITS
    else:
        slots = {slot for slot, _ in arrived}
        runs = slots.issuperset(target.value_slots) and (
            not target.path_slots or not slots.isdisjoint(target.path_slots)
        )
    frame.waiting[index] = DECIDED
    return RUNS if runs else SKIPPED


def _needed(target: NodePlan) -> int:
    """How many wires a join waits for; never more than it has."""
    wait = target.settings.wait
    if wait == "all":
        return target.sources
    return 1 if wait == "any" else min(int(wait), target.sources)
