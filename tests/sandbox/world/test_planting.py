"""Planting defects."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.step import StepResult
from sandbox.world.hazards import HAZARDS
from sandbox.world.performer import SimulatedWorld
from sandbox.world.planting import Plant
from sandbox.world.soundness import is_sound
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
NEEDS = ("note", "parcel", "rates", "kind_of", "fee", "verdict_of")


def work(plant: Any, *yields: str, case: Any = CASE, **step: Any) -> StepResult:
    world = SimulatedWorld(WORLD, case, 0, make_reader(), mode="flawless", plant=plant, calm=True)
    node = make_node("agent", node_id="worker", yields=yields)
    inputs = {name: value for name, value in true_values(case, *NEEDS).items() if name not in yields}
    return world.perform(make_step(node, inputs, **step))


@pytest.mark.parametrize("value", ["fee", "verdict_of", "kind_of", "letter"])
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_planted_value_is_wrong(value: str, number: int) -> None:
    case = make_case(WORLD, suite="noisy", number=number)
    planted = work(Plant("worker", value), value, case=case).values[value]
    assert not is_sound(WORLD, case, planted)
    assert "planted" in planted.flags
    assert planted.faults[0] in HAZARDS


def test_the_place_may_be_the_node_or_the_task() -> None:
    by_task = work(("reckon", "fee", None), "fee")
    assert by_task.detail["planted"]["value"] == "fee"
    assert "planted" not in work(("elsewhere", "fee", None), "fee").detail


def test_only_the_first_try_is_planted() -> None:
    plant = Plant("worker", "fee")
    assert "planted" not in work(plant, "fee", attempt=2).detail
    assert "planted" not in work(plant, "fee", path=(("loop", 2),)).detail
    assert "planted" in work(plant, "fee", path=(("loop", 1),)).detail


def test_only_the_named_case_is_planted() -> None:
    assert "planted" not in work(Plant("worker", "fee", "another-case"), "fee").detail
    assert "planted" in work(Plant("worker", "fee", CASE.id), "fee").detail


def test_what_the_same_call_makes_of_it_goes_wrong_too() -> None:
    result = work(Plant("worker", "fee", hazard="slip"), "fee", "letter")
    letter = result.values["letter"]
    assert letter.faults == ("inherited:fee",)
    assert [each.about for each in letter.statements if not each.true] == ["fee"]


def test_a_value_that_was_not_made_is_not_planted() -> None:
    assert work(Plant("worker", "letter"), "fee").values["fee"].data == CASE.truth["fee"].data


def test_a_tool_may_be_planted() -> None:
    world = SimulatedWorld(WORLD, CASE, 0, make_reader(), plant=Plant("t", "parcel"), calm=True)
    result = world.perform(make_step(make_node("tool", node_id="t"), true_values(CASE, "note")))
    assert result.values["parcel"].data != CASE.truth["parcel"].data
