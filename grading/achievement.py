"""What a structure can achieve: the outcome with perfect prompts, above what constant guesses would earn."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from grading.observation import CaseRun, Observation
from grading.wiring import is_set
from sandbox.scenario import Case, Scenario

HIGHEST_FLOOR = 0.9
"""Where the truth hardly ever varies a floor near 1 would make noise of every miss."""


def guess_floors(scenario: Scenario, cases: Iterable[Case]) -> dict[str, float]:
    """For each deliverable the share of cases that the commonest truth would get right, 0 to 0.9.

    Texts (`compare: statements`) cannot be guessed and have the floor 0.
    """
    cases = tuple(cases)
    floors = {}
    for name, deliverable in scenario.deliverables.items():
        if deliverable.compare == "statements" or not cases:
            floors[name] = 0.0
            continue
        counts = Counter(_canonical(case.truth.get(name)) for case in cases)
        floors[name] = min(HIGHEST_FLOOR, max(counts.values()) / len(cases))
    return floors


def above_guessing(
    scenario: Scenario, floors: Mapping[str, float], parts: Sequence[Mapping[str, float]]
) -> float:
    """The weighted mean of the deliverables, each as (mean - floor) / (1 - floor) and never below 0."""
    return sum(
        deliverable.weight * part_above_guessing(floors[name], [part.get(name, 0.0) for part in parts])
        for name, deliverable in scenario.deliverables.items()
    )


def part_above_guessing(floor: float, scores: Sequence[float]) -> float:
    """One deliverable's mean above what a constant guess earns, 0..1."""
    mean = sum(scores) / len(scores) if scores else 0.0
    return max(0.0, (mean - floor) / (1.0 - floor))


def worth_of(runs: Iterable[CaseRun]) -> list[Mapping[str, float]]:
    """What each run's deliverables were worth; nothing after an incident."""
    return [{} if run.incidents else run.parts for run in runs]


def best_outcome(observation: Observation) -> float:
    """What the structure achieves against the reference on the same cases and luck, 0..1, both above
    guessing."""
    if observation.reference.outcome <= 0:
        return 0.0
    achieved = above_guessing(observation.scenario, observation.floors, worth_of(observation.best))
    return min(1.0, achieved / observation.reference.outcome)


def worth_without_agents(observation: Observation, value: str) -> float:
    """What it is worth, 0..1, that a `set` node makes a value in some agent's place: what comes of it above a
    constant guess; 0 where none makes it."""
    if not is_set(observation, value):
        return 0.0
    if value not in observation.scenario.deliverables:
        return best_outcome(observation)
    scores = [parts.get(value, 0.0) for parts in worth_of(observation.best)]
    return part_above_guessing(observation.floors[value], scores)


def _canonical(value: Any) -> str:
    """The truth as a string to count by; `sandbox.value.Value` by its data."""
    return json.dumps(getattr(value, "data", value), sort_keys=True, default=str)
