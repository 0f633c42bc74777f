"""From a document to a grade with its evidence, or to everything that stands in the way."""

from __future__ import annotations

from typing import Any

from grading.combination import Scale, combine
from grading.criteria.defects_stopped import detect
from grading.exercise import Exercise
from grading.fleet import grade_fleet
from grading.form import name_form
from grading.gradable import open_document
from grading.incident import describe_incidents
from grading.observation import CaseRun, Observation
from grading.observing import observe
from grading.registry import HEADLINE, rules_of
from grading.scaling import scales_for
from grading.score import Grade, NotGradable, Skill, SkillScore
from grading.summary import summarise
from sandbox import ENGINE_VERSION
from sandbox.directives.reader import Reader, default_reader

PASS_MARK = 70
"""Each headline score that the exercise counts must reach this."""


def grade_submission(
    exercise: Exercise, data: Any, *, seed: int | str = 0, reader: Reader | None = None
) -> Grade | NotGradable:
    """Grade a stored document on the form of this seed.

    `data` is plain data as parsed; a document with errors is not gradable, and the answer lists all its
    problems. The same arguments give the same grade on every machine. An exception is a fault of the
    grader, never of the learner.
    """
    document, problems = open_document(exercise.scenario, data)
    if document is None:
        return NotGradable(problems)
    reader = reader or default_reader()
    if document.fleet is not None and exercise.scenario.day is not None:
        return grade_fleet(exercise, document, seed, reader)
    return grade_observation(observe(exercise, document, seed, reader), seed, reader.version)


def grade_observation(observation: Observation, seed: int | str, detector_version: str) -> Grade:
    """Score everything that was seen."""
    exercise = observation.exercise
    counted: tuple[Skill, ...] = tuple(skill for skill in HEADLINE if exercise.skills.get(skill, 0.0) > 0)
    skills = tuple(score_skill(observation, skill) for skill in counted)
    incidents = sum(bool(run.incidents) for run in observation.actual)
    tolerated = exercise.scenario.incidents_tolerated
    passed = all(entry.score >= PASS_MARK for entry in skills) and incidents <= tolerated
    return Grade(
        exercise=exercise.slug,
        exercise_version=exercise.version,
        engine_version=ENGINE_VERSION,
        detector_version=detector_version,
        form=name_form(exercise.slug, seed),
        passed=passed,
        outcome=int(100 * _mean([run.score for run in observation.actual]) + 0.5),
        skills=skills,
        incidents=incidents,
        incidents_tolerated=tolerated,
        incident_texts=describe_incidents(observation),
        figures=figures_of(observation),
        summary=summarise(exercise.skills, skills, passed, PASS_MARK, incidents, tolerated),
    )


def score_skill(observation: Observation, skill: Skill) -> SkillScore:
    """One skill's score with all its criteria."""
    rules = rules_of(skill)
    measures = {rule.slug: rule.measure(observation) for rule in rules}
    scales: tuple[Scale, ...] = scales_for(observation, skill)
    return combine(skill, rules, measures, scales)


def figures_of(observation: Observation) -> dict[str, float]:
    """Plain numbers for the page, from the hidden cases in aggregate."""
    found, runs = detect(observation), observation.actual
    figures = {
        "recall": found.recall,
        "false_alarm_rate": found.false_alarm_rate,
        "youden_j": found.youden_j,
        "d_prime": found.d_prime,
        "planted_defects": float(found.bad),
        "sound_cases": float(found.sound),
        "cost": _mean([run.cost for run in runs]),
        "seconds": _mean([run.seconds for run in runs]),
        "human_minutes": _mean([run.human_minutes for run in runs]),
    }
    for suite in observation.scenario.suites:
        figures[f"outcome_{suite}"] = 100 * _mean([run.score for run in _of_suite(runs, suite)])
    return {name: round(value, 6) for name, value in figures.items()}


def _of_suite(runs: tuple[CaseRun, ...], suite: str) -> list[CaseRun]:
    return [run for run in runs if run.suite == suite]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
