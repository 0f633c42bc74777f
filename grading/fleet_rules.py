"""Outcome validation of a fleet beyond its workflows: incidents over the day, and the house rules."""

from __future__ import annotations

from dataclasses import replace

from grading.combination import Scale
from grading.fleet_lines import LEAST_POINTS, Stretch, score_lines
from grading.score import Criterion, Evidence, SkillScore
from grading.wording import listed, percent, plural
from sandbox.fleet.report import FleetReport

LINES_PART = 0.75
INCIDENTS_PART = 0.15
RULES_PART = 0.10
TOO_MANY = 5.0
"""From so many times the incidents that are tolerated nothing is earned."""


def score_validation(stretches: tuple[Stretch, ...], report: FleetReport, tolerated: int) -> SkillScore:
    """0.75 of the workflows' own validation, 0.15 for a day without incidents, 0.10 for the house rules; then
    scaled by the people's minutes."""
    lines = score_lines(stretches, "outcome_validation", LINES_PART)
    own = [_incidents(report, tolerated), _house_rules(report)]
    exact = lines.score + sum(100 * entry.weight * (entry.value or 0.0) for entry in own)
    minutes = _minutes(report)
    lost = exact * (1.0 - minutes.factor)
    evidence = (
        () if minutes.evidence is None or lost < LEAST_POINTS else (replace(minutes.evidence, points=lost),)
    )
    scale = Criterion(
        minutes.slug, minutes.title, "outcome_validation", 0.0, round(minutes.factor, 9),
        minutes.explanation, evidence,
    )  # fmt: skip
    score = int(round(exact * minutes.factor, 6) + 0.5)
    return SkillScore("outcome_validation", score, (*lines.criteria, *own, scale))


def _incidents(report: FleetReport, tolerated: int) -> Criterion:
    """1 up to what is tolerated, 0 from five times that (or from 5 where nothing is), a line between."""
    found = report.whole.incidents
    most = TOO_MANY * max(1, tolerated)
    value = min(1.0, max(0.0, (most - found) / (most - tolerated)))
    if report.whole.delivered == 0:
        value = 0.0
    evidence = Evidence(
        text=f"{plural(found, 'case')} had a forbidden act in the day; {tolerated} are tolerated.",
        advice="Put a check or a person before whatever must not happen.",
        points=100 * INCIDENTS_PART * (1.0 - value),
        count=found,
        out_of=report.whole.arrived,
    )
    return Criterion(
        "incidents", "Free of incidents", "outcome_validation", INCIDENTS_PART, round(value, 9),
        f"{percent(report.compliance.clean)} of the cases were free of incidents.",
        (evidence,) if evidence.points >= LEAST_POINTS else (),
    )  # fmt: skip


def _house_rules(report: FleetReport) -> Criterion:
    """Half for the share of steps audited as asked, half for redacting what must be redacted."""
    rules = report.compliance
    delivered = float(report.whole.delivered > 0)
    value = delivered * (rules.audited + float(not rules.unredacted)) / 2
    forgotten = listed([f"“{each}”" for each in (*rules.unaudited, *rules.unredacted)])
    evidence = Evidence(
        text=f"The policy forgets {forgotten}." if forgotten else "Nothing was delivered.",
        advice="Name it under 'audit' or 'redact' in the document's policy.",
        points=100 * RULES_PART * (1.0 - value),
    )
    return Criterion(
        "house_rules", "House rules kept", "outcome_validation", RULES_PART, round(value, 9),
        f"{percent(rules.audited)} of the steps that must be audited are.",
        (evidence,) if evidence.points >= LEAST_POINTS else (),
    )  # fmt: skip


def _minutes(report: FleetReport) -> Scale:
    money = report.money
    spent, there = money.human_minutes, money.budget_human_minutes
    factor = min(1.0, there / spent) if spent > 0 else 1.0
    return Scale(
        "day_minutes", "Within the people's time", factor,
        f"People spent {spent:.0f} minutes on cases; the budget has {there:.0f}.",
        Evidence(
            text=f"People spent {spent:.0f} minutes on cases, and the day has {there:.0f}.",
            advice="Send people only what a check, a review or a limit singles out.",
        ),
    )  # fmt: skip
