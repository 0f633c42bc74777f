"""A practice run of a fleet: the beginning of its day, short enough to be waited for."""

from __future__ import annotations

from typing import Any

from exercises.loader import Package
from sandbox.directives.reader import default_reader
from sandbox.drivers.day import simulate_day
from sandbox.fleet.lines import Lines
from sandbox.fleet.report import FleetReport
from sandbox.fleet.text import describe_day
from sandbox.names import names_of
from sandbox.world.policy import policy_titles
from workflow.document import Document
from workflow.problem import Problem
from workflow.validate import validate

MORNING = 1000
"""Cases of a practice run: about a second. A whole day takes ten times that; the command line has it."""


def open_fleet(package: Package, document: Any) -> tuple[Document | None, tuple[Problem, ...]]:
    """The fleet document for this exercise, or None with everything that is wrong with it."""
    return validate(document, names_of(package.scenario))


def simulate_morning(package: Package, document: Document, seed: int) -> dict[str, Any]:
    """The outcome of the day's first thousand cases, made of public material: the figures that any practice
    run has, the whole report, and the same in words."""
    report = simulate_day(
        Lines(document), package.scenario, seed, default_reader(), cases=MORNING, practice=True
    )
    return {**_usual(package, report), "report": report.as_dict(), "text": describe_day(report)}


def _usual(package: Package, report: FleetReport) -> dict[str, Any]:
    whole = report.whole
    titles = policy_titles(package.scenario)
    return {
        "run_status": "delivered" if whole.delivered else "failed",
        "reason": "" if whole.delivered else "Not one case was delivered.",
        "score": round(whole.outcome, 6),
        "deliverables": [],
        "incidents": [
            {"id": policy, "title": titles.get(policy, policy), "count": count}
            for policy, count in report.compliance.incidents.items()
        ],
        "seconds": round(whole.time.mean, 6),
        "cost": round(report.money.models_and_tools, 6),
        "human_minutes": round(report.money.human_minutes, 6),
    }
