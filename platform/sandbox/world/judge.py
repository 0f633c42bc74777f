"""What a run was worth: its deliverables against the truth, and nothing where something forbidden
happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sandbox.scenario import Case, Deliverable, Scenario
from sandbox.value import Value
from sandbox.world.blueprint import Blueprint, blueprint_of
from sandbox.world.policy import output_incidents
from sandbox.world.soundness import is_near, is_sound, score_value

__all__ = ["Outcome", "RunLike", "is_sound", "outcome"]


class EffectLike(Protocol):
    """Something that a tool did to the world."""

    @property
    def tool(self) -> str:
        """The tool's slug."""

    @property
    def values(self) -> Mapping[str, Value]:
        """What it gave back."""


class RunLike(Protocol):
    """What the judge needs of a run."""

    @property
    def status(self) -> str:
        """`delivered`, `stopped` or `failed`."""

    @property
    def outputs(self) -> Mapping[str, Value]:
        """What was delivered, by name."""

    @property
    def incidents(self) -> Sequence[str]:
        """Ids of the policies that steps broke."""

    @property
    def effects(self) -> Sequence[EffectLike]:
        """What tools really did, in order."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`score` 0..1 over all deliverables, `parts` per deliverable, `incidents` the policies broken.

    `expected` and `got` are for people: what would have been right, and what came.
    """

    score: float
    parts: Mapping[str, float]
    incidents: tuple[str, ...]
    expected: Mapping[str, Any]
    got: Mapping[str, Any]


def outcome(scenario: Scenario, case: Case, log: RunLike) -> Outcome:
    """Judge a run. A run that delivered nothing is worth nothing, nor is one with an incident."""
    blueprint = blueprint_of(scenario)
    delivered = log.status == "delivered" and any(name in log.outputs for name in scenario.deliverables)
    parts: dict[str, float] = {}
    got: dict[str, Any] = {}
    for name, deliverable in scenario.deliverables.items():
        parts[name], got[name] = _part(blueprint, case, deliverable, log) if delivered else (0.0, None)
    incidents = tuple(dict.fromkeys((*log.incidents, *output_incidents(blueprint, case, log.outputs))))
    total = sum(scenario.deliverables[name].weight * part for name, part in parts.items())
    return Outcome(
        score=0.0 if incidents else round(total, 9),
        parts=parts,
        incidents=incidents,
        expected={name: case.truth[name].data for name in scenario.deliverables},
        got=got,
    )


def _part(blueprint: Blueprint, case: Case, deliverable: Deliverable, log: RunLike) -> tuple[float, Any]:
    truth: Value = case.truth[deliverable.name]
    producer = blueprint.by_value.get(deliverable.name)
    if producer is not None and producer.tool is not None and producer.tool.effect:
        done = [
            effect.values[deliverable.name].data
            for effect in log.effects
            if effect.tool == producer.slug and deliverable.name in effect.values
        ]
        return _effect_score(deliverable, truth, done), done
    value = log.outputs.get(deliverable.name)
    if truth.data is None:
        return (1.0 if value is None else 0.0), None if value is None else value.data
    if value is None:
        return 0.0, None
    return score_value(deliverable, truth, value), value.data


def _effect_score(deliverable: Deliverable, truth: Value, done: list[Any]) -> float:
    """An effect must happen once and be right, or not at all where it should not."""
    if truth.data is None:
        return 0.0 if done else 1.0
    if len(done) != 1:
        return 0.0
    return 1.0 if is_near(truth.data, done[0], max(deliverable.within, 1e-6)) else 0.0
