"""One practice run in the simulated world: document and case in, journal and outcome out. No database
here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from exercises.loader import Package
from podium.runs.morning import open_fleet, simulate_morning
from sandbox.directives.reader import default_reader
from sandbox.engine.event import rounded
from sandbox.engine.log import RunLog
from sandbox.engine.program import Program, compile_program
from sandbox.names import names_of
from sandbox.scenario import Case, Scenario
from sandbox.world.judge import outcome
from sandbox.world.policy import policy_titles
from sandbox.world.suite import run_case
from workflow.problem import Problem
from workflow.validate import validate


class InvalidDocument(Exception):
    """The document cannot be run; `problems` says everything that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("The document has problems that must be mended before it can run.")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """`failed` says that the run itself failed (not that its result is bad); `events` are plain data."""

    failed: bool
    events: tuple[dict[str, Any], ...]
    outcome: dict[str, Any]


def compile_for(package: Package, document: Any) -> Program:
    """The program of a document for this exercise; raises InvalidDocument."""
    checked, problems = validate(document, names_of(package.scenario))
    if checked is None:
        raise InvalidDocument(problems)
    return compile_program(checked)


def simulate_case(package: Package, document: Any, case: Case, seed: int) -> PracticeResult:
    """Run a document on a case, or a fleet through a morning whatever the case; raises InvalidDocument."""
    if package.scenario.day is not None:
        return _simulate_fleet(package, document, seed)
    program = compile_for(package, document)
    log = run_case(program, package.scenario, case, seed, default_reader())
    events = tuple(event.as_dict() for event in log.events)
    return PracticeResult(log.status == "failed", events, describe_outcome(package.scenario, case, log))


def _simulate_fleet(package: Package, document: Any, seed: int) -> PracticeResult:
    fleet, problems = open_fleet(package, document)
    if fleet is None:
        raise InvalidDocument(problems)
    told = simulate_morning(package, fleet, seed)
    return PracticeResult(told["run_status"] == "failed", (), told)


def describe_outcome(scenario: Scenario, case: Case, log: RunLog) -> dict[str, Any]:
    """How a run ended and what it was worth. The truth may be shown: practice cases are public."""
    judged = outcome(scenario, case, log)
    titles = policy_titles(scenario)
    told: dict[str, Any] = rounded(
        {
            "run_status": log.status,
            "reason": log.reason,
            "score": judged.score,
            "deliverables": [
                {
                    "name": name,
                    "score": part,
                    "weight": scenario.deliverables[name].weight,
                    "expected": judged.expected[name],
                    "got": judged.got[name],
                }
                for name, part in judged.parts.items()
            ],
            "incidents": [{"id": policy, "title": titles.get(policy, policy)} for policy in judged.incidents],
            "seconds": log.seconds,
            "cost": log.cost,
            "human_minutes": log.human_minutes,
        }
    )
    return told
