"""How well an agent fits a craft."""

from __future__ import annotations

from sandbox.scenario import Scenario

UNKNOWN_CRAFT = 0.2
"""A craft that an agent does not name."""


def fit_of(scenario: Scenario, agent: str, craft: str) -> float:
    """An agent's fit for a craft, 0..1; a craft not named counts 0.2."""
    found = scenario.roster.get(agent)
    return found.crafts.get(craft, UNKNOWN_CRAFT) if found else UNKNOWN_CRAFT
