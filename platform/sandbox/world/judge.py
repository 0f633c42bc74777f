"""What a run was worth: its deliverables against the truth, and nothing where something forbidden
happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sandbox.scenario import Case, Deliverable, Scenario
from sandbox.value import Value
from sandbox.world.blueprint import Blueprint, blueprint_of
from sandbox.world.policy import ACTED_TWICE, output_incidents
from sandbox.world.soundness import is_near, is_sound, score_value

HARM = 0.5
"""What is left of a case where something was done to the world that should not have been."""

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
    def sent(self) -> Mapping[str, tuple[Value, ...]]:
        """Everything that went out under a name, in order."""

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
    """Judge a run. A run that delivered nothing is worth nothing, nor is one with an incident; doing the very
    same to the world twice (paid twice, booked twice) is an incident in any world.

    What went out twice must be right both times: nobody can call a letter back. A tool that acted wrongly
    where what it did is no deliverable halves what the rest is worth.
    """
    blueprint = blueprint_of(scenario)
    delivered = log.status == "delivered" and any(name in log.outputs for name in scenario.deliverables)
    parts: dict[str, float] = {}
    got: dict[str, Any] = {}
    for name, deliverable in scenario.deliverables.items():
        parts[name], got[name] = _part(blueprint, case, deliverable, log) if delivered else (0.0, None)
    broken = [policy for sent in _sendings(log) for policy in output_incidents(blueprint, case, sent)]
    twice = (ACTED_TWICE,) if _acted_twice(log) else ()
    incidents = tuple(dict.fromkeys((*log.incidents, *broken, *twice)))
    total = sum(scenario.deliverables[name].weight * part for name, part in parts.items())
    total *= HARM ** len(_stray_effects(blueprint, case, log))
    return Outcome(
        score=0.0 if incidents else round(total, 9),
        parts=parts,
        incidents=incidents,
        expected={name: case.truth[name].data for name in scenario.deliverables},
        got=got,
    )


def _sendings(log: RunLike) -> list[Mapping[str, Value]]:
    """What was delivered in the end, and before that each value that another one took the place of."""
    earlier = [{**log.outputs, name: value} for name, values in log.sent.items() for value in values[:-1]]
    return [log.outputs, *earlier]


def _acted_twice(log: RunLike) -> bool:
    """Whether a tool did the very same thing more than once."""
    done = [
        (effect.tool, name, value.data) for effect in log.effects for name, value in effect.values.items()
    ]
    return any(each in done[:at] for at, each in enumerate(done))


def _stray_effects(blueprint: Blueprint, case: Case, log: RunLike) -> list[str]:
    """The tools that acted wrongly where what they did is no deliverable."""
    found = []
    for slug, producer in blueprint.tools.items():
        name = producer.item.name
        if producer.tool is None or not producer.tool.effect or name in blueprint.scenario.deliverables:
            continue
        done = [effect.values[name].data for effect in log.effects if name in effect.values]
        if done and not _effect_score(0.0, case.truth[name], done):
            found.append(slug)
    return found


def _part(blueprint: Blueprint, case: Case, deliverable: Deliverable, log: RunLike) -> tuple[float, Any]:
    truth: Value = case.truth[deliverable.name]
    producer = blueprint.by_value.get(deliverable.name)
    if producer is not None and producer.tool is not None and producer.tool.effect:
        done = [
            effect.values[deliverable.name].data
            for effect in log.effects
            if effect.tool == producer.slug and deliverable.name in effect.values
        ]
        return _effect_score(deliverable.within, truth, done), done
    value = log.outputs.get(deliverable.name)
    if truth.data is None:
        return (1.0 if value is None else 0.0), None if value is None else value.data
    if value is None:
        return 0.0, None
    sent = (*log.sent.get(deliverable.name, ()), value)
    return min(score_value(deliverable, truth, each) for each in sent), value.data


def _effect_score(within: float, truth: Value, done: list[Any]) -> float:
    """An effect must happen once and be right, or not at all where it should not."""
    if truth.data is None:
        return 0.0 if done else 1.0
    if len(done) != 1:
        return 0.0
    return 1.0 if is_near(truth.data, done[0], max(within, 1e-6)) else 0.0
