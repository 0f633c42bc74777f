"""Prove an exercise: does it grade the reference, the known-wrong and the trivial workflows as it says?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from exercises.loader import Package, Solution
from exercises.loader.package import Ranges
from exercises.proving.baselines import build_baselines
from exercises.proving.edits import build_edits
from exercises.proving.fleets import build_fleet_baselines, build_fleet_edits, build_fleet_mutants
from exercises.proving.mutants import Mutant, build_mutants
from exercises.proving.proof import Proof, Row, Scores
from grading.grade import grade_submission
from grading.score import Grade, NotGradable
from sandbox.directives.reader import Reader, default_reader

SEEDS: tuple[int, ...] = (0, 1, 2)
THOROUGH_SEEDS: tuple[int, ...] = tuple(range(20))
REFERENCE_MARK = 85
"""The reference scores at least this in each headline score."""
SEEN_FROM = 2
"""A mutant is seen when its skill falls by at least this many points on the mean of the seeds."""
ELSEWHERE = 10
"""Known-wrong workflows and mutants stay within this of the reference in the other skills."""


def prove(package: Package, seeds: Sequence[int] = SEEDS, reader: Reader | None = None) -> Proof:
    """Grade everything the package makes promises about; the proof holds the table and all failures.

    Mutants and irrelevant edits are held against the reference on the same luck, so one seed in six is
    enough there; and for fleets everywhere, since one of their days is thousands of cases.
    """
    reader = reader or default_reader()
    a_fleet = package.scenario.day is not None
    if a_fleet:
        seeds = seeds[: max(1, len(seeds) // 6)]
    grader = _Grader(package, tuple(seeds), reader)
    reference = grader.row("reference", "reference", package.reference)
    rows, failures = [reference], _check_reference(package, reference)
    for solution in package.solutions.values():
        if solution.document is package.reference or solution.name == "reference":
            continue
        row = grader.row("solution", solution.name, solution.document)
        rows.append(row)
        failures += _check_ranges(row, solution.ranges) + _check_solution(solution, row, grader)
    baselines = build_fleet_baselines if a_fleet else build_baselines
    for name, document in baselines(package.scenario, package.reference).items():
        row = grader.row("baseline", name, document)
        rows.append(row)
        failures += _check_ranges(row, package.baselines.get(name, {})) + _check_never_passes(package, row)
    fewer = grader.seeds if a_fleet else grader.seeds[: max(1, len(grader.seeds) // 6)]
    beside = reference.first(len(fewer))
    if a_fleet:
        failures += _check_target(package, grader)
        mutants, edits = build_fleet_mutants(package.reference), build_fleet_edits(package.reference)
    else:
        mutants = build_mutants(package.scenario, package.reference, reader)
        edits = build_edits(package.reference)
    mutant_rows = [(entry, grader.row(entry.kind, entry.what, entry.document, fewer)) for entry in mutants]
    rows += [row for _, row in mutant_rows]
    failures += _check_mutants(beside, mutant_rows)
    for name, document in edits:
        row = grader.row("irrelevant edit", name, document, fewer)
        rows.append(row)
        failures += _check_edit(beside, row)
    return Proof(package.slug, package.version, tuple(seeds), tuple(rows), tuple(failures))


def prove_fault(slug: str, message: str) -> Proof:
    """The proof of a package that cannot even be loaded."""
    return Proof(slug, "", (), (), tuple(message.splitlines()) or ("the package cannot be loaded",))


class _Grader:
    """Grades documents of one package on all seeds and remembers the last evidence."""

    def __init__(self, package: Package, seeds: tuple[int, ...], reader: Reader) -> None:
        self.package = package
        self.seeds = seeds
        self.reader = reader
        self.grades: dict[str, list[Grade | NotGradable]] = {}

    def row(self, kind: str, name: str, document: Mapping[str, Any], seeds: Sequence[int] = ()) -> Row:
        """Grade one document on these seeds (all where none are given)."""
        grades = [
            grade_submission(self.package, document, seed=seed, reader=self.reader)
            for seed in seeds or self.seeds
        ]
        self.grades[name] = grades
        skills = tuple(self.package.skills)
        return Row(
            kind,
            name,
            {skill: tuple(_score(grade, skill) for grade in grades) for skill in skills},
            tuple(isinstance(grade, Grade) and grade.passed for grade in grades),
            tuple(grade.outcome if isinstance(grade, Grade) else 0 for grade in grades),
        )


def _score(grade: Grade | NotGradable, skill: str) -> int:
    """A document that cannot be graded earns nothing."""
    if isinstance(grade, NotGradable):
        return 0
    return next(entry.score for entry in grade.skills if entry.skill == skill)


def _check_reference(package: Package, row: Row) -> list[str]:
    failures = [
        f"reference: {skill} is {min(scores)}, it takes at least {REFERENCE_MARK}"
        for skill, scores in row.scores.items()
        if min(scores) < REFERENCE_MARK
    ]
    if not all(row.passed):
        failures.append("reference: does not pass on every seed")
    solution = package.solutions.get("reference")
    return failures + (_check_ranges(row, solution.ranges) if solution else [])


def _check_target(package: Package, grader: _Grader) -> list[str]:
    """A fleet's reference reaches what the exercise asks of everybody."""
    day = package.scenario.day
    target = 100 * day.target if day is not None else 0.0
    return [
        f"reference: {grade.figures['in_time']:.1f} % in time on seed {seed}, the target is {target:.1f} %"
        for seed, grade in zip(grader.seeds, grader.grades["reference"], strict=True)
        if isinstance(grade, Grade) and grade.figures["in_time"] < target
    ]


def _check_ranges(row: Row, ranges: Ranges) -> list[str]:
    return [
        f"{row.kind} {row.name}: {skill} is {_span(row.scores[skill])}, stated {low} to {high}"
        for skill, (low, high) in ranges.items()
        if skill in row.scores and not all(low <= score <= high for score in row.scores[skill])
    ]


def _span(scores: Scores) -> str:
    return str(scores[0]) if min(scores) == max(scores) else f"{min(scores)} to {max(scores)}"


def _check_solution(solution: Solution, row: Row, grader: _Grader) -> list[str]:
    failures = []
    if solution.passes is not None and any(passed is not solution.passes for passed in row.passed):
        failures.append(f"solution {row.name}: should {'' if solution.passes else 'not '}pass on every seed")
    if solution.feedback:
        for seed, grade in zip(grader.seeds, grader.grades[row.name], strict=True):
            if not _draws(grade, solution.feedback):
                failures.append(
                    f"solution {row.name}: does not draw the feedback {solution.feedback!r} on seed {seed}"
                )
    return failures


def _draws(grade: Grade | NotGradable, feedback: str) -> bool:
    """Whether a criterion of that slug lost points, or some evidence matches the regular expression."""
    if isinstance(grade, NotGradable):
        texts: Iterable[str] = (f"{problem.code} {problem.message}" for problem in grade.problems)
        return any(re.search(feedback, text, re.IGNORECASE) for text in texts)
    for skill in grade.skills:
        for criterion in skill.criteria:
            lost = any(evidence.points > 0.5 for evidence in criterion.evidence)
            if criterion.slug == feedback and lost:
                return True
            for evidence in criterion.evidence:
                if re.search(feedback, f"{evidence.text} {evidence.advice}", re.IGNORECASE):
                    return True
    return any(re.search(feedback, text, re.IGNORECASE) for text in grade.incident_texts)


def _check_never_passes(package: Package, row: Row) -> list[str]:
    """No baseline passes, but for one agent that does all, on the levels where one agent is what is asked
    for."""
    allowed = row.name == "one_agent" and package.level < 3
    return [] if allowed or not any(row.passed) else [f"baseline {row.name}: passes"]


def _check_mutants(reference: Row, mutants: Sequence[tuple[Mutant, Row]]) -> list[str]:
    """Of each kind at least one mutant is seen in the right score, and none raises it."""
    failures = []
    by_kind: dict[str, list[tuple[Mutant, Row]]] = {}
    for mutant, row in mutants:
        by_kind.setdefault(mutant.kind, []).append((mutant, row))
        change = row.mean(mutant.skill) - reference.mean(mutant.skill)
        if change > SEEN_FROM:
            failures.append(f"mutant {mutant.kind} ({mutant.what}): raises {mutant.skill} by {change:.1f}")
    for kind, entries in by_kind.items():
        skill = entries[0][0].skill
        falls = [reference.mean(skill) - row.mean(skill) for _, row in entries]
        if max(falls) < SEEN_FROM:
            failures.append(f"mutants “{kind}”: none is seen in {skill} (largest fall {max(falls):.1f})")
    return failures


def _check_edit(reference: Row, row: Row) -> list[str]:
    changed = [skill for skill in reference.scores if row.scores[skill] != reference.scores[skill]]
    if row.outcomes != reference.outcomes:
        changed.append("outcome")
    return [f"irrelevant edit {row.name}: changes {', '.join(changed)}"] if changed else []
