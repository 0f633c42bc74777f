"""Shared capacities: so many at once, so many begun within a minute, and a queue for the others."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from typing import Literal

from sandbox.fleet.ticket import Ticket
from sandbox.fleet.world import Capacity
from workflow.fleet import Quota

WINDOW = 60.0
Answer = Literal["start", "wait", "refuse"]


class Gate:
    """A limit on calls at once and on calls begun within any 60 seconds."""

    __slots__ = ("_at_once", "_begun", "_busy", "_per_minute")

    def __init__(self, at_once: int | None, per_minute: int | None) -> None:
        """None is no limit."""
        self._at_once = at_once
        self._per_minute = per_minute
        self._busy = 0
        self._begun: deque[float] = deque(maxlen=per_minute)

    def opens(self, now: float) -> float:
        """When one more may begin: now, once the window has moved on, or (inf) not before another ends."""
        if self._at_once is not None and self._busy >= self._at_once:
            return inf
        if self._per_minute is not None and len(self._begun) == self._per_minute:
            return max(now, self._begun[0] + WINDOW)
        return now

    def enter(self, now: float) -> None:
        """One more begins."""
        self._busy += 1
        if self._per_minute is not None:
            self._begun.append(now)

    def leave(self) -> None:
        """One has ended."""
        self._busy -= 1


@dataclass(slots=True)
class Resource:
    """A model tier or a tool: the gate at which calls wait, and the one where the service turns them away."""

    name: str
    hold: Gate
    service: Gate | None
    queue: list[tuple[int, int, Ticket]]
    wake_at: float = inf
    """When somebody looks at the queue next because of the window; inf for not at all."""

    def ask(self, now: float) -> Answer:
        """What happens to one more call now, if nobody waits before it."""
        if self.hold.opens(now) > now:
            return "wait"
        if self.service is not None and self.service.opens(now) > now:
            return "refuse"
        return "start"

    def enter(self, now: float) -> None:
        """A call begins."""
        self.hold.enter(now)
        if self.service is not None:
            self.service.enter(now)

    def leave(self) -> None:
        """A call has ended."""
        self.hold.leave()
        if self.service is not None:
            self.service.leave()

    def push(self, ticket: Ticket) -> None:
        """Queue up: by priority, then in order of asking."""
        heappush(self.queue, (-ticket.run.priority, ticket.order, ticket))

    def pop(self) -> Ticket:
        """Who is next."""
        return heappop(self.queue)[2]

    @property
    def waiting(self) -> int:
        """How many wait, those whose case is over included until their turn comes."""
        return len(self.queue)


def make_resource(name: str, capacity: Capacity | None, quota: Quota | None) -> Resource:
    """A resource with what the world gives and what the fleet allows itself."""
    capacity = capacity or Capacity()
    quota = quota or Quota()
    if capacity.refuses:
        service: Gate | None = Gate(capacity.at_once, capacity.per_minute)
        hold = Gate(quota.at_once, quota.per_minute)
    else:
        service = None
        hold = Gate(_least(quota.at_once, capacity.at_once), _least(quota.per_minute, capacity.per_minute))
    return Resource(name, hold, service, [])


def _least(one: int | None, other: int | None) -> int | None:
    there = [each for each in (one, other) if each is not None]
    return min(there) if there else None
