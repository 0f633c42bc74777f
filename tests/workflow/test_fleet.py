"""The fleet block of a document: read, checked, stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import jsonschema_rs
import pytest

from tests.workflow.make import make_agent, make_inside, make_names
from workflow.document import Document
from workflow.dump import dump
from workflow.fleet import Duty, Quota, Route, clock, minutes_of
from workflow.names import FleetNames, Names
from workflow.schema import json_schema
from workflow.validate import validate


def make_workflow(prefix: str, *nodes: dict[str, Any]) -> dict[str, Any]:
    """A workflow that takes a message, lets an agent answer it, and asks a person."""
    inner = [
        {"id": f"{prefix}_in", "kind": "input", "values": ["message"]},
        make_agent(f"{prefix}_writer", "reply", instructions="Answer {{message}}."),
        {"id": f"{prefix}_desk", "kind": "human", "minutes": 3.0, "sees": ["reply"], "edits": ["reply"]},
        {"id": f"{prefix}_out", "kind": "output", "values": ["reply"]},
        *nodes,
    ]
    wires = [f"{prefix}_in.done {prefix}_writer", f"{prefix}_writer.done {prefix}_desk"]
    return make_inside(inner, [*wires, f"{prefix}_desk.approved {prefix}_out"])


def make_fleet(**settings: Any) -> dict[str, Any]:
    """A stored document with two workflows and a fleet; keyword arguments replace settings of the block."""
    block: dict[str, Any] = {
        "routing": [{"when": "kind == 'urgent'", "to": "fast", "priority": 3}],
        "otherwise": "usual",
        "quotas": {"model:large": {"at_once": 4, "per_minute": 60}},
        "people": [
            {"id": "ada", "from": "09:00", "until": "17:00", "lunch": {"from": "12:00", "until": "12:30"}},
            {"id": "ben", "from": "22:00", "until": "06:00", "takes": ["fast"]},
        ],
        "budget": {"cost": 100.0, "human_minutes": 600.0},
        "when_down": {"model:large": "model:medium"},
    }
    return {
        "podium": 1,
        "nodes": [],
        "edges": [],
        "workflows": {"fast": make_workflow("f"), "usual": make_workflow("u")},
        "fleet": {**block, **settings},
    }


def make_day_names() -> Names:
    """The small exercise, with a day."""
    there = FleetNames(
        kinds=frozenset({"urgent", "other"}),
        capacities={"model:large": {"at_once": 8, "per_minute": 80}},
        people={"ada": (420, 1080, 480), "ben": (1260, 420, 480)},
    )
    return replace(make_names(), fleet=there)


def on_duty(who: str, start: str, until: str, **rest: Any) -> dict[str, Any]:
    """A line of the roster."""
    return {"id": who, "from": start, "until": until, **rest}


def read(**settings: Any) -> Document:
    """The document of a sound fleet."""
    document, problems = validate(make_fleet(**settings), make_day_names())
    assert document is not None, problems
    return document


def problems_of(**settings: Any) -> set[tuple[str, str]]:
    """Codes and pointers of what is wrong."""
    _, problems = validate(make_fleet(**settings), make_day_names())
    return {(each.code, each.pointer) for each in problems}


def test_a_fleet_is_read_and_nothing_is_wrong_with_it() -> None:
    document, problems = validate(make_fleet(), make_day_names())
    assert document is not None
    assert problems == ()
    fleet = document.fleet
    assert fleet is not None
    assert fleet.routing == (Route("kind == 'urgent'", "fast", 3),)
    assert fleet.quotas == {"model:large": Quota(4, 60)}
    assert fleet.people[0] == Duty("ada", 540, 1020, (720, 750))
    assert fleet.people[1] == Duty("ben", 1320, 360, None, ("fast",))
    assert fleet.targets() == ("fast", "usual")


def test_a_fleet_is_stored_as_it_was_written() -> None:
    assert dump(read()) == make_fleet()


def test_a_stored_fleet_fits_the_published_schema() -> None:
    schema = jsonschema_rs.Draft202012Validator(json_schema())
    assert schema.is_valid(make_fleet()), [str(each) for each in schema.iter_errors(make_fleet())]
    assert not schema.is_valid(make_fleet(people=[{"id": "ada", "from": "9 o'clock", "until": "17:00"}]))
    assert not schema.is_valid(make_fleet(quotas={"lift": {"at_once": 1}}))


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"otherwise": "nowhere"}, ("unknown_workflow", "/fleet/otherwise")),
        ({"routing": [{"when": "true", "to": "nowhere"}]}, ("unknown_workflow", "/fleet/routing/0/to")),
        ({"routing": [{"when": "reply == ''", "to": "fast"}]}, ("unknown_value", "/fleet/routing/0/when")),
        ({"routing": [{"when": "1 +", "to": "fast"}]}, ("bad_expression", "/fleet/routing/0/when")),
        ({"quotas": {"tool:lift": {"at_once": 1}}}, ("unknown_tool", "/fleet/quotas/tool:lift")),
        (
            {"quotas": {"model:large": {"at_once": 9}}},
            ("above_capacity", "/fleet/quotas/model:large/at_once"),
        ),
        ({"quotas": {"model:large": {"at_once": 0}}}, ("out_of_range", "/fleet/quotas/model:large/at_once")),
        ({"when_down": {"model:large": "model:large"}}, ("bad_stand_in", "/fleet/when_down/model:large")),
        ({"people": [on_duty("eve", "09:00", "17:00")]}, ("unknown_person", "/fleet/people/0/id")),
        ({"people": [on_duty("ada", "09:00", "09:00")]}, ("bad_hours", "/fleet/people/0/until")),
        ({"people": [on_duty("ada", "05:00", "12:00")]}, ("bad_hours", "/fleet/people/0")),
        ({"people": [on_duty("ada", "07:00", "18:00")]}, ("bad_hours", "/fleet/people/0")),
        ({"people": [on_duty("ada", "25:00", "18:00")]}, ("bad_setting", "/fleet/people/0/from")),
        (
            {"people": [{"id": "ada", "from": "09:00", "until": "12:00", "takes": ["x"]}]},
            ("unknown_node", "/fleet/people/0/takes/0"),
        ),
        (
            {"people": [{"id": "ada", "from": "09:00", "until": "12:00", "takes": ["fast"]}]},
            ("nobody_takes", "/fleet/people"),
        ),
        ({"colour": "red"}, ("unknown_setting", "/fleet/colour")),
        ({"otherwise": None}, ("wrong_type", "/fleet/otherwise")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(settings: dict[str, Any], problem: tuple[str, str]) -> None:
    assert problem in problems_of(**settings)


def test_everything_is_said_at_once() -> None:
    found = problems_of(otherwise="nowhere", when_down={"model:large": "model:large"})
    assert {code for code, _ in found} >= {"unknown_workflow", "bad_stand_in"}


def test_a_person_on_duty_twice_is_refused() -> None:
    twice = [{"id": "ada", "from": "09:00", "until": "12:00"}] * 2
    assert ("duplicate_id", "/fleet/people/1/id") in problems_of(people=twice)


def test_an_exercise_with_a_day_asks_for_a_fleet_and_one_without_warns_of_it() -> None:
    data = make_fleet()
    del data["fleet"]
    assert "missing_fleet" in {each.code for each in validate(data, make_day_names())[1]}
    document, problems = validate(make_fleet(), make_names())
    assert document is not None
    assert [each.code for each in problems] == ["fleet_unused"]


def test_a_workflow_that_takes_cases_needs_an_input_that_cases_bring() -> None:
    data = make_fleet()
    data["workflows"]["usual"]["nodes"][0]["values"] = ["order"]
    codes = {(each.code, each.pointer) for each in validate(data, make_day_names())[1]}
    assert ("not_given", "/workflows/usual/nodes/0/values/0") in codes


@pytest.mark.parametrize("block", [[], "fleet", 3, {"otherwise": {}}, {"people": {}}, {"quotas": []}])
def test_a_fleet_of_the_wrong_shape_is_answered(block: Any) -> None:
    data = make_fleet() | {"fleet": block}
    document, problems = validate(data, make_day_names())
    assert document is None
    assert all(each.pointer.startswith("/fleet") and each.remedy for each in problems)


@pytest.mark.parametrize("text", ["9:00", "0900", "24:01", "12:60", "ab:cd", "", "٠٩:٠٠", "-1:00"])
def test_what_is_no_time_of_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="time of day"):
        minutes_of(text)


def test_a_time_of_day_is_written_as_it_was_read() -> None:
    assert [clock(minutes_of(text)) for text in ("00:00", "09:05", "23:59", "24:00")] == [
        "00:00", "09:05", "23:59", "24:00",
    ]  # fmt: skip
