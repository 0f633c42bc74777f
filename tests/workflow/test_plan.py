"""A planning node is checked before it runs: who plans, whom it may give work to, towards what."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workflow.make import (
    codes,
    find,
    make_agent,
    make_data,
    make_document,
    make_input,
    make_names,
    make_output,
)
from workflow.dump import dump
from workflow.workload import weigh


def make_plan(**more: Any) -> dict[str, Any]:
    """A document in which one plan makes the reply."""
    node = {
        "id": "team",
        "kind": "plan",
        "agent": "analyst",
        "roster": ["analyst", "writer"],
        "yields": ["reply"],
    }
    return make_data([make_input(), node | more, make_output("reply")], ["start.done team", "team.done end"])


def test_a_plan_of_known_people_towards_known_values_is_sound() -> None:
    assert codes(make_plan(instructions="Answer {{message}}."), make_names()) == set()


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"agent": "ceo"}, "unknown_agent", "/nodes/1/agent"),
        ({"roster": ["writer", "ceo"]}, "unknown_agent", "/nodes/1/roster/1"),
        ({"yields": ["reply", "fame"]}, "unknown_value", "/nodes/1/yields/1"),
        ({"yields": ["reply", "paid"]}, "tool_in_plan", "/nodes/1/yields/1"),
    ],
)
def test_names_that_cannot_stand_are_reported_at_their_place(
    change: dict[str, Any], code: str, pointer: str
) -> None:
    assert find(make_plan(**change), code, make_names()).pointer == pointer


@pytest.mark.parametrize(
    "change",
    [
        {"roster": []}, {"tasks": 0}, {"tasks": 21}, {"depth": 0}, {"depth": 4}, {"tasks": True},
        {"yields": []}, {"task_model": "huge"}, {"tools": ["orders"]}, {"fallback": {"roster": "x"}},
        {"roster": "writer"},
    ],
)  # fmt: skip
def test_limits_outside_their_range_and_settings_that_do_not_exist_are_errors(change: dict[str, Any]) -> None:
    assert codes(make_plan(**change), make_names())


def test_a_variable_that_never_arrives_is_pointed_out() -> None:
    found = find(make_plan(instructions="Use {{order}}."), "unbound_variable", make_names())
    assert found.pointer == "/nodes/1/instructions"


def test_a_plan_counts_with_all_the_tasks_that_it_may_have() -> None:
    one = make_document(make_plan(tasks=6)).graph
    other = make_document(make_plan(tasks=9)).graph
    assert weigh(other) - weigh(one) == 3
    inside = {"nodes": [make_plan(tasks=20)["nodes"][1]], "edges": []}
    inner = {"id": "inner", "kind": "map", "copies": 20, "inside": inside}
    outer = {"id": "outer", "kind": "map", "copies": 10, "inside": {"nodes": [inner], "edges": []}}
    assert "too_much_work" in codes(
        make_data([make_input(), outer, make_agent("a", "reply")], ["start.done outer"])
    )


def test_a_plan_is_stored_as_it_was_written() -> None:
    data = make_plan(tasks=4, depth=2, retry={"max": 1}, fallback={"model": "small"}, budget={"calls": 5})
    assert dump(make_document(data)) == data
