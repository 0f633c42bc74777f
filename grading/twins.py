"""Practice twins: a public case in which the same hazard is live, to see it happen."""

from __future__ import annotations

from sandbox.scenario import Scenario
from sandbox.world.blueprint import blueprint_of
from sandbox.world.casebook import practice_cases


def find_twins(scenario: Scenario) -> dict[str, str]:
    """Hazard to the id of the first practice case in which it is live; worked out once per scenario."""
    memory = blueprint_of(scenario).memory
    if "twins" not in memory:
        found: dict[str, str] = {}
        for case in practice_cases(scenario):
            for hazards in case.live.values():
                for hazard in hazards:
                    found.setdefault(hazard, case.id)
        memory["twins"] = found
    return dict(memory["twins"])
