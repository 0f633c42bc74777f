"""What a grade is made of: the words of the result page, the API and the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from workflow.problem import Problem

Skill = Literal[
    "systems_thinking",
    "prompt_quality",
    "outcome_validation",
    "workflow_design",
    "product_thinking",
    "decision_making",
]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for lost (or kept) points. `points` is what it cost of the skill's 100 (0: an observation).

    `node` is the learner's node id, `suite` and `count`/`out_of` the group of hidden cases in aggregate,
    `sentence` the learner's own sentence, `hazard` and `directive` slugs, `twin` the id of a public practice
    case
    with the same hazard live. `text` says what was seen, `advice` what to try next.
    """

    text: str
    advice: str = ""
    points: float = 0.0
    node: str | None = None
    suite: str | None = None
    count: int | None = None
    out_of: int | None = None
    sentence: str | None = None
    hazard: str | None = None
    directive: str | None = None
    twin: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the rubric. `value` is 0..1, or None where it could not be scored (and says so);
    `weight` is its share of the skill's score."""

    slug: str
    title: str
    skill: Skill
    weight: float
    value: float | None
    explanation: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillScore:
    """A skill's score, a whole number 0..100, with the criteria it was made from."""

    skill: Skill
    score: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Grade:
    """A graded submission. `outcome` is the overall share of what the deliverables were worth, 0..100.

    `figures` holds plain numbers for the page: `recall`, `false_alarm_rate`, `d_prime`, `cost`, `seconds`,
    `human_minutes`, and per suite `outcome_clean` and so on.
    """

    exercise: str
    exercise_version: str
    engine_version: str
    detector_version: str
    form: str
    passed: bool
    outcome: int
    skills: tuple[SkillScore, ...]
    incidents: int
    incidents_tolerated: int
    incident_texts: tuple[str, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    summary: str = ""
    status: Literal["graded"] = "graded"

    def score(self, skill: Skill) -> int:
        """The score of one skill; KeyError where the exercise gives no evidence for it."""
        for entry in self.skills:
            if entry.skill == skill:
                return entry.score
        raise KeyError(skill)

    def as_dict(self) -> dict[str, Any]:
        """Plain data, floats rounded to 6 places, for canonical JSON."""
        plain: dict[str, Any] = _rounded(asdict(self))
        return plain


@dataclass(frozen=True, slots=True)
class NotGradable:
    """The document is at fault: it says why and costs no attempt."""

    problems: tuple[Problem, ...]
    status: Literal["not_gradable"] = "not_gradable"

    def as_dict(self) -> dict[str, Any]:
        """Plain data for canonical JSON."""
        return {"status": self.status, "problems": [problem.as_dict() for problem in self.problems]}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value
