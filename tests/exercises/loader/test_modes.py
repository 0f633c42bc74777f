"""How many failure modes are live in a case, as an exercise says it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exercises.loader.test_cross_checks import put, told

FREE = put("tasks", "sort", "hazards", to={"derailment": 0.2, "premature_end": 0.2, "unit_mix_up": 0.2})


def test_as_many_modes_as_the_tasks_name_may_be_drawn() -> None:
    assert told(FREE, put("modes", to={"per_case": 2})) == []


def test_more_than_the_tasks_name_are_refused_with_their_names() -> None:
    said = told(FREE, put("modes", to={"per_case": 3}))
    assert said == [
        "modes.per_case: the tasks name fewer failure modes without a rule: derailment, premature_end"
    ]
    assert told(None, put("modes", to={"per_case": 1})) == [
        "modes.per_case: the tasks name fewer failure modes without a rule: none"
    ]


@pytest.mark.parametrize("count", [0, -1, 1.5, "two", True, None, 1e400])
def test_only_a_whole_number_from_one_will_do(count: Any) -> None:
    assert "modes.per_case: must be a whole number from 1" in told(FREE, put("modes", to={"per_case": count}))


def test_an_unknown_key_is_never_silent() -> None:
    assert any("per_day" in each for each in told(FREE, put("modes", to={"per_case": 1, "per_day": 3})))


@pytest.mark.parametrize("hazard", ["time_out", "rate_limit", "service_error", "model_outage", "tool_outage"])
def test_no_task_names_what_services_do(hazard: str) -> None:
    said = told(put("tasks", "sort", "hazards", to={hazard: 0.2}))
    assert said == [
        f"tasks.sort.hazards.{hazard}: this comes from the surroundings; give it to a tool or a suite"
    ]
