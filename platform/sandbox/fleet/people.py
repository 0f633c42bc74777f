"""People with working hours: who looks at what, when, and how fresh they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import heappop, heappush

from sandbox.fleet.lines import Lines
from sandbox.fleet.ticket import Ticket
from sandbox.fleet.world import Day, Staff
from workflow.fleet import Duty, span

FRESH = 0.5
"""Up to this share of a shift spent on cases nobody tires."""
TIRED = 0.6
"""The attention that is left when every minute of the shift was spent on cases."""
DAY_SECONDS = 24 * 3600.0
Key = tuple[str, str]
"""A human node: the workflow's slug and the node's id."""


class Person:
    """Somebody of the fleet. `stretches` are their times on duty in seconds after midnight of the first day:
    the shift that each belongs to, its beginning and its end."""

    def __init__(self, duty: Duty, keys: frozenset[Key], staff: Staff | None, horizon: float) -> None:
        """`keys` are the human nodes that they look after."""
        self.duty = duty
        self.keys = keys
        self.per_hour = staff.per_hour if staff is not None else 0.0
        self.stretches = tuple(_stretches(duty, horizon))
        lunch = span(*duty.lunch) if duty.lunch is not None else 0
        self.shift_seconds = (span(duty.start, duty.end) - lunch) * 60.0
        self.busy = False
        self.worked = 0.0
        self._by_shift: dict[int, float] = {}

    def shift_at(self, now: float) -> int | None:
        """The shift that they are on at that time; None where they are not on duty."""
        for shift, begins, ends in self.stretches:
            if begins <= now < ends:
                return shift
        return None

    def attention(self, now: float) -> float:
        """How much of their attention is left, from 1 down to 0.6."""
        shift = self.shift_at(now)
        share = self._by_shift.get(-1 if shift is None else shift, 0.0) / self.shift_seconds
        return round(min(1.0, max(TIRED, 1.0 - (1.0 - TIRED) * (share - FRESH) / (1.0 - FRESH))), 6)

    def work(self, now: float, seconds: float) -> None:
        """They spend that long on a case from now on."""
        self.busy = True
        self.worked += seconds
        shift = self.shift_at(now)
        if shift is not None:
            self._by_shift[shift] = self._by_shift.get(shift, 0.0) + seconds

    def paid_hours(self, day: Day) -> float:
        """Hours on duty between opening and closing time."""
        return (
            sum(
                max(0.0, min(ends, day.closing) - max(begins, day.opening))
                for _, begins, ends in self.stretches
            )
            / 3600.0
        )


class People:
    """The fleet's people, and the queues before the human nodes."""

    def __init__(self, lines: Lines, day: Day) -> None:
        """Put everybody of the fleet on duty."""
        gates = dict(_gates(lines))
        found = [
            Person(duty, _keys_of(duty, gates), day.staff.get(duty.id), day.horizon)
            for duty in lines.fleet.people
        ]
        # People are told apart by what they do, never by their names or their place in the list.
        found.sort(key=lambda one: _order(one, gates))
        self.everybody = tuple(found)
        self._queues: dict[Key, list[tuple[int, int, Ticket]]] = {key: [] for key in gates}

    def pick(self, key: Key, now: float) -> Person | None:
        """Who looks at this now: of those who are free the most specialised, then the least busy so far."""
        best: tuple[int, float] | None = None
        found = None
        for person in self.everybody:
            if person.busy or key not in person.keys or person.shift_at(now) is None:
                continue
            rank = (len(person.keys), person.worked)
            if best is None or rank < best:
                best, found = rank, person
        return found

    def push(self, key: Key, ticket: Ticket) -> None:
        """Wait for somebody: by priority, then in order of asking."""
        heappush(self._queues[key], (-ticket.run.priority, ticket.order, ticket))

    def next_for(self, person: Person, now: float) -> Ticket | None:
        """What waits for this person, if they are on duty."""
        if person.busy or person.shift_at(now) is None:
            return None
        heads = [(queue[0][:2], key) for key in person.keys if (queue := self._queues[key])]
        return heappop(self._queues[min(heads)[1]])[2] if heads else None

    @property
    def waiting(self) -> int:
        """How many wait for somebody."""
        return sum(len(queue) for queue in self._queues.values())

    def changes(self) -> Iterator[tuple[float, Person]]:
        """When people come on duty or back from lunch."""
        for person in self.everybody:
            for _, begins, _ in person.stretches:
                yield begins, person

    def cost(self, day: Day) -> float:
        """Euros for everybody's hours on duty."""
        return sum(person.per_hour * person.paid_hours(day) for person in self.everybody)


def _gates(lines: Lines) -> Iterator[tuple[Key, str]]:
    """Every human node with its digest, which no name is part of."""
    for slug, program in lines.programs.items():
        for plan in program.plans:
            if plan.is_human:
                yield (slug, plan.id), f"{program.digest}.{plan.digest}"


def _keys_of(duty: Duty, gates: Mapping[Key, str]) -> frozenset[Key]:
    return frozenset(key for key in gates if not duty.takes or set(key) & set(duty.takes))


def _order(person: Person, gates: Mapping[Key, str]) -> tuple[int, int, tuple[int, int], float, list[str]]:
    duty = person.duty
    looks_after = sorted(gates[key] for key in person.keys)
    return duty.start, duty.end, duty.lunch or (-1, -1), person.per_hour, looks_after


def _stretches(duty: Duty, horizon: float) -> Iterator[tuple[int, float, float]]:
    """Times on duty, from the shift that began the day before up to the horizon."""
    length = span(duty.start, duty.end)
    for shift in range(-1, int(horizon // DAY_SECONDS) + 1):
        begins = shift * DAY_SECONDS + duty.start * 60.0
        ends = begins + length * 60.0
        if duty.lunch is None:
            yield shift, begins, ends
            continue
        away = begins + (duty.lunch[0] - duty.start) % (24 * 60) * 60.0
        yield shift, begins, away
        yield shift, away + span(*duty.lunch) * 60.0, ends
