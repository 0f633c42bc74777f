"""A case under way in a fleet, and a step of it that asks for its turn."""

from __future__ import annotations

from dataclasses import replace

from sandbox.engine.scheduler import Scheduler
from sandbox.scenario import Case
from sandbox.step import Step
from sandbox.world.performer import SimulatedWorld


class CaseRun:
    """One case under way."""

    __slots__ = (
        "_affected",
        "arrived",
        "case",
        "kind",
        "line",
        "over",
        "priority",
        "scheduler",
        "waited",
        "world",
    )

    def __init__(
        self,
        case: Case,
        kind: str,
        line: str,
        priority: int,
        arrived: float,
        scheduler: Scheduler,
        world: SimulatedWorld,
    ) -> None:
        """`arrived` is in seconds after midnight, `line` the slug of its workflow."""
        self.case = case
        self.kind = kind
        self.line = line
        self.priority = priority
        self.arrived = arrived
        self.scheduler = scheduler
        self.world = world
        self.waited = 0.0
        self.over = False
        self._affected: tuple[frozenset[str], Case] = (frozenset(), case)

    def meet(self, down: frozenset[str]) -> None:
        """Let the world be as it is now: with these tools and model tiers down."""
        if self._affected[0] != down:
            case = self.case
            self._affected = (down, replace(case, outages=case.outages | down) if down else case)
        self.world.case = self._affected[1]


class Ticket:
    """A step that asks for its turn. `order` is the order of asking."""

    __slots__ = ("asked_at", "order", "resource", "run", "step")

    def __init__(self, run: CaseRun, step: Step, resource: str, asked_at: float, order: int) -> None:
        """`asked_at` is in seconds after midnight."""
        self.run = run
        self.step = step
        self.resource = resource
        self.asked_at = asked_at
        self.order = order
