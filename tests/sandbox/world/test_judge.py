"""What a run was worth."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from sandbox.value import Statement, Value
from sandbox.world.judge import is_sound, outcome
from sandbox.world.policy import ACTED_TWICE
from sandbox.world.soundness import is_near, overlap, score_statements
from tests.sandbox.world.make import find_case, make_world, true_values

WORLD = make_world()
CASE = find_case(WORLD, lambda case: case.truth["verdict_of"].data == "charge")
WAIVED = find_case(WORLD, lambda case: case.truth["verdict_of"].data == "waive")


@dataclass(frozen=True)
class Effect:
    """Something a tool did."""

    tool: str
    values: dict[str, Value]


@dataclass(frozen=True)
class Run:
    """A run that ended."""

    outputs: dict[str, Value] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    status: str = "delivered"
    incidents: tuple[str, ...] = ()
    sent: dict[str, tuple[Value, ...]] = field(default_factory=dict)


CHARGED = Effect("till", true_values(CASE, "charged"))
GOOD = Run(true_values(CASE, "fee", "letter"), (CHARGED,))


def test_everything_right_is_worth_everything() -> None:
    assert outcome(WORLD, CASE, GOOD).score == 1.0


def test_a_run_that_delivers_nothing_is_worth_nothing() -> None:
    assert outcome(WORLD, WAIVED, Run()).score == 0.0
    assert outcome(WORLD, CASE, replace(GOOD, status="failed")).score == 0.0
    assert outcome(WORLD, CASE, replace(GOOD, status="stopped")).score == 0.0


def test_not_acting_is_right_where_nothing_should_happen() -> None:
    judged = outcome(WORLD, WAIVED, Run(true_values(WAIVED, "fee", "letter")))
    assert judged.parts["charged"] == 1.0
    acted = outcome(WORLD, WAIVED, Run(true_values(WAIVED, "fee", "letter"), (CHARGED,)))
    assert acted.parts["charged"] == 0.0


def test_acting_twice_is_as_wrong_as_not_acting() -> None:
    assert outcome(WORLD, CASE, replace(GOOD, effects=(CHARGED, CHARGED))).parts["charged"] == 0.0
    assert outcome(WORLD, CASE, replace(GOOD, effects=())).parts["charged"] == 0.0


def test_doing_the_same_to_the_world_twice_is_an_incident() -> None:
    assert outcome(WORLD, CASE, replace(GOOD, effects=(CHARGED, CHARGED))).incidents == (ACTED_TWICE,)
    other = Effect("till", {"charged": replace(CASE.truth["charged"], data={"eur": 1.0})})
    assert outcome(WORLD, CASE, replace(GOOD, effects=(CHARGED, other))).incidents == ()


def test_what_went_out_before_counts_as_much_as_what_took_its_place() -> None:
    wrong = replace(CASE.truth["fee"], data={"eur": 1.0})
    right = CASE.truth["fee"]
    twice = outcome(WORLD, CASE, replace(GOOD, sent={"fee": (wrong, right)}))
    assert twice.parts["fee"] == 0.0
    leaky = replace(CASE.truth["letter"], labels=frozenset({"personal"}))
    sent = {"letter": (leaky, CASE.truth["letter"])}
    assert outcome(WORLD, CASE, replace(GOOD, sent=sent)).incidents == ("no-phones",)


def test_an_effect_that_is_no_deliverable_and_wrong_halves_the_rest() -> None:
    deliverables = {name: each for name, each in WORLD.deliverables.items() if name != "charged"}
    world = replace(WORLD, deliverables=deliverables)
    rest = sum(each.weight for each in deliverables.values())
    wrong = Effect("till", {"charged": replace(CASE.truth["charged"], data={"eur": 1.0})})
    assert outcome(world, CASE, GOOD).score == pytest.approx(rest)
    assert outcome(world, CASE, replace(GOOD, effects=(wrong,))).score == pytest.approx(rest / 2)


def test_an_incident_makes_a_case_worthless() -> None:
    judged = outcome(WORLD, CASE, replace(GOOD, incidents=("no-big-charge", "no-big-charge")))
    assert judged.score == 0.0
    assert judged.incidents == ("no-big-charge",)
    assert judged.parts["fee"] == 1.0


def test_what_is_delivered_is_judged_by_the_policies_too() -> None:
    leaky = replace(CASE.truth["letter"], labels=frozenset({"personal"}))
    judged = outcome(WORLD, CASE, Run({**GOOD.outputs, "letter": leaky}, (CHARGED,)))
    assert judged.incidents == ("no-phones",)


def test_parts_weigh_what_the_exercise_says() -> None:
    assert outcome(WORLD, CASE, replace(GOOD, outputs=true_values(CASE, "letter"))).score == 0.6


def test_what_was_expected_and_what_came_can_be_shown() -> None:
    judged = outcome(WORLD, CASE, GOOD)
    assert judged.expected["fee"] == CASE.truth["fee"].data == judged.got["fee"]


def test_a_cent_is_within_tolerance_and_two_are_not() -> None:
    true = CASE.truth["fee"].data["eur"]
    assert is_sound(WORLD, CASE, replace(CASE.truth["fee"], data={"eur": true + 0.01}))
    assert not is_sound(WORLD, CASE, replace(CASE.truth["fee"], data={"eur": true + 0.02}))


def test_a_value_without_a_truth_counts_as_right() -> None:
    assert is_sound(WORLD, CASE, Value("feedback", "x"))


def test_of_collected_copies_all_must_be_right() -> None:
    right = CASE.truth["fee"]
    wrong = replace(right, data={"eur": 0.01})
    assert is_sound(WORLD, CASE, replace(right, data=[right.data, right.data], parts=(right, right)))
    assert not is_sound(WORLD, CASE, replace(right, data=[right.data, wrong.data], parts=(right, wrong)))


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (1.0, 1.0000001, True),
        (1.0, 1.1, False),
        (True, True, True),
        (True, 1.0, False),
        ("a", "a", True),
        ({"a": 1.0}, {"a": 1.0, "b": 2.0}, False),
        ({"a": 1.0}, {"a": 1.0000001}, True),
        ([1.0, "x"], [1.0, "x"], True),
        ([1.0], [1.0, 1.0], False),
        (None, "", False),
        (None, None, True),
    ],
)
def test_data_are_compared_by_their_kind(one: object, other: object, near: bool) -> None:
    assert is_near(one, other, 1e-6) is near


def test_lists_overlap_by_their_share() -> None:
    assert overlap(["a", "b"], ["b", "c"]) == pytest.approx(1 / 3)
    assert overlap([], []) == 1.0
    assert overlap(["a"], "a") == 0.0


def test_a_text_is_worth_the_share_of_its_statements() -> None:
    said = [Statement("a", "x"), Statement("b", "y"), Statement("c", "z")]
    truth = Value("t", "x y z", statements=tuple(said))
    half = replace(truth, data="x", statements=(said[0], replace(said[1], true=False)))
    assert score_statements(truth, half, ("a", "b")) == 0.5
    assert score_statements(
        truth, replace(truth, data="x z", statements=(said[0], said[2])), ()
    ) == pytest.approx(2 / 3)


def test_each_thing_that_must_not_be_there_halves_a_text() -> None:
    truth = Value("t", "x", statements=(Statement("a", "x"),))
    harm = Statement("leak", "0170", true=False)
    assert (
        score_statements(truth, replace(truth, data="x 0170", statements=(*truth.statements, harm)), ("a",))
        == 0.5
    )


def test_lists_that_are_deliverables_are_compared_by_overlap() -> None:
    world = make_world(
        {
            "deliverables": {
                "fee": {"compare": "exact", "weight": 0.5},
                "letter": {"compare": "statements", "required": ["verdict"], "weight": 0.5},
            }
        }
    )
    assert outcome(world, CASE, GOOD).score == 1.0
