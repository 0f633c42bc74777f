"""Wires must lead from a port that is there to an entry that is there, and never in circles."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workflow.make import (
    codes,
    find,
    make_agent,
    make_chain,
    make_data,
    make_input,
    make_inside,
    make_names,
    make_output,
)


def two(*wires: Any) -> dict[str, Any]:
    data = make_data([make_input(), make_agent("work", "amount"), make_output("amount")], [])
    data["edges"] = [
        wire if not isinstance(wire, str) else dict(zip(("from", "to"), wire.split(), strict=True))
        for wire in wires
    ]
    return data


@pytest.mark.parametrize(
    ("wire", "code", "pointer"),
    [
        ("start.done wrok.in", "dangling_edge", "/edges/0/to"),
        ("strat.done work.in", "dangling_edge", "/edges/0/from"),
        ("start.policy work.in", "no_such_port", "/edges/0/from"),
        ("work.exhausted end.in", "no_such_port", "/edges/0/from"),
        ("start.done work.message", "no_such_port", "/edges/0/to"),
        ("work.done start.in", "no_entry", "/edges/0/to"),
        ("end.done work.in", "no_such_port", "/edges/0/from"),
        ("work.done work.in", "cycle", "/edges/0"),
        ("start work.in", "bad_edge", "/edges/0/from"),
        ("a.b.c work.in", "bad_edge", "/edges/0/from"),
        ({"from": "start.done"}, "bad_edge", "/edges/0"),
        ({"from": 3, "to": "work.in"}, "bad_edge", "/edges/0/from"),
        ({"from": "start.done", "to": "work.in", "colour": "red"}, "unknown_setting", "/edges/0/colour"),
        ("start.done->work.in x", "bad_edge", "/edges/0/from"),
    ],
)
def test_a_wire_that_cannot_stand_is_named(wire: Any, code: str, pointer: str) -> None:
    assert find(two(wire), code).pointer == pointer


def test_a_wire_that_is_no_record_is_a_problem() -> None:
    data = two()
    data["edges"] = ["start.done -> work.in"]
    assert find(data, "bad_edge").pointer == "/edges/0"


def test_a_near_miss_is_guessed() -> None:
    assert find(two("start.done wrok.in"), "dangling_edge").remedy == "Did you mean 'work'?"


def test_a_wire_to_a_bare_node_means_its_entry() -> None:
    assert not {"bad_edge", "no_such_port"} & codes(two({"from": "start.done", "to": "work"}))


def test_a_double_wire_is_named_once() -> None:
    assert find(two("start.done work.in", "start.done work.in"), "duplicate_edge").pointer == "/edges/1"


def test_a_wire_to_a_broken_node_is_not_reported_again() -> None:
    data = make_chain(make_agent("work", "amount", model="huge"))
    assert codes(data) == {"not_allowed"}


def test_each_circle_is_told_once_with_its_members() -> None:
    nodes = [make_agent(name, "amount") for name in "abcd"]
    problem = find(make_data(nodes, ["a.done b", "b.done c", "c.done a", "c.done d"]), "cycle")
    assert "a -> b -> c -> a" in problem.message
    assert "loop" in problem.remedy


def test_a_circle_inside_a_loop_is_explained_as_such() -> None:
    inside = make_inside([make_agent("a", "x"), make_agent("b", "y")], ["a.done b", "b.y a"])
    loop = {"id": "again", "kind": "loop", "until": "true", "inside": inside}
    assert "in the next by itself" in find(make_data([loop], []), "cycle").remedy


def test_wires_do_not_cross_the_border_of_a_container() -> None:
    loop = {
        "id": "again",
        "kind": "loop",
        "until": "true",
        "inside": make_inside([make_agent("inner", "amount")]),
    }
    problem = find(make_data([make_input(), loop], ["start.done inner"]), "edge_crosses_container")
    assert problem.node == "inner"


def test_budgets_open_the_port_exhausted() -> None:
    node = make_agent("work", "amount", budget={"calls": 1})
    assert "no_such_port" not in codes(make_data([node, make_output("amount")], ["work.exhausted end"]))


def test_tools_yield_what_the_exercise_says() -> None:
    tool = {"id": "look", "kind": "tool", "tool": "orders"}
    data = make_data([make_input(), tool, make_output("amount")], ["start.done look", "look.amount end"])
    assert find(data, "no_such_port", make_names()).node == "look"
    assert "no_such_port" not in codes(data)


def test_containers_offer_what_is_made_inside() -> None:
    loop = {
        "id": "again",
        "kind": "loop",
        "until": "true",
        "inside": make_inside([make_agent("inner", "reply")]),
    }
    good = make_data([make_input(), loop, make_output("reply")], ["start.done again", "again.reply end"])
    assert "no_such_port" not in codes(good, make_names())
    bad = make_data([make_input(), loop, make_output("amount")], ["start.done again", "again.amount end"])
    assert "no_such_port" in codes(bad, make_names())
