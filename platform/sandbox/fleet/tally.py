"""Adds up a day as it goes by. Each case is folded in when it ends and then forgotten."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sandbox.engine.log import RunLog
from sandbox.fleet.report import Around, Hour, Part, Spread, Use
from sandbox.fleet.ticket import CaseRun
from sandbox.fleet.world import HOUR, Day, Outage
from workflow.fleet import clock

PEOPLE = "people"
"""The resource that human nodes draw on."""


def spread(figures: Sequence[float]) -> Spread:
    """How figures are spread; percentiles are figures that occur (nearest rank)."""
    if not figures:
        return Spread(0, 0.0, 0.0, 0.0)
    ordered = sorted(figures)
    count = len(ordered)
    return Spread(
        count,
        sum(ordered) / count,
        ordered[(count - 1) // 2],
        ordered[min(count - 1, (19 * count - 1) // 20)],
    )


class Sum:
    """The running sums of one part of the day's cases."""

    __slots__ = ("cost", "ends", "incidents", "minutes", "on_time", "score", "times", "waits")

    def __init__(self) -> None:
        """Nothing so far."""
        self.ends: Counter[str] = Counter()
        self.on_time = 0
        self.score = 0.0
        self.incidents = 0
        self.cost = 0.0
        self.minutes = 0.0
        self.times = array("d")
        self.waits = array("d")

    def part(self) -> Part:
        """The sums as figures."""
        arrived = self.ends.total()
        return Part(
            arrived=arrived,
            delivered=self.ends["delivered"],
            stopped=self.ends["stopped"],
            failed=self.ends["failed"],
            refused=self.ends["refused"],
            waiting=self.ends["waiting"],
            in_time=self.on_time / arrived if arrived else 0.0,
            outcome=self.score / arrived if arrived else 0.0,
            incidents=self.incidents,
            cost=self.cost,
            human_minutes=self.minutes,
            time=spread(self.times),
            wait=spread(self.waits),
        )


class Tally:
    """All sums of a day."""

    def __init__(
        self, day: Day, lines: Sequence[str], resources: Sequence[str], deliverables: Collection[str]
    ) -> None:
        """`lines` are the fleet's workflows, `resources` whatever calls may wait for."""
        self.day = day
        self._wanted = {
            name: frozenset(demand.deliverables or deliverables) for name, demand in day.kinds.items()
        }
        self.whole = Sum()
        self.kinds = {kind: Sum() for kind in day.kinds}
        self.lines = {slug: Sum() for slug in sorted(lines)}
        self.outages = [(each, (Sum(), Sum(), Sum())) for each in day.outages]
        self.calls: Counter[str] = Counter()
        self.turned_away: Counter[str] = Counter()
        self.waits = {name: array("d") for name in resources}
        self.incidents: Counter[str] = Counter()
        self.acts: Counter[str] = Counter()
        self.approved: Counter[str] = Counter()
        self.steps: Counter[str] = Counter()
        self.attention = 0.0
        self.looks = 0
        hours = int((day.horizon - day.opening) // HOUR) + 1
        self._arrived = [0] * hours
        self._finished = [0] * hours
        self._longest: list[Counter[str]] = [Counter() for _ in range(hours)]

    def hour(self, at: float) -> int:
        """The number of an hour, from opening time."""
        return min(len(self._arrived) - 1, int((at - self.day.opening) // HOUR))

    def arrive(self, at: float) -> None:
        """A case comes in."""
        self._arrived[self.hour(at)] += 1

    def queue(self, name: str, length: int, at: float) -> None:
        """So many wait before a resource."""
        longest = self._longest[self.hour(at)]
        if length > longest[name]:
            longest[name] = length

    def begin(self, name: str, waited: float) -> None:
        """A call of a resource begins after waiting so long."""
        self.calls[name] += 1
        waits = self.waits.get(name)
        if waits is not None:
            waits.append(waited)

    def look(self, attention: float) -> None:
        """A person looks at a case."""
        self.looks += 1
        self.attention += attention

    def refuse(self, kind: str, at: float) -> None:
        """A case is not even begun."""
        for each in (self.whole, self.kinds[kind], *self._around(at)):
            each.ends["refused"] += 1

    def fold(self, run: CaseRun, log: RunLog, score: float, incidents: Sequence[str], at: float) -> None:
        """A case has ended, or is still waiting when everybody goes home."""
        status = self._status(run, log)
        seconds = at - run.arrived
        in_time = status == "delivered" and seconds <= self.day.kinds[run.kind].within
        if status != "waiting":
            self._finished[self.hour(at)] += 1
        for each in (self.whole, self.kinds[run.kind], self.lines[run.line], *self._around(run.arrived)):
            each.ends[status] += 1
            each.on_time += in_time
            each.score += score
            each.incidents += bool(incidents)
            each.cost += log.cost
            each.minutes += log.human_minutes
            each.times.append(seconds)
            each.waits.append(run.waited)
        self.incidents.update(incidents)
        for effect in log.effects:
            self.acts[effect.tool] += 1
            self.approved[effect.tool] += effect.approved

    def _status(self, run: CaseRun, log: RunLog) -> str:
        """How a case ended. An output that gives none of what is wanted delivers nothing."""
        if log.status == "delivered" and self._wanted[run.kind].isdisjoint(log.outputs):
            return "stopped"
        return "waiting" if log.status == "running" else log.status

    def _around(self, arrived: float) -> list[Sum]:
        """The sums around outages that a case of that time belongs to."""
        found = []
        for outage, (before, during, after) in self.outages:
            begins, ends = outage.start * 60.0, outage.end * 60.0
            if begins - HOUR <= arrived < begins:
                found.append(before)
            elif begins <= arrived < ends:
                found.append(during)
            elif ends <= arrived < ends + HOUR:
                found.append(after)
        return found

    def hours(self) -> tuple[Hour, ...]:
        """Hour by hour, up to the last in which anything happened."""
        last = max((at for at in range(len(self._arrived)) if self._busy(at)), default=-1)
        return tuple(
            Hour(
                clock((self.day.opens + 60 * at) % (24 * 60)),
                self._arrived[at],
                self._finished[at],
                dict(sorted(self._longest[at].items())),
            )
            for at in range(last + 1)
        )

    def _busy(self, hour: int) -> bool:
        return bool(self._arrived[hour] or self._finished[hour] or self._longest[hour])

    def uses(self) -> Mapping[str, Use]:
        """Every resource that was called."""
        return {
            name: Use(self.calls[name], self.turned_away[name], spread(self.waits[name]))
            for name in sorted(self.waits)
            if self.calls[name] or self.turned_away[name]
        }

    def around(self) -> tuple[Around, ...]:
        """Each outage with the hour before and after."""
        return tuple(_around(outage, sums) for outage, sums in self.outages)


def _around(outage: Outage, sums: tuple[Sum, Sum, Sum]) -> Around:
    before, during, after = (each.part() for each in sums)
    return Around(outage.resource, clock(outage.start), clock(outage.end), before, during, after)
