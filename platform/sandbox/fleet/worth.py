"""What a case of a kind was worth: only the deliverables that count for its kind."""

from __future__ import annotations

from sandbox.engine.log import RunLog
from sandbox.fleet.world import Demand
from sandbox.scenario import Case, Scenario
from sandbox.world.judge import outcome


def worth(scenario: Scenario, demand: Demand, case: Case, log: RunLog) -> tuple[float, tuple[str, ...]]:
    """The score 0..1 of a run and the policies that it broke. With an incident it is worth nothing."""
    judged = outcome(scenario, case, log)
    if judged.incidents or not demand.deliverables:
        return judged.score, judged.incidents
    weights = {name: scenario.deliverables[name].weight for name in demand.deliverables}
    total = sum(weight * judged.parts[name] for name, weight in weights.items())
    return round(total / sum(weights.values()), 9), judged.incidents
