"""The two or three sentences at the top of a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grading.score import Evidence, SkillScore
from grading.wording import listed, plural

NAMES = {
    "systems_thinking": "systems thinking",
    "prompt_quality": "prompt quality",
    "outcome_validation": "outcome validation",
}


def summarise(
    weights: Mapping[str, float],
    skills: Sequence[SkillScore],
    passed: bool,
    mark: int,
    incidents: int,
    tolerated: int,
) -> str:
    """Whether it passed and why not, and what is worth mending first."""
    sentences = [_verdict(skills, passed, mark, incidents, tolerated)]
    first = worth_most(weights, skills)
    if first is not None and first.points >= 0.5:
        sentences.append(f"Worth most now ({first.points:.0f} points): {first.text} {first.advice}".rstrip())
    return " ".join(sentences)


def _verdict(skills: Sequence[SkillScore], passed: bool, mark: int, incidents: int, tolerated: int) -> str:
    if passed:
        best = max(skills, key=lambda entry: entry.score)
        return f"Passed. Your strongest side here is {NAMES[best.skill]} with {best.score}."
    reasons = [f"{NAMES[entry.skill]} is {entry.score}" for entry in skills if entry.score < mark]
    text = (
        f"Not passed yet: {listed(reasons)}, and it takes {mark} in each." if reasons else "Not passed yet."
    )
    if incidents > tolerated:
        text += f" There were {plural(incidents, 'incident')}, and this exercise tolerates {tolerated}."
    return text


def worth_most(weights: Mapping[str, float], skills: Sequence[SkillScore]) -> Evidence | None:
    """The evidence whose points weigh most in this exercise; None where nothing was lost."""
    found = [
        (entry.points * weights.get(skill.skill, 0.0), entry)
        for skill in skills
        for criterion in skill.criteria
        for entry in criterion.evidence
        if entry.points > 0 and entry.advice
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None
