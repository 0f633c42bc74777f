"""Simulated tools."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.scenario import Case
from sandbox.step import StepResult
from sandbox.world.performer import SimulatedWorld
from tests.sandbox.world.make import (
    find_case,
    make_case,
    make_node,
    make_reader,
    make_step,
    make_world,
    true_values,
)

WORLD = make_world()
CASE = find_case(WORLD, lambda case: case.truth["verdict_of"].data == "charge")


def call(
    tool: str = "depot", case: Case = CASE, calm: bool = True, seed: int = 0, inputs: Any = None, **step: Any
) -> StepResult:
    given = true_values(case, "note", "verdict_of", "fee") if inputs is None else inputs
    world = SimulatedWorld(WORLD, case, seed, make_reader(), calm=calm)
    return world.perform(make_step(make_node("tool", tool=tool), given, **step))


def test_a_tool_gives_the_truth() -> None:
    result = call()
    assert result.values["parcel"] is CASE.truth["parcel"]
    assert 0.7 <= result.seconds <= 1.3
    assert not result.effect


def test_a_tool_that_lacks_a_need_fails() -> None:
    result = call(inputs={})
    assert result.status == "error"
    assert result.message == "Depot needs note."


def test_errors_and_hanging_come_as_often_as_the_exercise_says() -> None:
    results = [call(calm=False, seed=seed) for seed in range(200)]
    assert 8 < sum(result.status == "error" for result in results) < 36
    hanging = [result for result in results if result.seconds > 30]
    assert 8 < len(hanging) < 36
    assert all(result.values for result in hanging)


def test_an_outage_may_last_for_good_or_for_some_tries() -> None:
    down = replace(CASE, outages=frozenset({"depot"}))
    for_one_try = replace(CASE, outages=frozenset({"depot:1"}))
    assert call(case=down, calm=False, attempt=9).detail["cause"] == "outage"
    assert call(case=for_one_try, calm=False, attempt=1).detail["cause"] == "outage"
    assert call(case=for_one_try, calm=False, attempt=2).detail.get("cause") != "outage"


def test_an_effect_is_an_effect_only_where_something_was_done() -> None:
    assert call("till").effect
    waived = replace(CASE.truth["verdict_of"], data="waive", faults=("slip",))
    result = call("till", inputs={**true_values(CASE, "fee"), "verdict_of": waived})
    assert not result.effect
    assert result.values == {}


def test_a_wrong_need_makes_a_wrong_effect() -> None:
    wrong = replace(CASE.truth["fee"], data={"eur": 1.0}, faults=("slip",))
    result = call("till", inputs={**true_values(CASE, "verdict_of"), "fee": wrong})
    assert result.values["charged"].data == {"eur": 1.0}
    assert result.values["charged"].faults == ("inherited:fee",)


def test_a_need_of_the_wrong_form_makes_nothing() -> None:
    wrong = replace(CASE.truth["fee"], data="Sure! 5", faults=("chatter_or_malformed",))
    assert call("till", inputs={**true_values(CASE, "verdict_of"), "fee": wrong}).values == {}


def test_a_second_try_acts_again_unless_calls_can_be_told_apart() -> None:
    inputs = true_values(CASE, "verdict_of", "fee")
    careless, careful = make_node("tool", tool="till"), make_node("tool", tool="till", idempotent_by=("fee",))
    world = SimulatedWorld(WORLD, CASE, 0, make_reader(), calm=True)
    assert [world.perform(make_step(careless, inputs, attempt=attempt)).effect for attempt in (1, 2)] == [
        True,
        True,
    ]
    world = SimulatedWorld(WORLD, CASE, 0, make_reader(), calm=True)
    twice = [world.perform(make_step(careful, inputs, attempt=attempt)) for attempt in (1, 2)]
    assert [result.effect for result in twice] == [True, False]
    assert twice[0].values == twice[1].values


def test_policies_are_judged_on_the_call() -> None:
    big = replace(CASE.truth["fee"], data={"eur": 250.0}, faults=("slip",))
    inputs = {**true_values(CASE, "verdict_of"), "fee": big}
    assert call("till", inputs=inputs).incidents == ("no-big-charge",)
    assert call("till", inputs=inputs, approved=True).incidents == ()
    assert call("till").incidents == ()
    assert call("depot").incidents == ()


def test_a_world_without_policies_has_no_incidents() -> None:
    world = make_world({"policies": []})
    case = make_case(world)
    performer = SimulatedWorld(world, case, 0, make_reader(), calm=True)
    step = make_step(make_node("tool", tool="till"), true_values(case, "verdict_of", "fee"))
    assert performer.perform(step).incidents == ()


def test_a_kind_that_the_world_does_not_know_is_an_error() -> None:
    result = SimulatedWorld(WORLD, CASE, 0, make_reader()).perform(make_step(make_node("memory"), {}))
    assert result.status == "error"
