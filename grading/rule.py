"""A rule of the rubric: what one criterion looks at, what it weighs, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from grading.observation import Observation
from grading.score import Evidence, Skill

Basis = Literal["runs", "structure", "text"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for what a criterion lost. `blame` is its part of the loss, in any unit: the parts of a
    criterion are scaled so that their points add up to exactly what it cost."""

    blame: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Measure:
    """What a criterion found: `value` 0..1, one sentence that explains it, and the reasons for what is
    missing."""

    value: float
    explanation: str
    reasons: tuple[Reason, ...] = ()


class Weighed(Protocol):
    """What a skill's score needs to know of a criterion, whatever it looks at."""

    @property
    def slug(self) -> str:
        """Its name for programs."""

    @property
    def title(self) -> str:
        """Its name for people."""

    @property
    def skill(self) -> Skill:
        """The skill that it counts for."""

    @property
    def basis(self) -> Basis:
        """What it rests on."""

    @property
    def weight(self) -> float:
        """Its share of the skill's score."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One criterion of the rubric. `weight` is its share of the skill's score (the weights of a skill add
    up to 1).

    `basis` says what it rests on: evidence from runs counts as it is, credit from structure and text only
    as far as the runs bear it out. `reason` is why it is there, for the public page. `lesson` names what to
    read up on.
    """

    slug: str
    title: str
    skill: Skill
    basis: Basis
    weight: float
    reason: str
    measure: Callable[[Observation], Measure]
