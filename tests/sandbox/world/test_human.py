"""The simulated person."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sandbox.step import StepResult
from sandbox.value import Value
from sandbox.world.performer import SimulatedWorld
from tests.sandbox.world.make import find_case, make_node, make_reader, make_step, make_world, true_values

WORLD = make_world()
CASE = find_case(WORLD, lambda case: case.truth["verdict_of"].data == "charge")
SEES = ("note", "parcel", "rates", "kind_of", "fee", "verdict_of", "letter")
WRONG_FEE = replace(CASE.truth["fee"], data={"eur": 9999.0}, faults=("slip",))


def look(
    *wrong: Value,
    without: tuple[str, ...] = (),
    attention: float = 1.0,
    seed: int = 0,
    neutral: bool = False,
    **node: Any,
) -> StepResult:
    inputs = {**true_values(CASE, *SEES), **{value.name: value for value in wrong}}
    inputs = {name: value for name, value in inputs.items() if name not in without}
    made = make_node("human", **{"sees": SEES, **node})
    world = SimulatedWorld(WORLD, CASE, seed, make_reader(), attention, neutral=neutral)
    return world.perform(make_step(made, inputs))


def chance(result: StepResult, value: str = "fee") -> float:
    return float(next(note["probability"] for note in result.detail["looks"] if note["value"] == value))


def test_a_rested_person_finds_nearly_everything() -> None:
    assert chance(look(WRONG_FEE)) == 0.97


def test_what_may_be_edited_is_corrected() -> None:
    result = look(WRONG_FEE, edits=("fee",))
    assert result.port == "approved"
    assert result.values["fee"].data == CASE.truth["fee"].data
    assert "edited" in result.values["fee"].flags


def test_what_may_not_be_edited_is_turned_back() -> None:
    result = look(WRONG_FEE)
    assert result.port == "rejected"
    assert result.values == {}
    assert result.detail["doubts"] == ["fee"]


def test_a_sound_case_is_approved() -> None:
    approved = [look(seed=seed).port == "approved" for seed in range(40)]
    assert sum(approved) > 34


def test_attention_and_hurry_cost() -> None:
    assert chance(look(WRONG_FEE, attention=0.5)) == 0.485
    assert chance(look(WRONG_FEE, minutes=0.5)) < 0.5


def test_evidence_helps() -> None:
    assert chance(look(WRONG_FEE, sees=("fee",))) < chance(look(WRONG_FEE))


def test_whoever_sees_one_fault_sees_what_follows_from_it() -> None:
    verdict = replace(CASE.truth["verdict_of"], data="waive", faults=("inherited:fee",))
    for seed in range(60):
        found = {
            note["value"]: note["found"]
            for note in look(WRONG_FEE, verdict, seed=seed).detail["looks"]
            if note["wrong"]
        }
        assert found["fee"] == found["verdict_of"]


def test_what_is_missing_is_made_by_hand() -> None:
    result = look(without=("letter",), edits=("letter",))
    assert result.values["letter"].data == CASE.truth["letter"].data
    assert result.values["letter"].author == "human"


def test_a_tired_person_makes_it_wrong() -> None:
    results = [look(without=("letter",), edits=("letter",), attention=0.1, seed=seed) for seed in range(20)]
    assert sum(result.values["letter"].data != CASE.truth["letter"].data for result in results) > 12


def test_an_effect_cannot_be_made_by_hand() -> None:
    assert "charged" not in look(edits=("charged",)).values


def test_minutes_are_what_the_learner_gives() -> None:
    result = look(minutes=4.0)
    assert result.minutes == 4.0
    assert result.seconds == 240.0
    assert result.detail["needed_minutes"] > 0.5


def test_a_neutral_world_approves_without_looking() -> None:
    result = look(WRONG_FEE, neutral=True)
    assert result.port == "approved"
    assert result.minutes == 9.0
    assert result.values == {}
