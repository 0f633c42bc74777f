"""A workflow on public practice cases: what came out beside what was right. Nothing hidden is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from grading.exercise import Exercise
from sandbox.directives.reader import Reader, default_reader
from sandbox.engine.event import rounded
from sandbox.engine.program import compile_program
from sandbox.scenario import Case
from sandbox.world.judge import outcome
from sandbox.world.policy import policy_titles
from sandbox.world.suite import run_suite
from workflow.document import Document

PRACTICE_SEED = 0
"""The luck of practice runs, public on purpose: the same on the page and on the command line."""


@dataclass(frozen=True, slots=True)
class PracticePart:
    """One deliverable of a practice run: its score 0..1, what came out and what was right."""

    name: str
    score: float
    got: Any
    expected: Any


@dataclass(frozen=True, slots=True)
class PracticeRun:
    """One practice case run. `events` are the log as plain data, `incidents` the titles of broken
    policies."""

    case: str
    title: str
    suite: str
    status: str
    reason: str
    score: float
    parts: tuple[PracticePart, ...]
    incidents: tuple[str, ...]
    cost: float
    seconds: float
    human_minutes: float
    events: tuple[dict[str, Any], ...]

    def as_dict(self, with_events: bool = False) -> dict[str, Any]:
        """Plain data for canonical JSON."""
        plain: dict[str, Any] = {
            "case": self.case,
            "title": self.title,
            "suite": self.suite,
            "status": self.status,
            "reason": self.reason,
            "score": self.score,
            "deliverables": [
                {"name": part.name, "score": part.score, "got": part.got, "expected": part.expected}
                for part in self.parts
            ],
            "incidents": list(self.incidents),
            "cost": self.cost,
            "seconds": self.seconds,
            "human_minutes": self.human_minutes,
        }
        if with_events:
            plain["events"] = list(self.events)
        rounded_plain: dict[str, Any] = rounded(plain)
        return rounded_plain


def run_practice(
    exercise: Exercise, document: Document, cases: Sequence[Case], reader: Reader | None = None
) -> tuple[PracticeRun, ...]:
    """Run practice cases with the learner's own prompts."""
    scenario = exercise.scenario
    titles = policy_titles(scenario)
    logs = run_suite(compile_program(document), scenario, cases, PRACTICE_SEED, reader or default_reader())
    runs = []
    for case, log in zip(cases, logs, strict=True):
        judged = outcome(scenario, case, log)
        parts = tuple(
            PracticePart(name, judged.parts[name], judged.got[name], judged.expected[name])
            for name in scenario.deliverables
        )
        runs.append(
            PracticeRun(
                case=case.id,
                title=case.title,
                suite=case.suite,
                status=log.status,
                reason=log.reason,
                score=judged.score,
                parts=parts,
                incidents=tuple(titles.get(policy, policy) for policy in judged.incidents),
                cost=log.cost,
                seconds=log.seconds,
                human_minutes=log.human_minutes,
                events=tuple(event.as_dict() for event in log.events),
            )
        )
    return tuple(runs)
