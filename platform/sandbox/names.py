"""What of a scenario the validator may know: names and types, never truths, hazards or tasks."""

from __future__ import annotations

from sandbox.fleet.world import Day
from sandbox.scenario import Scenario
from workflow.names import FleetNames, Names, ToolNames


def names_of(scenario: Scenario) -> Names:
    """The names that a document for this scenario may speak of."""
    return Names(
        data={name: item.type for name, item in scenario.data.items()},
        given=frozenset(name for name, item in scenario.data.items() if item.source == "case"),
        agents=frozenset(scenario.roster),
        tools={
            slug: ToolNames(tool.yields, tool.needs, tool.effect) for slug, tool in scenario.tools.items()
        },
        deliverables=frozenset(scenario.deliverables),
        fleet=None if scenario.day is None else _fleet_names(scenario.day),
        workflows=scenario.workflows,
    )


def _fleet_names(day: Day) -> FleetNames:
    capacities = {
        name: {
            key: most
            for key, most in (("at_once", each.at_once), ("per_minute", each.per_minute))
            if most is not None
        }
        for name, each in day.capacities.items()
    }
    people = {name: (each.start, each.end, each.most_minutes) for name, each in day.staff.items()}
    return FleetNames(frozenset(day.kinds), capacities, people)
