"""Every mistake in a document gets a code, a pointer and a remedy, all at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workflow.make import (
    codes,
    find,
    make_agent,
    make_chain,
    make_data,
    make_document,
    make_input,
    make_inside,
    make_names,
    make_output,
)
from workflow.validate import validate


def test_a_good_document_has_no_problems() -> None:
    data = make_chain(make_agent("work", "amount", instructions="{{message}}"))
    document, problems = validate(data, make_names())
    assert problems == ()
    assert document is not None
    assert [node.id for node in document.graph.nodes] == ["start", "work", "end"]


def test_an_empty_document_is_valid_and_delivers_nothing() -> None:
    document, problems = validate({"podium": 1, "nodes": []}, make_names())
    assert document is not None
    assert [problem.code for problem in problems] == ["no_output"]
    assert problems[0].severity == "warning"


def test_all_problems_come_at_once() -> None:
    data = make_data(
        [
            {"id": "Bad Id", "kind": "agent", "agent": "analyst", "yields": ["amount"]},
            {"id": "a", "kind": "agnet"},
            {"id": "b", "kind": "agent", "yeilds": ["amount"]},
            {"id": "c", "kind": "router", "branches": [{"port": "x", "when": "amount >"}]},
        ],
        ["a.done nowhere", "b.done c"],
        colour="red",
    )
    assert codes(data) >= {
        "bad_name",
        "unknown_kind",
        "missing_setting",
        "unknown_setting",
        "bad_expression",
        "dangling_edge",
    }


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"yields": "amount"}, "wrong_type", "/nodes/1/yields"),
        ({"yields": []}, "too_short", "/nodes/1/yields"),
        ({"yields": ["a", 3]}, "wrong_type", "/nodes/1/yields/1"),
        ({"yields": ["A b"]}, "bad_name", "/nodes/1/yields/0"),
        ({"model": "huge"}, "not_allowed", "/nodes/1/model"),
        ({"instructions": 7}, "wrong_type", "/nodes/1/instructions"),
        ({"instructions": "x" * 20_001}, "too_long", "/nodes/1/instructions"),
        ({"retry": {"max": 99}}, "out_of_range", "/nodes/1/retry/max"),
        ({"retry": {"max": True}}, "wrong_type", "/nodes/1/retry/max"),
        ({"retry": {"max": 1, "on": ["weather"]}}, "not_allowed", "/nodes/1/retry/on/0"),
        ({"retry": 3}, "wrong_type", "/nodes/1/retry"),
        ({"timeout": -1}, "out_of_range", "/nodes/1/timeout"),
        ({"timeout": 0}, "out_of_range", "/nodes/1/timeout"),
        ({"timeout": "5"}, "wrong_type", "/nodes/1/timeout"),
        ({"budget": {"money": 1}}, "unknown_setting", "/nodes/1/budget/money"),
        ({"fallback": {"tool": "orders"}}, "unknown_setting", "/nodes/1/fallback/tool"),
        ({"fallback": {"model": "huge"}}, "not_allowed", "/nodes/1/fallback/model"),
        ({"fallback": {"agent": "nobody"}}, "unknown_agent", "/nodes/1/fallback/agent"),
        ({"when": "amount.eur >"}, "bad_expression", "/nodes/1/when"),
        ({"inside": {"nodes": []}}, "unknown_setting", "/nodes/1/inside"),
        ({"agent": "nobody"}, "unknown_agent", "/nodes/1/agent"),
        ({"yields": ["weather"]}, "unknown_value", "/nodes/1/yields/0"),
        ({"tools": ["hammer"]}, "unknown_tool", "/nodes/1/tools/0"),
        ({"tools": ["pay"]}, "effect_in_agent", "/nodes/1/tools/0"),
        ({"label": 5}, "wrong_type", "/nodes/1/label"),
        ({"colour": "red"}, "unknown_setting", "/nodes/1/colour"),
    ],
)
def test_a_wrong_setting_is_named_with_its_place(change: dict[str, Any], code: str, pointer: str) -> None:
    data = make_chain(make_agent("work", "amount") | change)
    document, problems = validate(data, make_names())
    assert document is None
    assert (code, pointer) in {(problem.code, problem.pointer) for problem in problems}
    assert all(problem.message and problem.remedy for problem in problems)


def test_a_misspelt_setting_is_guessed() -> None:
    data = make_chain(make_agent("work", "amount") | {"instruction": "x"})
    assert "Did you mean 'instructions'?" in find(data, "unknown_setting").remedy


@pytest.mark.parametrize(
    ("root", "code", "pointer"),
    [
        ({"podium": 2, "nodes": []}, "unknown_version", "/podium"),
        ({"podium": True, "nodes": []}, "unknown_version", "/podium"),
        ({"nodes": []}, "missing_version", ""),
        ({"podium": 1}, "missing_setting", ""),
        ({"podium": 1, "nodes": {}}, "wrong_type", "/nodes"),
        ({"podium": 1, "nodes": [], "edges": 3}, "wrong_type", "/edges"),
        ({"podium": 1, "nodes": [3]}, "wrong_type", "/nodes/0"),
        ({"podium": 1, "nodes": [{}]}, "missing_setting", "/nodes/0"),
        ({"podium": 1, "nodes": [], "title": 4}, "wrong_type", "/title"),
        ({"podium": 1, "nodes": [], "layout": []}, "wrong_type", "/layout"),
        ({"podium": 1, "nodes": [], "policy": []}, "wrong_type", "/policy"),
        (
            {"podium": 1, "nodes": [], "policy": {"budget": {"cost": -1}}},
            "out_of_range",
            "/policy/budget/cost",
        ),
        (
            {"podium": 1, "nodes": [], "policy": {"approvals": ["hammer"]}},
            "unknown_tool",
            "/policy/approvals/0",
        ),
        ({"podium": 1, "nodes": [], "policy": {"tools": {"bob": []}}}, "unknown_agent", "/policy/tools/bob"),
        ([], "wrong_type", ""),
        ("podium", "wrong_type", ""),
        (None, "wrong_type", ""),
        ({"podium": float("nan")}, "bad_number", "/podium"),
    ],
)
def test_the_document_itself_is_checked(root: Any, code: str, pointer: str) -> None:
    assert find(root, code, make_names()).pointer == pointer


def test_ids_are_unique_across_containers() -> None:
    loop = {
        "id": "again",
        "kind": "loop",
        "until": "true",
        "inside": make_inside([make_agent("start", "amount")]),
    }
    problem = find(make_data([make_input(), loop], []), "duplicate_id")
    assert problem.pointer == "/nodes/1/inside/nodes/0/id"


def test_input_and_output_stay_outside_containers() -> None:
    loop = {"id": "again", "kind": "loop", "until": "true", "inside": make_inside([make_output("amount")])}
    assert find(make_data([loop], []), "not_inside").node == "end"


@pytest.mark.parametrize("inside", [None, [], 3])
def test_a_container_needs_its_inside(inside: Any) -> None:
    loop = {"id": "again", "kind": "loop", "until": "true"} | ({} if inside is None else {"inside": inside})
    assert codes(make_data([loop], [])) & {"missing_setting", "wrong_type"}


def test_the_inside_knows_only_nodes_and_edges() -> None:
    inside = make_inside([]) | {"title": "x"}
    loop = {"id": "again", "kind": "loop", "until": "true", "inside": inside}
    assert find(make_data([loop], []), "unknown_setting").pointer == "/nodes/0/inside/title"


def test_limits_stand_only_where_they_work() -> None:
    data = make_data([make_input() | {"retry": {"max": 1}}, make_output("message")], ["start.done end"])
    assert find(data, "limit_not_here").pointer == "/nodes/0/retry"


def test_a_map_runs_over_a_list_or_in_copies() -> None:
    both = {"id": "m", "kind": "map", "over": "lines", "copies": 3, "inside": make_inside([])}
    neither = {"id": "m", "kind": "map", "inside": make_inside([])}
    assert "over_or_copies" in codes(make_data([both], []))
    assert "over_or_copies" in codes(make_data([neither], []))


def test_branches_need_names_of_their_own() -> None:
    branches = [
        {"port": "x", "when": "true"},
        {"port": "x", "when": "true"},
        {"port": "default", "when": "true"},
    ]
    _, problems = validate(make_data([{"id": "r", "kind": "router", "branches": branches}], []))
    assert [problem.pointer for problem in problems if problem.code == "duplicate_port"] == [
        "/nodes/0/branches/1/port",
        "/nodes/0/branches/2/port",
    ]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "nonsense"},
        {"$ref": "https://example.com/schema.json"},
        {"pattern": "(("},
        {"pattern": "(?=a)b"},
        {"description": "x" * 30_000},
    ],
)
def test_a_schema_that_cannot_be_used_is_refused(schema: dict[str, Any]) -> None:
    node = {"id": "c", "kind": "check", "schema": {"amount": schema}}
    assert find(make_data([make_agent("a", "amount"), node], ["a.done c"]), "bad_schema").node == "c"


def test_a_check_without_rules_is_a_warning() -> None:
    assert find(make_data([{"id": "c", "kind": "check"}], []), "nothing_checked").severity == "warning"


def test_a_join_that_merges_nothing_is_refused() -> None:
    assert find(make_data([{"id": "j", "kind": "join", "merge": "vote"}], []), "nothing_merged").node == "j"


def test_layout_of_unknown_nodes_is_ignored_and_bad_places_are_warned_of() -> None:
    data = make_data([make_input()], [], layout={"start": {"x": 1, "y": 2.5}, "gone": {"x": 0, "y": 0}})
    assert make_document(data).layout == {"start": (1.0, 2.5)}
    data["layout"] = {"start": {"x": "left"}}
    assert find(data, "bad_place").severity == "warning"


def test_too_many_problems_are_counted() -> None:
    data = {"podium": 1, "nodes": [{"id": "X"} for _ in range(500)]}
    problems = validate(data)[1]
    assert problems[-1].code == "more_problems"
    assert len(problems) <= 301


def test_too_many_nodes_are_refused() -> None:
    data = {"podium": 1, "nodes": [{"id": f"n{at}", "kind": "note"} for at in range(2001)]}
    assert "too_many_nodes" in codes(data)


def test_a_value_that_is_no_deliverable_is_a_warning() -> None:
    data = make_data([make_input(), make_output("message")], ["start.done end"])
    assert find(data, "not_a_deliverable", make_names()).severity == "warning"


def test_an_input_gives_only_what_the_case_brings() -> None:
    data = make_data([make_input("amount"), make_output("amount")], ["start.done end"])
    assert find(data, "unknown_case_value", make_names()).pointer == "/nodes/0/values/0"


def test_a_problem_as_data_has_one_shape() -> None:
    problem = find({"podium": 1}, "missing_setting")
    assert set(problem.as_dict()) == {"code", "pointer", "node", "field", "severity", "message", "remedy"}
