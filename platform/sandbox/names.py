"""What of a scenario the validator may know: names and types, never truths, hazards or tasks."""

from __future__ import annotations

from sandbox.scenario import Scenario
from workflow.names import Names, ToolNames


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
        workflows=scenario.workflows,
    )
