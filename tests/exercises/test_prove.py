"""The proof of an exercise, on the bike hire."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from exercises.loader import Package, Solution
from exercises.prove import ELSEWHERE, REFERENCE_MARK, prove, prove_fault
from exercises.proving.proof import Proof, Row
from tests.grading.cast import READER, bike_hire


@cache
def proof() -> Proof:
    """The proof of the package as it is, on one seed."""
    return prove(bike_hire(), (0,), READER)


def prove_changed(**changes: object) -> tuple[str, ...]:
    """The failures of the package after a change to what it states."""
    return prove(replace(bike_hire(), **changes), (0,), READER).failures  # type: ignore[arg-type]


def row(name: str) -> Row:
    """One row of the proof."""
    return next(entry for entry in proof().rows if entry.name == name)


def test_the_bike_hire_proves() -> None:
    assert proof().failures == ()
    assert min(min(scores) for scores in row("reference").scores.values()) >= REFERENCE_MARK


def test_every_baseline_mutant_and_edit_has_its_row() -> None:
    kinds = {entry.kind for entry in proof().rows}
    assert kinds >= {
        "reference", "solution", "baseline", "irrelevant edit",
        "need unwired", "directive dropped", "check removed", "tier lowered",
    }  # fmt: skip


def test_dropped_directives_are_seen_in_prompt_quality_alone() -> None:
    reference = row("reference")
    for entry in (entry for entry in proof().rows if entry.kind == "directive dropped"):
        assert entry.scores["prompt_quality"] < reference.scores["prompt_quality"]
        for skill in ("systems_thinking", "outcome_validation"):
            assert abs(entry.mean(skill) - reference.mean(skill)) <= ELSEWHERE


@pytest.mark.slow
def test_a_stated_range_that_is_missed_is_a_failure() -> None:
    baselines = {"echo": {"systems_thinking": (50, 60)}}
    assert any("baseline echo: systems_thinking" in failure for failure in prove_changed(baselines=baselines))


@pytest.mark.slow
def test_a_solution_out_of_range_or_without_its_feedback_is_a_failure() -> None:
    wrong = Solution(
        "as-good",
        bike_hire().reference,
        {"outcome_validation": (0, 10)},
        passes=False,
        feedback="no such words",
    )
    document = {**bike_hire().reference, "title": "another object"}
    failures = prove_changed(solutions={"as-good": replace(wrong, document=document)})
    assert any("stated 0 to 10" in failure for failure in failures)
    assert any("should not pass" in failure for failure in failures)
    assert any("no such words" in failure for failure in failures)


@pytest.mark.slow
def test_a_reference_below_the_mark_is_a_failure() -> None:
    weak: Package = replace(bike_hire(), reference=bike_hire().starter, solutions={}, baselines={})
    failures = prove(weak, (0,), READER).failures
    assert any(failure.startswith("reference: outcome_validation is") for failure in failures)
    assert "reference: does not pass on every seed" in failures


def test_a_package_that_cannot_be_loaded_does_not_prove() -> None:
    assert prove_fault("broken", "one\ntwo").failures == ("one", "two")


def test_a_row_tells_its_span_over_the_seeds() -> None:
    spread = Row("baseline", "echo", {"prompt_quality": (1, 4, 2)}, (False, True, False), (0, 0, 0))
    assert spread.cells() == ("baseline", "echo", "1-4", "0", "some")
    assert spread.mean("prompt_quality") == pytest.approx(7 / 3)
    assert spread.first(1).scores == {"prompt_quality": (1,)}
