"""The proof of one exercise: a row for each workflow that was graded, and all that failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Scores = tuple[int, ...]
"""One score a seed."""

SHORT = {
    "systems_thinking": "systems",
    "prompt_quality": "prompts",
    "outcome_validation": "validation",
    "workflow_design": "design",
    "product_thinking": "product",
    "decision_making": "decisions",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One workflow, graded on every seed: what it is, its scores per skill, whether it passed, its
    outcome."""

    kind: str
    name: str
    scores: Mapping[str, Scores]
    passed: tuple[bool, ...]
    outcomes: Scores

    def mean(self, skill: str) -> float:
        """The mean of a skill's score over the seeds."""
        return sum(self.scores[skill]) / len(self.scores[skill])

    def first(self, count: int) -> Row:
        """The same row on the first seeds only."""
        scores = {skill: entries[:count] for skill, entries in self.scores.items()}
        return Row(self.kind, self.name, scores, self.passed[:count], self.outcomes[:count])

    def cells(self) -> tuple[str, ...]:
        """The row for a table: kind, name, each skill, outcome, passed."""
        spans = (_span(scores) for scores in (*self.scores.values(), self.outcomes))
        passed = "yes" if all(self.passed) else "no" if not any(self.passed) else "some"
        return (self.kind, self.name, *spans, passed)

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "kind": self.kind,
            "name": self.name,
            "scores": {skill: list(scores) for skill, scores in self.scores.items()},
            "passed": list(self.passed),
            "outcomes": list(self.outcomes),
        }


@dataclass(frozen=True, slots=True)
class Proof:
    """All rows and failures of one exercise; it proves where there is no failure."""

    slug: str
    version: str
    seeds: tuple[int, ...]
    rows: tuple[Row, ...]
    failures: tuple[str, ...]

    def heads(self) -> tuple[str, ...]:
        """The heads of the table."""
        skills = [SHORT.get(skill, skill) for skill in (self.rows[0].scores if self.rows else ())]
        return ("kind", "workflow", *skills, "outcome", "passes")

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "slug": self.slug,
            "version": self.version,
            "seeds": list(self.seeds),
            "rows": [row.as_dict() for row in self.rows],
            "failures": list(self.failures),
            "proved": not self.failures,
        }


def _span(scores: Scores) -> str:
    low, high = min(scores), max(scores)
    return str(low) if low == high else f"{low}-{high}"
