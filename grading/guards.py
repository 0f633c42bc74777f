"""The validating nodes that really decide something: flipping their verdict changes a run."""

from __future__ import annotations

from collections import Counter

from grading.observation import Observation, Trial

MOST_ALARMS = 0.5
"""A guard that stops more than this share of sound work tells nothing apart."""


def effective_guards(observation: Observation) -> dict[str, int]:
    """Node id to how many planted defects it stopped, for the nodes that tell bad work from sound work."""
    stopped = Counter(guard for trial in observation.trials if not trial.missed for guard in trial.caught_by)
    alarms = Counter(guard for run in observation.sound if run.alarm for guard in run.caught_by)
    sound = len(observation.sound)
    return {
        guard: count
        for guard, count in sorted(stopped.items())
        if sound and alarms[guard] <= MOST_ALARMS * sound
    }


def stopped_by(observation: Observation, guards: dict[str, int]) -> tuple[Trial, ...]:
    """The trials that one of these guards stopped."""
    return tuple(
        trial
        for trial in observation.trials
        if not trial.missed and any(guard in guards for guard in trial.caught_by)
    )
