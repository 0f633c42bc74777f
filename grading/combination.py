"""From criteria to a skill's score: the published formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from grading.rule import Measure, Reason, Weighed
from grading.score import Criterion, Evidence, Skill, SkillScore

PLACES = 9
"""Values are rounded so that sums in another order of nodes give the same bytes."""
LEAST_BORNE_OUT = 0.5
"""Credit from structure and text counts at least by half, and in full only where the runs bear it out."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A factor 0..1 on a whole skill, shown as a criterion of weight 0 with the points that it cost."""

    slug: str
    title: str
    factor: float
    explanation: str
    evidence: Evidence | None = None


def borne_out(measures: Mapping[str, Measure], rules: Sequence[Weighed]) -> float:
    """The factor on credit from structure and text: 0.5 + 0.5 x the weighted mean of the run criteria."""
    runs = [rule for rule in rules if rule.basis == "runs"]
    weight = sum(rule.weight for rule in runs)
    evidence = (
        sum(rule.weight * _clip(measures[rule.slug].value) for rule in runs) / weight if weight else 1.0
    )
    return LEAST_BORNE_OUT + (1.0 - LEAST_BORNE_OUT) * evidence


def combine(
    skill: Skill, rules: Sequence[Weighed], measures: Mapping[str, Measure], scales: Sequence[Scale]
) -> SkillScore:
    """The skill's score = 100 x (sum of weight x value) x the scales, rounded half up.

    A criterion's `value` is what counted: for structure and text after the factor of `borne_out`. The
    points of all evidence add up to what is missing to 100, but for rounding.
    """
    factor = borne_out(measures, rules)
    criteria = [
        _criterion(rule, measures[rule.slug], 1.0 if rule.basis == "runs" else factor) for rule in rules
    ]
    total = sum(entry.weight * (entry.value or 0.0) for entry in criteria)
    for scale in scales:
        criteria.append(_scale_criterion(skill, scale, 100 * total * (1.0 - _clip(scale.factor))))
        total *= round(_clip(scale.factor), PLACES)
    return SkillScore(skill, int(100 * round(total, PLACES) + 0.5), tuple(criteria))


def _criterion(rule: Weighed, measure: Measure, factor: float) -> Criterion:
    value = _clip(measure.value)
    evidence = list(_share_out(100 * rule.weight * (1.0 - value), measure))
    held_back = 100 * rule.weight * value * (1.0 - factor)
    if held_back >= 0.05:
        evidence.append(
            Evidence(
                text=f"This counts only as far as the runs bear it out: {round(100 * factor)} % of it does.",
                advice="Mend what the runs show first; this then counts by itself.",
                points=held_back,
            )
        )
    return Criterion(
        rule.slug,
        rule.title,
        rule.skill,
        rule.weight,
        round(value * factor, PLACES),
        measure.explanation,
        tuple(evidence),
    )


def _share_out(lost: float, measure: Measure) -> tuple[Evidence, ...]:
    """Divide what was lost among the reasons by their blame; a loss without a reason is told by the
    explanation."""
    reasons = measure.reasons
    if lost < 0.05:
        return ()
    if not any(reason.blame > 0 for reason in reasons):
        reasons = (*reasons, Reason(1.0, Evidence(text=measure.explanation)))
    blame = sum(reason.blame for reason in reasons)
    shared = [replace(reason.evidence, points=lost * reason.blame / blame) for reason in reasons]
    return tuple(sorted(shared, key=lambda entry: -entry.points))


def _scale_criterion(skill: Skill, scale: Scale, lost: float) -> Criterion:
    evidence = () if scale.evidence is None or lost < 0.05 else (replace(scale.evidence, points=lost),)
    return Criterion(
        scale.slug, scale.title, skill, 0.0, round(_clip(scale.factor), PLACES), scale.explanation, evidence
    )


def _clip(value: float) -> float:
    return min(1.0, max(0.0, value))
