"""The simulated agent works from what it was shown, and errs as its circumstances have it."""

from __future__ import annotations

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
from sandbox.world.instruction import Mode
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
CASE = make_case(WORLD)
NOISY = make_cases(WORLD, 0, "noisy", 20)
SEE_ALL = "{{note}} {{parcel}} {{rates}} {{fee}} {{kind_of}} {{verdict_of}} {{feedback}}"
EVERYTHING = ("note", "parcel", "rates", "fee", "kind_of", "verdict_of")


def work(
    *yields: str,
    says: str = SEE_ALL,
    case: Case = CASE,
    mode: Mode = "actual",
    inputs: Mapping[str, Value] | None = None,
    world: Scenario = WORLD,
    readings: Mapping[str, float] | None = None,
    seed: int = 0,
    step: Mapping[str, Any] | None = None,
    **node: Any,
) -> StepResult:
    """One call of an agent on a calm day."""
    made = make_node("agent", instructions=says, yields=yields, **node)
    given = true_values(case, *EVERYTHING) if inputs is None else inputs
    performer = SimulatedWorld(world, case, seed, make_reader(**(readings or {})), mode=mode, calm=True)
    return performer.perform(make_step(made, given, **(step or {})))


def struck(result: StepResult) -> set[tuple[str, str]]:
    """Which hazards struck which task."""
    return {
        (task["task"], note["hazard"])
        for task in result.detail["tasks"]
        for note in task["hazards"]
        if note["struck"]
    }


def test_a_faultless_agent_that_sees_everything_yields_the_truth() -> None:
    result = work("fee", "letter", mode="flawless")
    assert result.values["fee"].data == CASE.truth["fee"].data
    assert result.values["letter"].data == CASE.truth["letter"].data
    assert result.values["fee"].author == "clerk/large"


def test_what_is_not_mentioned_is_not_seen() -> None:
    result = work("fee", says="Use {{parcel}}.")
    assert result.detail["mentioned"] == ["parcel"]
    assert "rates" in result.detail["unseen"]
    assert result.detail["needs_missing"] == ["rates"]
    assert result.values["fee"].data != CASE.truth["fee"].data
    assert "lacking_need" in result.values["fee"].faults


def test_what_is_made_up_is_the_scenarios_own_invention() -> None:
    made_up = [work("fee", says="{{parcel}}", seed=seed).values["fee"].data for seed in range(10)]
    assert {"eur": 11.5} in made_up


def test_what_is_mentioned_but_not_wired_is_missing() -> None:
    result = work("fee", inputs=true_values(CASE, "parcel"))
    assert result.detail["needs_missing"] == ["rates"]


def test_told_to_leave_unknowns_open_it_does_so() -> None:
    results = [
        work("fee", says="leave_unknown_empty {{parcel}}", readings={"leave_unknown_empty": 0.9}, seed=seed)
        for seed in range(40)
    ]
    left_open = [result for result in results if result.values["fee"].data == {}]
    assert len(left_open) > 25
    assert all("left_open" in result.values["fee"].faults for result in left_open)


def test_values_of_the_same_call_satisfy_needs() -> None:
    result = work(
        "verdict_of", "fee", mode="flawless", inputs=true_values(CASE, "parcel", "rates", "kind_of")
    )
    assert result.detail["needs_missing"] == []
    assert result.values["verdict_of"].data == CASE.truth["verdict_of"].data


def test_a_wrong_need_flows_on() -> None:
    case = find_case(WORLD, lambda case: case.truth["verdict_of"].data == "charge")
    wrong = replace(case.truth["fee"], data={"eur": 999.0}, faults=("slip",))
    result = work(
        "verdict_of", mode="flawless", case=case, inputs={**true_values(case, *EVERYTHING), "fee": wrong}
    )
    assert result.values["verdict_of"].data == "waive"
    assert result.values["verdict_of"].faults == ("inherited:fee",)


def test_a_wrong_need_may_do_no_harm() -> None:
    case = find_case(WORLD, lambda case: case.truth["verdict_of"].data == "charge")
    wrong = replace(case.truth["fee"], data={"eur": 0.5}, faults=("slip",))
    result = work(
        "verdict_of", mode="flawless", case=case, inputs={**true_values(case, *EVERYTHING), "fee": wrong}
    )
    assert result.values["verdict_of"].data == case.truth["verdict_of"].data


def test_something_unreadable_makes_work_go_wrong() -> None:
    wrong = replace(CASE.truth["parcel"], data="Sure! Here it is", faults=("chatter_or_malformed",))
    result = work("fee", mode="flawless", inputs={**true_values(CASE, *EVERYTHING), "parcel": wrong})
    assert result.values["fee"].data != CASE.truth["fee"].data


def test_a_letter_without_its_needs_makes_things_up_or_leaves_them_out() -> None:
    made_up = work("letter", says="{{note}} {{verdict_of}}", readings={})
    assert not all(statement.true for statement in made_up.values["letter"].statements)
    told = {"leave_unknown_empty": 0.9}
    for seed in range(30):
        result = work("letter", says="leave_unknown_empty {{note}} {{fee}}", readings=told, seed=seed)
        if "left_open" in result.values["letter"].faults:
            assert "verdict" not in {statement.about for statement in result.values["letter"].statements}
            return
    raise AssertionError("nothing was left open in 30 cases")


def test_a_letter_that_rests_on_an_unseen_note_greets_nobody_rightly() -> None:
    result = work("letter", says="{{verdict_of}} {{fee}}")
    greeting = [each for each in result.values["letter"].statements if each.about == "greeting" and each.true]
    assert not greeting


def test_what_is_nobodys_work_is_made_up_unless_it_is_there() -> None:
    assert work("parcel", inputs={}).values["parcel"].faults == ("lacking_need",)
    assert work("parcel").values["parcel"].data == CASE.truth["parcel"].data
    assert work("unheard_of", inputs={}).values["unheard_of"].data == "unknown"


def test_an_agent_may_fetch_what_it_lacks() -> None:
    found = [
        work(
            "fee",
            says="{{note}} {{rates}}",
            tools=("depot",),
            inputs=true_values(CASE, "note", "rates"),
            seed=seed,
        )
        for seed in range(20)
    ]
    fetched = [result for result in found if result.detail["needs_missing"] == []]
    assert len(fetched) > 10
    assert fetched[0].detail["calls"][0]["tool"] == "depot"
    assert len(fetched) < 20


def test_an_agent_never_acts_on_the_world_by_itself() -> None:
    result = work("charged", tools=("till",), inputs=true_values(CASE, "verdict_of", "fee"))
    assert not result.effect
    assert "calls" not in result.detail


def test_a_model_that_is_down_does_not_answer() -> None:
    case = replace(CASE, outages=frozenset({"large"}))
    node = make_node("agent", yields=("fee",))
    result = SimulatedWorld(WORLD, case, 0, make_reader()).perform(make_step(node, {}))
    assert result.status == "error"
    assert result.detail["cause"] == "outage"


def test_feedback_lowers_the_chance_of_the_same_fault() -> None:
    case = find_case(WORLD, lambda case: case.facts["currency"] == "GBP")
    inputs = true_values(case, *EVERYTHING)
    plain = chance(work("fee", case=case, inputs=inputs), "unit_mix_up")
    named = write_feedback({"fee": ("unit_mix_up",)}, "checker/large", "The fee: units mixed up.")
    other = write_feedback({"letter": ("slip",)}, "checker/large", "The letter is odd.")
    from_check = Value("feedback", "This must hold: fee.eur > 0.0")
    assert chance(work("fee", case=case, inputs={**inputs, "feedback": named}), "unit_mix_up") < plain * 0.31
    assert chance(work("fee", case=case, inputs={**inputs, "feedback": other}), "unit_mix_up") == plain
    assert (
        0.59
        < chance(work("fee", case=case, inputs={**inputs, "feedback": from_check}), "unit_mix_up") / plain
        < 0.61
    )


def test_feedback_that_is_not_mentioned_is_not_read() -> None:
    case = find_case(WORLD, lambda case: case.facts["currency"] == "GBP")
    named = write_feedback({"fee": ("unit_mix_up",)}, "checker/large", "Units.")
    inputs = {**true_values(case, *EVERYTHING), "feedback": named}
    unseen = work("fee", case=case, inputs=inputs, says="{{parcel}} {{rates}}")
    assert chance(unseen, "unit_mix_up") > 0.69


def chance(result: StepResult, hazard: str) -> float:
    """The probability of a hazard in a result."""
    (found,) = [
        note for task in result.detail["tasks"] for note in task["hazards"] if note["hazard"] == hazard
    ]
    return float(found["probability"])


def test_each_chance_can_be_explained() -> None:
    case = find_case(WORLD, lambda case: case.facts["currency"] == "GBP")
    said = {"normalise_units": 0.8}
    result = work("fee", says=SEE_ALL + " normalise_units", case=case, readings=said)
    (note,) = [note for note in result.detail["tasks"][0]["hazards"] if note["hazard"] == "unit_mix_up"]
    assert note["rate"] == 0.7
    assert note["directive"] == "normalise_units"
    assert note["reading"] == 0.8
    assert 0.0 <= note["draw"] < 1.0
    assert note["struck"] == (note["draw"] < note["probability"])


def test_the_wrong_agent_slips_more() -> None:
    fit = chance(work("fee", agent="clerk"), "slip")
    unfit = chance(work("fee", agent="poet"), "slip")
    assert unfit > fit + 0.2


def test_clutter_costs_and_what_is_needed_does_not() -> None:
    lean = chance(work("fee", says="{{parcel}} {{rates}}"), "slip")
    cluttered = chance(work("fee", says="{{parcel}} {{rates}} {{note}} {{letter}}"), "slip")
    assert cluttered > lean
    fetching = chance(work("fee", says="{{note}} {{rates}} {{parcel}}"), "slip")
    assert fetching == lean


def test_names_of_nodes_and_order_of_yields_change_nothing() -> None:
    one = work("fee", "verdict_of", node_id="a")
    other = work("verdict_of", "fee", node_id="zz", label="x")
    assert one.values == other.values
    assert one.detail["tasks"] == other.detail["tasks"]


def test_the_first_turn_of_a_loop_is_like_no_loop_and_the_second_is_not() -> None:
    plain = [struck(work("fee", "letter", seed=seed)) for seed in range(20)]
    first = [struck(work("fee", "letter", seed=seed, step={"path": (("loop", 1),)})) for seed in range(20)]
    second = [struck(work("fee", "letter", seed=seed, step={"path": (("loop", 2),)})) for seed in range(20)]
    assert first == plain
    assert second != plain


def test_copies_err_independently() -> None:
    ranks = [[struck(work("fee", seed=seed, step={"rank": rank})) for seed in range(30)] for rank in (0, 1)]
    assert ranks[0] != ranks[1]


def test_longer_work_costs_more() -> None:
    short, long = work("fee", model="small"), work("fee", "letter", model="large")
    assert 0 < short.cost < long.cost
    assert 0 < short.seconds < long.seconds
    assert long.output_tokens > short.output_tokens


SLUGS = (
    "embedded_command", "leave_unknown_empty", "normalise_units", "respect_limit",
    "no_personal_data", "fit_audience", "states_objective",
)  # fmt: skip
READINGS = st.fixed_dictionaries({slug: st.floats(0.0, 0.9) for slug in SLUGS})


@settings(max_examples=150, deadline=None)
@given(
    READINGS,
    READINGS,
    st.integers(0, 10_000),
    st.sampled_from(["clerk", "poet", "checker"]),
    st.sampled_from(["small", "medium", "large"]),
    st.sets(st.sampled_from(["fee", "verdict_of", "kind_of", "letter"]), min_size=1),
)
def test_a_better_prompt_only_removes_faults(
    one: dict[str, float], other: dict[str, float], seed: int, agent: str, model: str, yields: set[str]
) -> None:
    better = {slug: max(one[slug], other[slug]) for slug in SLUGS}
    case = NOISY[seed % 20]
    says = SEE_ALL + " " + " ".join(SLUGS)
    worse_run, better_run = (
        struck(work(*yields, says=says, case=case, readings=said, seed=seed, agent=agent, model=model))
        for said in (one, better)
    )
    assert better_run <= worse_run


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.sets(st.sampled_from(EVERYTHING)), st.sets(st.sampled_from(EVERYTHING)))
def test_a_further_needed_value_never_adds_a_lack(seed: int, one: set[str], more: set[str]) -> None:
    def lacks(names: set[str]) -> set[str]:
        says = " ".join("{{" + name + "}}" for name in sorted(names))
        return set(work("fee", "verdict_of", "letter", says=says, seed=seed).detail["needs_missing"])

    assert lacks(one | more) <= lacks(one)
