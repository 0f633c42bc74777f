"""Grades a fleet: its whole day against the reference's, and its workflows by the usual criteria."""

from __future__ import annotations

from grading.exercise import Exercise
from grading.fleet_day import Days, score_day
from grading.fleet_lines import Stretch, detections, runs_of, score_lines, watch_lines
from grading.fleet_rules import score_validation
from grading.form import name_form
from grading.gradable import open_document
from grading.registry import HEADLINE
from grading.score import Grade, SkillScore
from grading.summary import summarise
from sandbox import ENGINE_VERSION
from sandbox.directives.reader import Reader
from sandbox.drivers.day import simulate_day
from sandbox.fleet.lines import Lines
from sandbox.fleet.report import FleetReport
from sandbox.world.blueprint import blueprint_of
from sandbox.world.policy import policy_titles
from workflow.document import Document

PASS_MARK = 70
REFERENCE_SEED = "reference"
"""The luck of the reference's day."""


def grade_fleet(exercise: Exercise, document: Document, seed: int | str, reader: Reader) -> Grade:
    """The grade of a fleet document on the day of this seed."""
    lines = Lines(document)
    report = simulate_day(lines, exercise.scenario, seed, reader)
    days = Days(report, reference_day(exercise, reader))
    stretches = watch_lines(exercise, document, lines, seed, reader)
    tolerated = exercise.scenario.incidents_tolerated
    found: dict[str, SkillScore] = {
        "systems_thinking": score_day(days),
        "prompt_quality": score_lines(stretches, "prompt_quality"),
        "outcome_validation": score_validation(stretches, report, tolerated),
    }
    skills = tuple(found[skill] for skill in HEADLINE if exercise.skills.get(skill, 0.0) > 0)
    incidents = report.whole.incidents
    passed = all(entry.score >= PASS_MARK for entry in skills) and incidents <= tolerated
    return Grade(
        exercise=exercise.slug,
        exercise_version=exercise.version,
        engine_version=ENGINE_VERSION,
        detector_version=reader.version,
        form=name_form(exercise.slug, seed),
        passed=passed,
        outcome=int(100 * round(report.whole.outcome, 9) + 0.5),
        skills=skills,
        incidents=incidents,
        incidents_tolerated=tolerated,
        incident_texts=_incident_texts(exercise, report),
        figures=_figures(report, stretches),
        summary=summarise(exercise.skills, skills, passed, PASS_MARK, incidents, tolerated),
    )


def reference_day(exercise: Exercise, reader: Reader) -> FleetReport:
    """The reference's day, worked out once on luck of its own, so that a grade takes one day and not two. On
    ten thousand cases luck moves the reference's own score by two points at most."""
    memory = blueprint_of(exercise.scenario).memory
    key = ("reference_day", reader.version)
    if key not in memory:
        document, problems = open_document(exercise.scenario, exercise.reference)
        if document is None:
            raise ValueError(f"the reference of {exercise.slug} is not valid: {problems[0].message}")
        memory[key] = simulate_day(Lines(document), exercise.scenario, REFERENCE_SEED, reader)
    report: FleetReport = memory[key]
    return report


def _incident_texts(exercise: Exercise, report: FleetReport) -> tuple[str, ...]:
    titles = policy_titles(exercise.scenario)
    return tuple(
        f"“{titles.get(policy, policy)}” was broken in {count} of {report.whole.arrived} cases. Such a case "
        "is worth nothing."
        for policy, count in report.compliance.incidents.items()
    )


def _figures(report: FleetReport, stretches: tuple[Stretch, ...]) -> dict[str, float]:
    """Plain numbers for the page: the day's, and how well defects are told from sound work."""
    whole, money = report.whole, report.money
    count = max(1, whole.arrived)
    figures = {
        "arrived": float(whole.arrived),
        "delivered": float(whole.delivered),
        "waiting": float(whole.waiting),
        "failed": float(whole.failed + whole.refused),
        "in_time": 100 * whole.in_time,
        "wait_mean": whole.wait.mean,
        "wait_p95": whole.wait.p95,
        "day_cost": money.models_and_tools,
        "day_people": money.people,
        "cost": money.models_and_tools / count,
        "seconds": whole.time.mean,
        "human_minutes": money.human_minutes / count,
        "recall": 0.0,
        "false_alarm_rate": 0.0,
        "youden_j": 0.0,
        "d_prime": 0.0,
        "planted_defects": 0.0,
        "sound_cases": 0.0,
    }
    for kind, part in report.kinds.items():
        figures[f"in_time_{kind}"] = 100 * part.in_time
        figures[f"outcome_{kind}"] = 100 * part.outcome
    for share, found in detections(stretches):
        figures["recall"] += share * found.recall
        figures["false_alarm_rate"] += share * found.false_alarm_rate
        figures["youden_j"] += share * found.youden_j
        figures["d_prime"] += share * found.d_prime
        figures["planted_defects"] += found.bad
        figures["sound_cases"] += found.sound
    runs = list(runs_of(stretches))
    for suite in dict.fromkeys(run.suite for run in runs):
        scores = [run.score for run in runs if run.suite == suite]
        figures[f"outcome_{suite}"] = 100 * sum(scores) / len(scores)
    return {name: round(value, 6) for name, value in figures.items()}
