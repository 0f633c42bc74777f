"""Which values may reach which node is known before anything runs."""

from __future__ import annotations

from tests.workflow.make import (
    make_agent,
    make_chain,
    make_data,
    make_document,
    make_input,
    make_inside,
    make_names,
    make_output,
)
from workflow.flow import values_reaching


def test_a_path_wire_brings_everything_and_a_value_wire_one_value() -> None:
    data = make_data(
        [make_input("message", "policy"), make_agent("a", "intent"), make_agent("b", "amount")],
        ["start.done a", "a.intent b"],
    )
    reaching = values_reaching(make_document(data))
    assert reaching["a"] == {"message", "policy"}
    assert reaching["b"] == {"intent"}
    assert reaching["start"] == frozenset()


def test_a_failing_port_carries_only_what_came_in() -> None:
    data = make_data(
        [make_input(), make_agent("a", "intent"), make_agent("b", "amount")], ["start.done a", "a.error b"]
    )
    assert values_reaching(make_document(data))["b"] == {"message"}


def test_a_check_adds_feedback_and_verdict() -> None:
    data = make_data(
        [make_input(), {"id": "c", "kind": "check", "rules": ["true"]}, make_agent("b", "amount")],
        ["start.done c", "c.fail b"],
    )
    assert values_reaching(make_document(data))["b"] == {"message", "feedback", "verdict"}


def test_inside_a_loop_everything_that_any_turn_makes_may_arrive() -> None:
    inside = make_inside(
        [make_agent("w", "reply"), {"id": "r", "kind": "check", "rules": ["true"]}], ["w.done r"]
    )
    loop = {"id": "again", "kind": "loop", "until": "verdict == 'pass'", "inside": inside}
    data = make_data([make_input(), loop, make_output("reply")], ["start.done again", "again.exhausted end"])
    reaching = values_reaching(make_document(data))
    assert reaching["w"] == {"message", "reply", "feedback", "verdict"}
    assert reaching["end"] == {"message", "reply", "feedback", "verdict"}


def test_inside_a_map_there_is_the_item() -> None:
    inside = make_inside([make_agent("w", "reply")])
    over = {"id": "each", "kind": "map", "over": "lines", "item": "line", "inside": inside}
    copies = {"id": "each", "kind": "map", "copies": 3, "inside": inside}
    for settings, expected in ((over, {"lines", "line"}), (copies, {"lines"})):
        data = make_data(
            [make_input("lines"), settings, make_output("reply")], ["start.done each", "each.done end"]
        )
        reaching = values_reaching(make_document(data))
        assert reaching["w"] == expected
        assert reaching["end"] == {"lines", "reply"}


def test_what_a_tool_makes_is_known_from_the_exercise() -> None:
    data = make_data(
        [make_input(), {"id": "look", "kind": "tool", "tool": "orders"}, make_agent("b", "amount")],
        ["start.done look", "look.done b"],
    )
    assert "order" in values_reaching(make_document(data), make_names())["b"]
    assert "order" not in values_reaching(make_document(data))["b"]


def test_order_of_nodes_and_wires_does_not_matter() -> None:
    data = make_chain(make_agent("a", "intent"), make_agent("b", "amount"))
    turned = data | {"nodes": data["nodes"][::-1], "edges": data["edges"][::-1]}
    assert values_reaching(make_document(data)) == values_reaching(make_document(turned))
