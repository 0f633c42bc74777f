"""A grade as text for a terminal."""

from __future__ import annotations

from grading.score import Criterion, Evidence, Grade, SkillScore
from podium.cli.output import bar, paint, wrap

SKILLS = {
    "systems_thinking": "Systems thinking",
    "prompt_quality": "Prompt quality",
    "outcome_validation": "Outcome validation",
    "workflow_design": "Workflow design",
    "product_thinking": "Product thinking",
    "decision_making": "Decision making",
}
PASS_MARK = 70
LEAST_SHOWN = 0.2
"""Points; what cost less is in the JSON only."""


def describe_grade(title: str, grade: Grade, with_evidence: bool = True) -> str:
    """The scores, then (with evidence) every criterion with what it cost and what to try."""
    verdict = paint("passed", "green") if grade.passed else paint("not passed", "red")
    lines = [f"{paint(title, 'bold')}: {verdict}", wrap(grade.summary, 0), ""]
    lines += [_skill_line(skill) for skill in grade.skills]
    lines += [f"{'Outcome of the work':20} {grade.outcome:3}  {bar(grade.outcome)}", _incidents(grade), ""]
    if with_evidence:
        for skill in grade.skills:
            lines += [*_skill_block(skill), ""]
    lines.append(paint(_small_print(grade), "dim"))
    return "\n".join(lines)


def _skill_line(skill: SkillScore) -> str:
    style = "green" if skill.score >= PASS_MARK else "red"
    return f"{SKILLS[skill.skill]:20} {paint(f'{skill.score:3}', style)}  {bar(skill.score)}"


def _incidents(grade: Grade) -> str:
    line = f"{'Incidents':20} {grade.incidents:3}  ({grade.incidents_tolerated} tolerated)"
    return "\n".join([line, *(wrap(text, 4, "  ! ") for text in grade.incident_texts)])


def _skill_block(skill: SkillScore) -> list[str]:
    lines = [paint(f"{SKILLS[skill.skill]} {skill.score}", "bold")]
    for criterion in skill.criteria:
        if not criterion.weight and criterion.value == 1.0:
            continue
        lines.append(_criterion_line(criterion))
        lines.append(wrap(criterion.explanation, 4))
        for evidence in criterion.evidence:
            if evidence.points >= LEAST_SHOWN:
                lines += _evidence_lines(evidence)
    return lines


def _criterion_line(criterion: Criterion) -> str:
    value = "unscored" if criterion.value is None else f"{100 * criterion.value:.0f} of 100"
    weight = f"weight {criterion.weight:.2f}" if criterion.weight else "scales the skill"
    return f"  {criterion.title} ({criterion.slug}): {value}, {weight}"


def _evidence_lines(evidence: Evidence) -> list[str]:
    points = f"-{evidence.points:.1f}" if evidence.points >= 0.05 else ""
    lines = [wrap(evidence.text, 12, f"    {points:>6}")]
    if evidence.sentence:
        lines.append(wrap(f"Your sentence: “{evidence.sentence}”", 12))
    if evidence.advice:
        lines.append(wrap(f"Try: {evidence.advice}", 12))
    if evidence.twin:
        lines.append(wrap(f"See it happen in the practice case {evidence.twin}.", 12))
    return [paint(line, "dim") if place else line for place, line in enumerate(lines)]


def _small_print(grade: Grade) -> str:
    return (
        f"exercise {grade.exercise} version {grade.exercise_version[:12]}, form {grade.form}, "
        f"engine {grade.engine_version}, detector {grade.detector_version[:12]}"
    )
