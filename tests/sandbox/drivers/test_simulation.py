"""Virtual time, and queues where capacity is short."""

from __future__ import annotations

from typing import Any

from sandbox.drivers.simulation import simulate
from sandbox.engine.event import log_bytes
from sandbox.step import StepResult
from tests.sandbox.engine.make import Cast, make_failure, make_program, make_result, make_values
from tests.workflow.make import make_agent, make_data, make_input, make_inside


def crowd(**settings: Any) -> dict[str, Any]:
    copies = {
        "id": "m",
        "kind": "map",
        "copies": 4,
        "inside": make_inside([make_agent("w", "x", **settings)]),
    }
    return make_data([make_input(), copies], ["start.done m"])


def seconds(data: dict[str, Any], cast: Cast, capacities: dict[str, int] | None) -> float:
    return simulate(make_program(data), make_values(message="m"), cast, capacities).seconds


def test_without_limits_all_work_at_the_same_time() -> None:
    assert seconds(crowd(), Cast(), None) == 1.0


def test_a_short_capacity_makes_a_queue() -> None:
    assert seconds(crowd(model="large"), Cast(), {"model:large": 1}) == 4.0
    assert seconds(crowd(model="large"), Cast(), {"model:large": 2}) == 2.0
    assert seconds(crowd(model="small"), Cast(), {"model:large": 1}) == 1.0


def test_humans_and_tools_are_capacities_too() -> None:
    people = make_inside([{"id": "boss", "kind": "human"}, {"id": "t", "kind": "tool", "tool": "pay"}])
    data = make_data(
        [make_input(), {"id": "m", "kind": "map", "copies": 3, "inside": people}],
        ["start.done m"],
    )
    cast = Cast(boss=StepResult(port="approved", seconds=60.0, minutes=1.0), t=make_result(seconds=5.0))
    assert seconds(data, cast, {"human": 1}) == 180.0
    assert seconds(data, cast, {"tool:pay": 1}) == 60.0


def test_a_retry_waits_and_then_queues_again() -> None:
    cast = Cast(w=[make_failure(), *[make_result(x="x") for _ in range(4)]])
    data = crowd(model="large", retry={"max": 1, "wait": 2})
    assert seconds(data, cast, {"model:large": 1}) == 5.0


def test_ample_capacity_gives_the_same_log_as_none() -> None:
    program, values = make_program(crowd()), make_values(message="m")
    free = simulate(program, values, Cast())
    ample = simulate(program, values, Cast(), {"model:medium": 99, "human": 99})
    assert log_bytes(free.events) == log_bytes(ample.events)


def test_a_timed_out_step_frees_its_place_at_its_limit() -> None:
    cast = Cast(w=[make_result(seconds=100.0, x="x"), make_result(x="x")])
    data = crowd(model="large", timeout=3, retry={"max": 1})
    assert seconds(data, cast, {"model:large": 1}) == 7.0
