"""Failure modes of agent teams count against prompts only where they can strike."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from grading.gradable import open_document
from grading.observation import Exposure
from grading.observing import observe
from tests.grading.cast import READER, bike_hire, changed, reference


def exposures(document: Any, task: str, **rates: float) -> tuple[Exposure, ...]:
    """What the grader counts when a task is open to these hazards alone."""
    package = bike_hire()
    tasks = {**package.scenario.tasks, task: replace(package.scenario.tasks[task], hazards=rates)}
    exercise = replace(package, scenario=replace(package.scenario, tasks=tasks))
    opened, problems = open_document(exercise.scenario, document)
    assert opened is not None, problems
    return observe(exercise, opened, 0, READER).exposures


def hazards(found: tuple[Exposure, ...], value: str) -> set[str]:
    return {entry.hazard for entry in found if entry.value == value}


def unrolled(document: dict[str, Any]) -> None:
    """The clerk without a loop around."""
    loop = next(node for node in document["nodes"] if node["id"] == "reckoning")
    clerk = {**loop["inside"]["nodes"][0], "id": "reckoning"}
    clerk["instructions"] = clerk["instructions"].replace("Correct what was found: {{feedback}}", "")
    document["nodes"] = [clerk if node is loop else node for node in document["nodes"]]
    document["edges"] = [edge for edge in document["edges"] if edge["from"] != "reckoning.exhausted"]


def test_a_lost_history_counts_inside_a_loop_and_nowhere_else() -> None:
    looped = exposures(reference(), "reckon", lost_history=0.5, conversation_reset=0.5)
    assert hazards(looped, "fee") >= {"lost_history", "conversation_reset"}
    once = exposures(changed(unrolled), "reckon", lost_history=0.5, conversation_reset=0.5)
    assert hazards(once, "fee") == {"slip"}


def test_wasted_effort_counts_as_a_fault_that_instructions_prevent() -> None:
    found = exposures(reference(), "reckon", step_repetition=0.5)
    repeated = [entry for entry in found if entry.hazard == "step_repetition"]
    assert repeated
    assert all(entry.preventable > 0.3 for entry in repeated)


def test_a_reviewers_lapses_are_no_fault_of_the_worker() -> None:
    rates = {"incomplete_verification": 0.5, "incorrect_verification": 0.5, "unaware_of_termination": 0.5}
    assert hazards(exposures(reference(), "write", **rates), "reply") == {"slip"}


def test_a_colleague_can_be_ignored_only_where_there_is_one() -> None:
    assert "colleague_ignored" in hazards(exposures(reference(), "write", colleague_ignored=0.5), "reply")
    alone = changed(unrolled)
    assert "colleague_ignored" not in hazards(exposures(alone, "reckon", colleague_ignored=0.5), "fee")
