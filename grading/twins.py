"""Practice twins: a public case in which the same hazard is live, to see it happen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sandbox.scenario import Scenario
from sandbox.world.blueprint import blueprint_of
from sandbox.world.casebook import practice_cases


@dataclass(frozen=True, slots=True)
class Twins:
    """The first practice case in which each hazard is live, in which anything is live for the work on each
    value, and of each suite (a plain slip can strike anywhere)."""

    by_hazard: Mapping[str, str]
    by_value: Mapping[str, str]
    by_suite: Mapping[str, str]

    def of(self, hazard: str | None = None, value: str | None = None, suite: str | None = None) -> str | None:
        """The id of the practice case that fits best, or None."""
        found = (
            self.by_hazard.get(hazard or "")
            or self.by_value.get(value or "")
            or self.by_suite.get(suite or "")
        )
        return found or next(iter(self.by_suite.values()), None)


def find_twins(scenario: Scenario) -> Twins:
    """The twins of a scenario, worked out once."""
    memory = blueprint_of(scenario).memory
    if "twins" not in memory:
        memory["twins"] = _find(scenario)
    twins: Twins = memory["twins"]
    return twins


def _find(scenario: Scenario) -> Twins:
    by_hazard: dict[str, str] = {}
    by_value: dict[str, str] = {}
    by_suite: dict[str, str] = {}
    for case in practice_cases(scenario):
        by_suite.setdefault(case.suite, case.id)
        for task, hazards in case.live.items():
            for hazard in hazards:
                by_hazard.setdefault(hazard, case.id)
                by_value.setdefault(scenario.tasks[task].yields, case.id)
    return Twins(by_hazard, by_value, by_suite)
