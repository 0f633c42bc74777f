"""When cases come in: hour by hour as the day's profile says, within the hour as luck has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.fleet.world import HOUR, Day
from sandbox.world.draw import RANGE, Stream


@dataclass(frozen=True, slots=True)
class Arrival:
    """A case that comes in: its number in the day (from 1), seconds after midnight, its suite."""

    number: int
    at: float
    suite: str


def arrivals(day: Day, seed: int | str) -> Iterator[Arrival]:
    """Everything that comes in, in order of time; the same for the same day and seed."""
    number = 0
    suites = sorted(day.mix)
    weights = [day.mix[suite] for suite in suites]
    which = Stream(seed, "fleet", "suites")
    for hour, count in enumerate(share_out(day.arrivals, day.profile)):
        stream = Stream(seed, "fleet", "arrivals", hour)
        begins = day.opening + hour * HOUR
        for offset in sorted(stream.next() for _ in range(count)):
            number += 1
            suite = suites[_pick(weights, which.index(sum(weights)))]
            yield Arrival(number, begins + round(offset * HOUR / RANGE, 3), suite)


def share_out(total: int, weights: tuple[int, ...]) -> list[int]:
    """A whole number shared out by weights, without loss."""
    whole = sum(weights)
    shares, given, reached = [], 0, 0
    for weight in weights:
        reached += weight
        upto = total * reached // whole if whole else 0
        shares.append(upto - given)
        given = upto
    return shares


def _pick(weights: list[int], left: int) -> int:
    for place, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return place
    raise AssertionError("weights are positive")
