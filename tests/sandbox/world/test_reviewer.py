"""The simulated reviewer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sandbox.scenario import Case
from sandbox.step import StepResult
from sandbox.value import Value
from sandbox.world.performer import SimulatedWorld
from sandbox.world.produce import wrong_roots
from tests.sandbox.world.make import find_case, make_node, make_reader, make_step, make_world, true_values

WORLD = make_world()
CASE = find_case(WORLD, lambda case: case.truth["verdict_of"].data == "charge")
GOOD = "The fee is right and normalise_units verify_result gives_success_criteria"
READ = dict.fromkeys(("normalise_units", "verify_result", "gives_success_criteria", "no_personal_data"), 0.9)
EVIDENCE = ("parcel", "rates")


def wrong_fee(*faults: str, author: str = "clerk/large") -> Value:
    return replace(CASE.truth["fee"], data={"eur": 9999.0}, faults=faults or ("slip",), author=author)


def review(
    *values: Value,
    sees: tuple[str, ...] = EVIDENCE,
    criteria: str = GOOD,
    seed: int = 0,
    mode: Any = "actual",
    **node: Any,
) -> StepResult:
    inputs = {
        **true_values(CASE, *EVIDENCE, "note", "kind_of", "fee"),
        **{value.name: value for value in values},
    }
    on = tuple(value.name for value in values) or ("fee",)
    made = make_node("review", on=on, sees=sees, criteria=criteria, **node)
    world = SimulatedWorld(WORLD, CASE, seed, make_reader(**READ), mode=mode, calm=True)
    return world.perform(make_step(made, inputs))


def chance(result: StepResult, value: str = "fee") -> float:
    (look,) = [look for look in result.detail["looks"] if look["value"] == value]
    return float(look["probability"])


def test_a_good_review_finds_nearly_everything() -> None:
    assert chance(review(wrong_fee())) > 0.95


def test_a_wrong_value_that_is_found_leaves_by_fail_with_feedback_that_names_it() -> None:
    results = [review(wrong_fee("unit_mix_up"), seed=seed) for seed in range(20)]
    failed = [result for result in results if result.port == "fail"]
    assert len(failed) > 15
    feedback = failed[0].values["feedback"]
    assert feedback.data == "The fee: units mixed up."
    assert "found:fee:unit_mix_up" in feedback.flags


def test_a_sound_value_passes_nearly_always() -> None:
    results = [review(seed=seed) for seed in range(50)]
    assert sum(result.port == "pass" for result in results) > 46
    assert all(result.values["feedback"].data == "" for result in results if result.port == "pass")


def test_without_criteria_hardly_anything_is_found_and_more_is_doubted() -> None:
    assert chance(review(wrong_fee(), criteria=" ")) < 0.11
    assert chance(review(criteria="")) > chance(review())


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"sees": EVIDENCE}, {"sees": ("parcel",)}),
        ({"sees": ("parcel",)}, {"sees": ()}),
        ({"agent": "checker"}, {"agent": "poet"}),
        ({"agent": "checker"}, {"agent": "clerk"}),
        ({"agent": "clerk", "model": "small"}, {"agent": "clerk", "model": "large"}),
        ({"model": "large"}, {"model": "small"}),
        ({"criteria": GOOD}, {"criteria": "Is this fine?"}),
        ({"criteria": "Look at the fee."}, {"criteria": "Look at it."}),
        ({"criteria": "Look at the fee."}, {"criteria": "Look at the parcel."}),
        ({"criteria": "Look at the parcel."}, {"criteria": "Look at it."}),
    ],
)
def test_what_makes_a_review_worse(better: dict[str, Any], worse: dict[str, Any]) -> None:
    assert chance(review(wrong_fee(), **better)) > chance(review(wrong_fee(), **worse))


def test_criteria_that_speak_of_a_hazard_lead_to_it() -> None:
    about = chance(review(wrong_fee("unit_mix_up"), criteria="normalise_units"))
    beside = chance(review(wrong_fee("unit_mix_up"), criteria="no_personal_data"))
    assert about > beside + 0.3


def test_a_fault_from_further_up_needs_the_evidence_of_where_it_arose() -> None:
    verdict = replace(CASE.truth["verdict_of"], data="waive", faults=("inherited:fee",), author="clerk/large")
    there = chance(review(verdict, sees=EVIDENCE), "verdict_of")
    elsewhere = chance(review(verdict, sees=("note",)), "verdict_of")
    assert there > elsewhere + 0.3


def test_roots_of_wrong_values_are_followed_back() -> None:
    fee = wrong_fee()
    verdict = replace(CASE.truth["verdict_of"], data="waive", faults=("inherited:fee",))
    assert wrong_roots(CASE, ("fee",), {"fee": fee}) == ("fee",)
    assert wrong_roots(CASE, ("verdict_of",), {"verdict_of": verdict}) == ("fee",)
    assert wrong_roots(CASE, ("fee",), {"fee": CASE.truth["fee"]}) == ()


def test_a_value_that_has_not_come_is_turned_back() -> None:
    made = make_node("review", on=("letter",), criteria=GOOD)
    result = SimulatedWorld(WORLD, CASE, 0, make_reader(), calm=True).perform(make_step(made, {}))
    assert result.port == "fail"
    assert result.values["feedback"].data == "The letter: this does not look right."


def test_perfect_criteria_need_no_words() -> None:
    assert chance(review(wrong_fee(), criteria="", mode="perfect")) > 0.95


def test_a_neutral_world_lets_everything_pass() -> None:
    made = make_node("review", on=("fee",))
    world = SimulatedWorld(WORLD, CASE, 0, make_reader(), neutral=True)
    assert world.perform(make_step(made, {"fee": wrong_fee()})).port == "pass"


def test_a_reviewers_model_may_be_down() -> None:
    case: Case = replace(CASE, outages=frozenset({"large"}))
    made = make_node("review", on=("fee",))
    result = SimulatedWorld(WORLD, case, 0, make_reader()).perform(make_step(made, {}))
    assert result.status == "error"


def test_seeing_more_costs_more() -> None:
    assert review(sees=(*EVIDENCE, "note")).cost > review(sees=()).cost > 0.0
