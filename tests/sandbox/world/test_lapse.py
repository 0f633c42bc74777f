"""How a review itself goes wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.scenario import Scenario
from sandbox.step import StepResult
from sandbox.value import Value
from sandbox.world.casebook import make_cases
from sandbox.world.lapse import BY_LOOKS, GOES_ON, SKIPS
from sandbox.world.performer import SimulatedWorld
from tests.sandbox.world.make import EXERCISE, make_node, make_reader, make_step, make_world, true_values

EVIDENCE = ("parcel", "rates")
CRITERIA = "The fee is right: verify_result gives_success_criteria"
READ = {"verify_result": 0.9, "gives_success_criteria": 0.9}


def world_with(**rates: float) -> Scenario:
    tasks = {
        **EXERCISE["tasks"],
        "reckon": {**EXERCISE["tasks"]["reckon"], "hazards": rates, "difficulty": 0.0},
    }
    return make_world({"tasks": tasks})


def review(
    world: Scenario, number: int, *, wrong: bool, says: str = "", mode: Any = "actual", seed: int = 0,
    faults: tuple[str, ...] = ("slip",), readings: Mapping[str, float] | None = None,
) -> StepResult:  # fmt: skip
    case = make_cases(world, 0, "clean", number)[-1]
    fee: Value = case.truth["fee"]
    if wrong:
        fee = replace(fee, data={"eur": 9999.0}, faults=faults)
    inputs = {**true_values(case, *EVIDENCE), "fee": fee}
    made = make_node("review", on=("fee",), sees=EVIDENCE, criteria=f"{CRITERIA} {says}")
    reader = make_reader(**READ, **(readings or {}))
    return SimulatedWorld(world, case, seed, reader, mode=mode, calm=True).perform(make_step(made, inputs))


def lapse_of(result: StepResult) -> str | None:
    found: str | None = result.detail["looks"][0].get("lapse")
    return found


def test_a_skipped_value_passes_however_wrong_it_is() -> None:
    world = world_with(incomplete_verification=1.0)
    results = [review(world, number, wrong=True) for number in range(1, 31)]
    skipped = [result for result in results if lapse_of(result) == SKIPS]
    assert len(skipped) > 24
    assert all(result.port == "pass" for result in skipped)


def test_what_reads_well_passes_a_reviewer_who_goes_by_the_looks() -> None:
    world = world_with(incorrect_verification=1.0)
    fooled = [review(world, number, wrong=True) for number in range(1, 31)]
    assert sum(lapse_of(result) == BY_LOOKS for result in fooled) > 24
    rude = [review(world, number, wrong=True, faults=("chatter_or_malformed",)) for number in range(1, 31)]
    assert not any(lapse_of(result) for result in rude)
    assert any(result.port == "fail" for result in rude)


def test_sound_work_is_turned_back_by_a_reviewer_who_sees_no_end() -> None:
    world = world_with(unaware_of_termination=1.0)
    results = [review(world, number, wrong=False) for number in range(1, 31)]
    back = [result for result in results if result.port == "fail"]
    assert len(back) > 24
    assert all(lapse_of(result) == GOES_ON for result in back)


def test_an_endless_reviewer_finds_what_is_wrong_as_before() -> None:
    plain, endless = world_with(), world_with(unaware_of_termination=1.0)
    for number in range(1, 20):
        assert review(endless, number, wrong=True).port == review(plain, number, wrong=True).port


def test_the_criteria_protect() -> None:
    for lapse, directive in (
        (SKIPS, "check_every_point"),
        (BY_LOOKS, "judge_by_evidence"),
        (GOES_ON, "stop_when_done"),
    ):
        world = world_with(**{lapse: 1.0})
        wrong = lapse != GOES_ON
        told = [
            review(world, number, wrong=wrong, says=directive, readings={directive: 0.9})
            for number in range(1, 61)
        ]
        assert sum(lapse_of(result) == lapse for result in told) < 20


def test_a_lapse_explains_itself() -> None:
    result = review(world_with(incomplete_verification=0.4), 1, wrong=True)
    (note,) = result.detail["looks"][0]["hazards"]
    assert note["directive"] == "check_every_point"
    assert note["rate"] == 0.4
    assert note["struck"] == (note["draw"] < note["probability"])


def test_a_flawless_reviewer_never_lapses() -> None:
    world = world_with(incomplete_verification=1.0, incorrect_verification=1.0)
    assert all(
        "lapse" not in review(world, n, wrong=True, mode="flawless").detail["looks"][0] for n in range(1, 9)
    )


def test_a_lapse_that_is_not_live_does_not_happen() -> None:
    assert "hazards" not in review(world_with(), 1, wrong=True).detail["looks"][0]


WORLD = world_with(incomplete_verification=0.5, incorrect_verification=0.5, unaware_of_termination=0.5)
SAID = ("check_every_point", "judge_by_evidence", "stop_when_done")
CHANCE = st.floats(0.0, 0.9)


@settings(max_examples=80, deadline=None)
@given(
    st.tuples(CHANCE, CHANCE, CHANCE), st.tuples(CHANCE, CHANCE, CHANCE), st.integers(0, 999), st.booleans()
)
def test_better_criteria_only_mend(
    one: tuple[float, ...], other: tuple[float, ...], seed: int, wrong: bool
) -> None:
    better = tuple(max(pair) for pair in zip(one, other, strict=True))
    ports = [
        review(
            WORLD, 1 + seed % 5, wrong=wrong, says=" ".join(SAID), seed=seed,
            readings=dict(zip(SAID, said, strict=True)),
        ).port
        for said in (one, better)
    ]  # fmt: skip
    right = "fail" if wrong else "pass"
    assert not (ports[0] == right and ports[1] != right)
