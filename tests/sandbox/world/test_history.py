"""What a worker loses of what was said before, and what wasted effort costs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.scenario import Case, Scenario
from sandbox.step import StepResult
from sandbox.value import Value
from sandbox.world.casebook import make_cases
from sandbox.world.feedback import write_feedback
from sandbox.world.hazards import HAZARDS
from sandbox.world.performer import SimulatedWorld
from tests.sandbox.world.make import EXERCISE, make_node, make_reader, make_step, make_world, true_values

SEE_ALL = "{{note}} {{parcel}} {{rates}} {{fee}} {{kind_of}} {{verdict_of}} {{feedback}} states_objective"
NEEDS = ("parcel", "rates")
FEEDBACK = write_feedback({"fee": ("slip_in_figures",)}, "checker/large", "The fee: slip in figures.")


def world_with(task: str, **rates: float) -> Scenario:
    tasks = {**EXERCISE["tasks"], task: {**EXERCISE["tasks"][task], "hazards": rates, "difficulty": 0.0}}
    return make_world({"tasks": tasks})


def work(
    world: Scenario,
    case: Case,
    *yields: str,
    says: str = SEE_ALL,
    turn: int = 1,
    more: Mapping[str, Value] | None = None,
    readings: Mapping[str, float] | None = None,
    seed: int = 0,
    **node: Any,
) -> StepResult:
    """One call in a turn of a loop; from the second on its own earlier fee lies there."""
    inputs = {**true_values(case, *NEEDS, "note", "kind_of"), **(more or {})}
    if turn > 1:
        inputs["fee"] = replace(case.truth["fee"], depth=3)
    made = make_node("agent", instructions=says, yields=yields, **node)
    performer = SimulatedWorld(
        world, case, seed, make_reader(**{"states_objective": 0.9, **(readings or {})}), calm=True
    )
    return performer.perform(make_step(made, inputs, path=(("loop", turn),), depth=3))


def note_of(result: StepResult, hazard: str) -> Mapping[str, Any] | None:
    return next(
        (note for task in result.detail["tasks"] for note in task["hazards"] if note["hazard"] == hazard),
        None,
    )


def test_history_can_only_be_lost_where_there_is_one() -> None:
    world = world_with("reckon", lost_history=1.0, conversation_reset=1.0)
    case = make_cases(world, 0, "clean", 1)[0]
    assert note_of(work(world, case, "fee"), "lost_history") is None
    assert note_of(work(world, case, "fee", turn=2), "lost_history") is not None


def test_who_loses_the_history_errs_as_without_feedback() -> None:
    world = world_with("reckon", lost_history=1.0, slip_in_figures=0.5)
    for case in make_cases(world, 0, "clean", 20):
        result = work(world, case, "fee", turn=2, more={"feedback": FEEDBACK})
        lost, slip = note_of(result, "lost_history"), note_of(result, "slip_in_figures")
        assert lost is not None and slip is not None
        assert (slip["probability"] > 0.4) == lost["struck"]
        assert ("feedback" in slip) != lost["struck"]


def test_a_need_from_an_earlier_turn_is_forgotten_and_one_from_before_the_loop_is_not() -> None:
    world = world_with("rule", lost_history=1.0)
    for case in make_cases(world, 0, "clean", 20):
        result = work(world, case, "verdict_of", turn=2)
        lost = note_of(result, "lost_history")
        assert lost is not None
        assert result.detail["needs_missing"] == (["fee"] if lost["struck"] else [])
        assert ("lost_history" in result.values["verdict_of"].faults) == lost["struck"]


def test_after_a_reset_the_faults_of_the_first_turn_come_back() -> None:
    world = world_with("reckon", conversation_reset=1.0, slip_in_figures=0.5)
    compared = 0
    for case in make_cases(world, 0, "clean", 60):
        first, second = (
            work(world, case, "fee"),
            work(world, case, "fee", turn=2, more={"feedback": FEEDBACK}),
        )
        reset, slip = note_of(second, "conversation_reset"), note_of(first, "slip_in_figures")
        assert reset is not None and slip is not None
        if reset["struck"] and slip["struck"]:
            compared += 1
            assert second.values["fee"].data == first.values["fee"].data
            assert "slip_in_figures" in second.values["fee"].faults
    assert compared > 20


def test_a_reset_is_named_where_it_brought_a_fault_back() -> None:
    world = world_with("reckon", conversation_reset=1.0, slip_in_figures=0.5)
    named = [
        work(world, case, "fee", turn=2, more={"feedback": FEEDBACK}).values["fee"].faults
        for case in make_cases(world, 0, "clean", 40)
    ]
    assert any("conversation_reset" in faults for faults in named)
    brought_back = [set(faults) for faults in named if "conversation_reset" in faults]
    assert all({"slip", "slip_in_figures"} & faults for faults in brought_back)


def test_only_a_colleague_can_be_ignored() -> None:
    world = world_with("rule", colleague_ignored=1.0)
    case = make_cases(world, 0, "clean", 1)[0]
    own = {"fee": replace(case.truth["fee"], author="clerk/large")}
    other = {"fee": replace(case.truth["fee"], author="poet/large")}
    assert note_of(work(world, case, "verdict_of", more=own), "colleague_ignored") is None
    assert note_of(work(world, case, "verdict_of", more=other), "colleague_ignored") is not None


def test_who_ignores_a_colleague_goes_by_a_view_of_their_own() -> None:
    world = world_with("write", colleague_ignored=1.0)
    for case in make_cases(world, 0, "clean", 20):
        more = {name: replace(case.truth[name], author="checker/large") for name in ("fee", "verdict_of")}
        says = "states_objective {{note}} {{verdict_of}} {{fee}}"
        result = work(world, case, "letter", says=says, more=more, agent="poet")
        struck = note_of(result, "colleague_ignored")
        letter = result.values["letter"]
        assert struck is not None
        assert ("colleague_ignored" in letter.faults) == struck["struck"]
        assert "lacking_need" not in letter.faults
        assert (letter.data == case.truth["letter"].data) != struck["struck"]


def test_feedback_too_goes_unheard_where_there_is_no_colleague_before() -> None:
    world = world_with("reckon", colleague_ignored=1.0, slip_in_figures=0.5)
    results = [
        work(world, case, "fee", turn=2, more={"feedback": FEEDBACK})
        for case in make_cases(world, 0, "clean", 20)
    ]
    for result in results:
        ignored, slip = note_of(result, "colleague_ignored"), note_of(result, "slip_in_figures")
        assert ignored is not None and slip is not None
        assert ("feedback" in slip) != ignored["struck"]


def test_repeated_steps_multiply_cost_time_and_calls_and_leave_the_value_right() -> None:
    usual, wasteful = world_with("reckon"), world_with("reckon", step_repetition=1.0)
    for case, same in zip(
        make_cases(wasteful, 0, "clean", 20), make_cases(usual, 0, "clean", 20), strict=True
    ):
        result, plain = work(wasteful, case, "fee"), work(usual, same, "fee")
        note = note_of(result, "step_repetition")
        assert note is not None
        times = note["times"]
        assert times in ((2, 3) if note["struck"] else (1,))
        assert abs(result.cost - plain.cost * times) < 1e-9
        assert abs(result.seconds - plain.seconds * times) < 0.002
        assert result.input_tokens == plain.input_tokens * times
        assert result.values["fee"].data == plain.values["fee"].data
        assert ("step_repetition" in result.values["fee"].faults) == note["struck"]


def test_the_agents_own_calls_of_tools_happen_again() -> None:
    world = world_with("reckon", step_repetition=1.0)
    for case in make_cases(world, 0, "clean", 20):
        made = make_node("agent", instructions="{{note}} {{rates}}", yields=("fee",), tools=("depot",))
        performer = SimulatedWorld(world, case, 0, make_reader(), calm=True)
        result = performer.perform(make_step(made, true_values(case, "note", "rates")))
        assert len(result.detail["calls"]) == result.detail.get("times", 1)


def test_consumption_without_bounds_takes_five_to_eight_times_as_much() -> None:
    world = world_with("reckon", unbounded_consumption=1.0)
    times = {work(world, case, "fee").detail.get("times", 1) for case in make_cases(world, 0, "clean", 60)}
    assert times == {1, 5, 6, 7, 8}


AGENT_SIDE = sorted(
    slug for slug, hazard in HAZARDS.items()
    if hazard.scope in ("work", "turn", "handover", "call") and slug != "slip"
)  # fmt: skip
DIRECTIVES = sorted({HAZARDS[slug].prevented_by or "" for slug in AGENT_SIDE})
EVERYTHING = {
    task: {**EXERCISE["tasks"][task], "hazards": dict.fromkeys(AGENT_SIDE, 0.35)}
    for task in EXERCISE["tasks"]
}
WORLD = make_world({"tasks": EVERYTHING}, {"live": {}})
MANY = make_cases(WORLD, 0, "noisy", 10)
READINGS = st.lists(st.floats(0.0, 0.9), min_size=len(DIRECTIVES), max_size=len(DIRECTIVES))


@settings(max_examples=int(os.environ.get("PODIUM_EXAMPLES", "120")), deadline=None)
@given(
    READINGS,
    READINGS,
    st.integers(0, 5000),
    st.integers(1, 3),
    st.sampled_from(["fee", "verdict_of", "letter"]),
)
def test_a_better_prompt_never_adds_a_fault_of_any_kind(
    one: list[float], other: list[float], seed: int, turn: int, value: str
) -> None:
    case = MANY[seed % 10]
    more = {name: replace(case.truth[name], author="checker/large") for name in ("fee", "verdict_of")}
    better = [max(pair) for pair in zip(one, other, strict=True)]
    runs = [
        work(
            WORLD, case, value, says=SEE_ALL + " " + " ".join(DIRECTIVES), turn=turn, seed=seed,
            more={**more, "feedback": FEEDBACK}, readings=dict(zip(DIRECTIVES, said, strict=True)),
        )
        for said in (one, better)
    ]  # fmt: skip
    struck = [
        {note["hazard"] for task in run.detail["tasks"] for note in task["hazards"] if note["struck"]}
        for run in runs
    ]
    assert struck[1] <= struck[0]
    assert runs[1].cost <= runs[0].cost or runs[1].output_tokens != runs[0].output_tokens
