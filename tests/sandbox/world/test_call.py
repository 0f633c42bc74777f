"""What is the same each time a node calls its agent."""

from __future__ import annotations

from sandbox.world import blueprint as blueprints
from sandbox.world.blueprint import Blueprint, blueprint_of
from sandbox.world.call import Order, plan_call
from sandbox.world.failure import call_failure
from sandbox.world.instruction import FixedReading, ScriptedReader, grasp
from tests.sandbox.world.make import make_case, make_reader, make_world

WORLD = make_world()
ORDER = Order("clerk", "large", "{{parcel}} {{rates}}", ("verdict_of", "fee", "news"), ())


def test_tasks_come_after_those_they_need() -> None:
    plan = plan_call(blueprint_of(WORLD), ORDER, make_reader(), "actual")
    assert [task.producer.slug for task in plan.tasks] == ["reckon", "rule"]
    assert plan.strangers == ("news",)


def test_a_plan_is_made_once_for_a_reader() -> None:
    blueprint = Blueprint(WORLD)
    reader, another = make_reader(), make_reader()
    plan = plan_call(blueprint, ORDER, reader, "actual")
    assert plan_call(blueprint, ORDER, reader, "actual") is plan
    assert plan_call(blueprint, ORDER, another, "actual") is not plan
    assert plan_call(blueprint, ORDER, reader, "perfect") is not plan


def test_plans_do_not_pile_up_for_ever() -> None:
    blueprint = Blueprint(WORLD)
    for number in range(blueprints.MOST_REMEMBERED + 5):
        blueprint.remember(number, number)
    assert blueprint.recall(0) is None
    assert blueprint.recall(blueprints.MOST_REMEMBERED + 4) is not None


def test_a_scenario_is_made_ready_once() -> None:
    assert blueprint_of(WORLD) is blueprint_of(WORLD)
    others = [make_world() for _ in range(70)]
    assert all(blueprint_of(other).scenario is other for other in others)


def test_values_stand_after_what_they_are_made_of() -> None:
    place = blueprint_of(WORLD).place
    assert place["parcel"] < place["fee"] < place["verdict_of"] < place["letter"]


def test_nothing_strikes_the_flawless() -> None:
    plan = plan_call(blueprint_of(WORLD), ORDER, make_reader(), "flawless")
    assert all(threat.millionths == (0, 0, 0) for task in plan.tasks for threat in (*task.threats, task.slip))


def test_modes_say_what_is_understood() -> None:
    reader = ScriptedReader({"normalise_units": 0.99})
    perfect = grasp("", reader, "perfect")
    assert perfect.sees("anything")
    assert perfect.protection("normalise_units") == 0.9
    empty = grasp("normalise_units {{fee}}", reader, "empty")
    assert not empty.sees("fee")
    assert empty.protection("normalise_units") == 0.0
    actual = grasp("normalise_units {{fee}}", reader, "actual")
    assert actual.sees("fee")
    assert actual.protection("normalise_units") == 0.9
    assert FixedReading(0.4).criterion("x") == 0.4


def test_a_service_breaks_off_or_is_busy_now_and_then() -> None:
    case = make_case(WORLD)
    broken, busy = call_failure(case, "large", 0, 1), call_failure(case, "large", 1 << 25, 1)
    assert broken is not None and broken.status == "error"
    assert busy is not None and busy.status == "rate_limited"
    assert call_failure(case, "large", 1 << 31, 1) is None
