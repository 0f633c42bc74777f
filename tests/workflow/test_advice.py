"""What can never come true is said before the run, as a warning with a way out."""

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
from workflow.validate import validate


def nodes_with(code: str, data: dict[str, Any]) -> set[str | None]:
    return {problem.node for problem in validate(data, make_names())[1] if problem.code == code}


def test_a_variable_that_never_arrives_is_a_warning() -> None:
    data = make_chain(make_agent("a", "amount", instructions="{{message}} under {{policy}}"))
    problem = find(data, "unbound_variable", make_names())
    assert (problem.severity, problem.node, problem.field) == ("warning", "a", "instructions")
    assert "{{policy}}" in problem.message


@pytest.mark.parametrize(
    ("node", "pointer"),
    [
        ({"kind": "human", "sees": ["policy"]}, "/nodes/1/sees/0"),
        ({"kind": "human", "edits": ["policy"]}, "/nodes/1/edits/0"),
        ({"kind": "review", "agent": "writer", "on": ["message", "policy"]}, "/nodes/1/on/1"),
        ({"kind": "check", "on": ["policy"], "rules": ["true"]}, "/nodes/1/on/0"),
        ({"kind": "check", "rules": ["policy != ''"]}, "/nodes/1/rules/0"),
        ({"kind": "tool", "tool": "orders", "idempotent_by": ["policy"]}, "/nodes/1/idempotent_by/0"),
        ({"kind": "tool", "tool": "orders", "when": "policy != ''"}, "/nodes/1/when"),
        ({"kind": "router", "branches": [{"port": "x", "when": "policy != ''"}]}, "/nodes/1/branches/0/when"),
        ({"kind": "set", "values": {"intent": "policy"}}, "/nodes/1/values/intent"),
        ({"kind": "join", "merge": "first", "values": ["policy"]}, "/nodes/1/values/0"),
    ],
)
def test_a_known_value_that_no_wire_brings_is_a_warning(node: dict[str, Any], pointer: str) -> None:
    data = make_data([make_input("message"), {"id": "n", **node}], ["start.done n"])
    problem = find(data, "value_cannot_arrive", make_names())
    assert (problem.pointer, problem.severity) == (pointer, "warning")


def test_a_value_nobody_knows_is_an_error_with_a_guess() -> None:
    data = make_data(
        [make_input(), {"id": "c", "kind": "check", "rules": ["mesage != ''"]}], ["start.done c"]
    )
    problem = find(data, "unknown_value", make_names())
    assert problem.severity == "error"
    assert problem.remedy == "Did you mean 'message'?"


def test_a_value_nobody_knows_among_what_a_human_sees_is_an_error() -> None:
    data = make_data([make_input(), {"id": "h", "kind": "human", "sees": ["mesage"]}], ["start.done h"])
    assert find(data, "unknown_value", make_names()).pointer == "/nodes/1/sees/0"


@pytest.mark.parametrize(
    ("node", "code"),
    [
        ({"kind": "review", "agent": "nobody", "on": ["message"]}, "unknown_agent"),
        ({"kind": "tool", "tool": "hammer"}, "unknown_tool"),
    ],
)
def test_names_of_agents_and_tools_must_be_of_the_exercise(node: dict[str, Any], code: str) -> None:
    assert (
        find(
            make_data([make_input(), {"id": "n", **node}], ["start.done n"]),
            code,
            make_names(),
        ).node
        == "n"
    )


def test_a_whole_number_in_a_sum_is_a_warning() -> None:
    check = {"id": "c", "kind": "check", "rules": ["message.x + 1 > message.y"]}
    problem = find(make_data([make_input(), check], ["start.done c"]), "whole_number_in_sum", make_names())
    assert (problem.pointer, problem.severity) == ("/nodes/1/rules/0", "warning")


def test_values_that_the_document_makes_itself_are_known() -> None:
    nodes = [
        make_input(),
        {"id": "s", "kind": "set", "values": {"subject": "message"}},
        {"id": "c", "kind": "check", "rules": ["subject != ''"]},
    ]
    assert "unknown_value" not in codes(make_data(nodes, ["start.done s", "s.done c"]), make_names())


def test_until_sees_what_the_turn_made() -> None:
    inside = make_inside(
        [make_agent("w", "reply"), {"id": "c", "kind": "check", "rules": ["true"]}], ["w.done c"]
    )
    loop = {"id": "again", "kind": "loop", "until": "verdict == 'pass'", "inside": inside}
    data = make_data([make_input(), loop, make_output("reply")], ["start.done again", "again.done end"])
    assert codes(data, make_names()) == set()


def test_an_output_that_can_never_have_its_value_is_a_warning() -> None:
    data = make_data([make_input(), make_output("message", "reply")], ["start.done end"])
    assert find(data, "output_never_arrives", make_names()).pointer == "/nodes/1/values/1"


def test_a_tool_without_what_it_needs_is_a_warning() -> None:
    data = make_data([make_input(), {"id": "pay", "kind": "tool", "tool": "pay"}], ["start.done pay"])
    assert "'amount'" in find(data, "need_missing", make_names()).message


def test_nodes_that_start_alone_or_lead_nowhere_are_told() -> None:
    nodes = [make_input(), make_agent("a", "amount"), make_agent("b", "reply"), make_output("amount")]
    data = make_data(nodes, ["a.done end"])
    assert nodes_with("starts_alone", data) == {"a", "b"}
    assert nodes_with("leads_nowhere", data) == {"start"}


def test_a_tool_that_acts_and_a_human_are_ends_in_themselves() -> None:
    nodes = [
        make_input(),
        make_agent("a", "amount"),
        make_output("amount"),
        {"id": "pay", "kind": "tool", "tool": "pay"},
        {"id": "boss", "kind": "human"},
        {"id": "look", "kind": "tool", "tool": "orders"},
    ]
    wires = ["start.done a", "a.done end", "a.done pay", "a.done boss", "a.done look"]
    assert nodes_with("leads_nowhere", make_data(nodes, wires)) == {"look"}


def test_a_node_that_waits_for_two_ways_of_one_case_never_runs() -> None:
    nodes = [
        make_input(),
        {"id": "r", "kind": "router", "branches": [{"port": "yes", "when": "message == 'x'"}]},
        make_agent("a", "amount"),
        make_agent("b", "reply"),
        make_output("amount", "reply"),
    ]
    data = make_data(nodes, ["start.done r", "r.yes a", "r.default b", "a.amount end", "b.reply end"])
    problem = find(data, "never_runs", make_names())
    assert problem.node == "end"
    assert "'r'" in problem.message
    either = make_data(nodes, ["start.done r", "r.yes a", "r.default b", "a.done end", "b.done end"])
    assert "never_runs" not in codes(either, make_names())


def test_a_join_for_all_of_exclusive_branches_never_runs() -> None:
    nodes = [
        make_input(),
        {"id": "r", "kind": "router", "branches": [{"port": "yes", "when": "message == 'x'"}]},
        {"id": "j", "kind": "join", "wait": "all"},
        make_output("message"),
    ]
    data = make_data(nodes, ["start.done r", "r.yes j", "r.default j", "j.done end"])
    assert find(data, "never_runs", make_names()).node == "j"
    nodes[2]["wait"] = "any"
    assert "never_runs" not in codes(data, make_names())


def test_the_policy_says_which_tools_an_agent_may_call() -> None:
    data = make_chain(make_agent("a", "amount", tools=["orders"]))
    data["policy"] = {"tools": {"analyst": []}}
    assert find(data, "tool_not_permitted", make_names()).pointer == "/nodes/1/tools/0"
    data["policy"] = {"tools": {"analyst": ["orders"]}}
    assert codes(data, make_names()) == set()


def test_without_an_exercise_an_unknown_name_is_only_a_warning() -> None:
    data = make_data(
        [make_input(), {"id": "c", "kind": "check", "rules": ["surprise == 1.0"]}],
        ["start.done c"],
    )
    assert find(data, "value_cannot_arrive").severity == "warning"


def test_without_an_exercise_a_tool_may_make_anything() -> None:
    nodes = [
        make_input(),
        {"id": "t", "kind": "tool", "tool": "anything"},
        {"id": "c", "kind": "check", "rules": ["surprise == 1.0"]},
    ]
    assert "value_cannot_arrive" not in codes(make_data(nodes, ["start.done t", "t.done c"]))
