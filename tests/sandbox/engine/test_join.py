"""Joins wait for all, any or some, and collect, vote or take the first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.engine.make import Cast, make_failure, make_result, outputs, run, types
from tests.workflow.make import make_agent, make_data, make_input, make_output


def three(**settings: Any) -> dict[str, Any]:
    agents = [make_agent(name, "reply") for name in ("a", "b", "c")]
    join = {"id": "j", "kind": "join", "values": ["reply"], **settings}
    wires = [f"start.done {name}" for name in "abc"] + [f"{name}.done j" for name in "abc"] + ["j.done end"]
    return make_data([make_input(), *agents, join, make_output("reply")], wires)


def answers(a: Any, b: Any, c: Any) -> Cast:
    return Cast(
        a=make_result(reply=a, seconds=3.0),
        b=make_result(reply=b, seconds=1.0),
        c=make_result(reply=c, seconds=2.0),
    )


def test_collect_makes_a_list_of_all() -> None:
    assert sorted(outputs(run(three(merge="collect"), answers("x", "y", "z")))["reply"]) == ["x", "y", "z"]


def test_a_vote_takes_the_most_frequent() -> None:
    assert outputs(run(three(merge="vote"), answers("x", "y", "y"))) == {"reply": "y"}


def test_a_vote_compares_data_of_any_shape() -> None:
    assert outputs(run(three(merge="vote"), answers({"a": 1.0, "b": 2.0}, 0.5, {"b": 2.0, "a": 1.0}))) == {
        "reply": {"a": 1.0, "b": 2.0}
    }


def test_first_takes_what_came_first() -> None:
    assert outputs(run(three(merge="first"), answers("x", "y", "z"))) == {"reply": "y"}


@pytest.mark.parametrize(("wait", "count"), [("any", 1), (2, 2), ("all", 3), (9, 3)])
def test_a_join_waits_for_as_many_as_it_says(wait: Any, count: int) -> None:
    log = run(three(merge="collect", wait=wait), answers("x", "y", "z"))
    assert len(outputs(log)["reply"]) == count
    assert types(log, "j") == ["step_finished"]


def test_any_goes_on_at_the_first_arrival() -> None:
    log = run(three(merge="first", wait="any"), answers("x", "y", "z"))
    at = {event.node: event.at for event in log.events if event.type == "step_finished"}
    assert (at["end"], outputs(log)) == (1.0, {"reply": "y"})


@pytest.mark.parametrize(
    ("wait", "status"), [("all", "stopped"), (3, "stopped"), (2, "delivered"), ("any", "delivered")]
)
def test_a_join_that_can_no_longer_be_served_is_skipped(wait: Any, status: str) -> None:
    data = three(merge="first", wait=wait)
    data["nodes"].append(make_agent("clerk", "x"))
    data["edges"].append({"from": "a.error", "to": "clerk.in"})
    cast = answers("x", "y", "z")
    cast.scripts["a"] = make_failure()
    assert run(data, cast).status == status


def test_equal_votes_are_settled_by_structure_not_by_order() -> None:
    data = three(merge="vote")
    for at, model in enumerate(("small", "medium", "large")):
        data["nodes"][1 + at]["model"] = model
    turned = data | {"nodes": data["nodes"][::-1], "edges": data["edges"][::-1]}
    cast = answers("x", "y", "z")
    assert outputs(run(data, cast)) == outputs(run(turned, cast))


def test_value_wires_can_be_joined_too() -> None:
    data = three(merge="collect")
    data["edges"][3:6] = [{"from": f"{name}.reply", "to": "j.in"} for name in "abc"]
    assert len(outputs(run(data))["reply"]) == 3
