"""What is down when, and since when the fleet knows it."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.fleet.world import Outage

NOTICED_AFTER = 60.0
"""Seconds until the fleet's monitoring notices that something is down, or that it is back."""


class Outages:
    """The day's outages. Times must not go back between calls."""

    def __init__(self, planned: Sequence[Outage]) -> None:
        """`planned` as the exercise has it."""
        self._real = _Course(planned, 0.0)
        self._known = _Course(planned, NOTICED_AFTER)

    def down(self, now: float) -> frozenset[str]:
        """The names of tools and model tiers that are down: `large`, `orders`."""
        return self._real.at(now)

    def known(self, now: float) -> frozenset[str]:
        """Those that the fleet knows to be down."""
        return self._known.at(now)


class _Course:
    """A set of names that changes at known times."""

    def __init__(self, planned: Sequence[Outage], delay: float) -> None:
        times = {each.start * 60.0 + delay for each in planned} | {
            each.end * 60.0 + delay for each in planned
        }
        self._steps = [
            (
                time,
                frozenset(
                    each.name
                    for each in planned
                    if each.start * 60.0 + delay <= time < each.end * 60.0 + delay
                ),
            )
            for time in sorted(times)
        ]
        self._next = 0
        self._state: frozenset[str] = frozenset()

    def at(self, now: float) -> frozenset[str]:
        while self._next < len(self._steps) and self._steps[self._next][0] <= now:
            self._state = self._steps[self._next][1]
            self._next += 1
        return self._state
