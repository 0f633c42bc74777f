"""Forbidden acts in the hidden cases, told in aggregate."""

from __future__ import annotations

from collections import Counter

from grading.observation import Observation
from grading.wording import count_cases
from sandbox.world.policy import policy_titles


def describe_incidents(observation: Observation) -> tuple[str, ...]:
    """One line for each policy that was broken, with how often in each suite."""
    titles = policy_titles(observation.scenario)
    broken = Counter(
        (policy, run.suite) for run in observation.actual for policy in dict.fromkeys(run.incidents)
    )
    sizes = Counter(run.suite for run in observation.actual)
    lines = []
    for policy in sorted({policy for policy, _ in broken}):
        parts = [
            count_cases(broken[(policy, suite)], sizes[suite], suite)
            for suite in observation.scenario.suites
            if broken[(policy, suite)]
        ]
        lines.append(
            f"“{titles.get(policy, policy)}” was broken in {', '.join(parts)}. Such a case is worth nothing."
        )
    return tuple(lines)
