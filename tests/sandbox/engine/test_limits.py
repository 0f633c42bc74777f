"""Retry, time-out, fallback, budgets, approvals and idempotency keys."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.step import StepResult
from tests.sandbox.engine.make import Cast, make_failure, make_result, outputs, run, types
from tests.workflow.make import make_agent, make_chain, make_data, make_input, make_inside, make_output


def one(**limits: Any) -> dict[str, Any]:
    return make_chain(make_agent("a", "reply", **limits))


def with_exhausted(data: dict[str, Any], node: str) -> dict[str, Any]:
    data["nodes"].append({"id": "late", "kind": "output", "values": ["message"]})
    data["edges"].append({"from": f"{node}.exhausted", "to": "late.in"})
    return data


def test_a_retry_tries_again_after_its_wait() -> None:
    cast = Cast(a=[make_failure(), make_failure("rate_limited"), make_result(reply="at last")])
    log = run(one(retry={"max": 2, "wait": 10}), cast)
    assert outputs(log) == {"reply": "at last"}
    assert [step.attempt for step in cast.steps] == [1, 2, 3]
    assert len({step.key for step in cast.steps}) == 1
    assert (log.seconds, log.cost) == (23.0, 0.03)
    assert types(log, "a").count("retry_scheduled") == 2


def test_retries_end() -> None:
    cast = Cast(a=[make_failure()])
    log = run(one(retry={"max": 2}), cast)
    assert (log.status, len(cast.steps)) == ("failed", 3)


def test_a_retry_is_only_for_its_reasons() -> None:
    cast = Cast(a=[make_failure("error"), make_result(reply="x")])
    assert run(one(retry={"max": 2, "on": ["timeout"]}), cast).status == "failed"


def test_a_service_that_asks_for_patience_gets_it() -> None:
    slow = make_failure("rate_limited", seconds=0.0, detail={"retry_after": 30.0})
    log = run(one(retry={"max": 1, "wait": 1}), Cast(a=[slow, make_result(reply="x")]))
    assert log.seconds == 31.0


def test_a_step_that_takes_too_long_is_timed_out_at_its_limit() -> None:
    log = run(one(timeout=5), Cast(a=make_result(seconds=60.0, reply="late")))
    assert (log.status, log.seconds) == ("failed", 5.0)
    assert "timeout" in log.reason


def test_a_time_out_is_retried() -> None:
    log = run(
        one(timeout=5, retry={"max": 1}),
        Cast(a=[make_result(seconds=60.0, reply="late"), make_result(reply="x")]),
    )
    assert (outputs(log), log.seconds) == ({"reply": "x"}, 6.0)


def test_the_fallback_is_one_last_try_with_other_settings() -> None:
    cast = Cast(a=[make_failure(), make_failure(), make_result(reply="small one")])
    log = run(one(model="large", retry={"max": 1}, fallback={"model": "small"}), cast)
    assert outputs(log) == {"reply": "small one"}
    assert [step.node.settings.model for step in cast.steps] == ["large", "large", "small"]
    assert [step.fallback for step in cast.steps] == [False, False, True]
    assert "fallback_taken" in types(log)


def test_a_fallback_that_fails_is_not_tried_again() -> None:
    cast = Cast(a=[make_failure()])
    assert run(one(retry={"max": 1}, fallback={"model": "small"}), cast).status == "failed"
    assert len(cast.steps) == 3


@pytest.mark.parametrize(
    ("budget", "calls"),
    [({"calls": 2}, 2), ({"cost": 0.015}, 2), ({"seconds": 1.5}, 2)],
)
def test_a_budget_ends_the_tries_by_exhausted(budget: dict[str, Any], calls: int) -> None:
    cast = Cast(a=[make_failure()])
    log = run(with_exhausted(one(retry={"max": 9}, budget=budget), "a"), cast)
    assert (log.status, log.ports["a"], len(cast.steps)) == ("delivered", "exhausted", calls)
    assert outputs(log) == {"message": "hello"}


def test_going_over_the_budget_is_never_a_silent_success() -> None:
    log = run(one(budget={"cost": 0.005}), Cast(a=make_result(reply="dear")))
    assert (log.status, outputs(log)) == ("failed", {})
    assert "exhausted" in log.reason


def test_a_node_spends_its_budget_over_all_turns_of_a_loop() -> None:
    inside = make_inside([make_agent("w", "reply", budget={"calls": 2})])
    loop = {"id": "again", "kind": "loop", "until": "false", "max": 5, "inside": inside}
    cast = Cast()
    log = run(make_data([make_input(), loop], ["start.done again"]), cast)
    assert (log.status, len(cast.steps)) == ("failed", 2)


@pytest.mark.parametrize(
    ("budget", "calls"), [({"calls": 3}, 3), ({"cost": 0.025}, 3), ({"seconds": 2.5}, 3)]
)
def test_a_container_has_a_budget_of_its_own(budget: dict[str, Any], calls: int) -> None:
    inside = make_inside([make_agent("w", "reply")])
    loop = {"id": "again", "kind": "loop", "until": "false", "max": 9, "budget": budget, "inside": inside}
    cast = Cast()
    data = make_data(
        [make_input(), loop, make_output("message")], ["start.done again", "again.exhausted end"]
    )
    log = run(data, cast)
    assert (log.status, len(cast.steps), log.ports["again"]) == ("delivered", calls, "exhausted")


def test_a_map_over_its_budget_stops_its_other_items() -> None:
    inside = make_inside([make_agent("w", "reply"), make_agent("v", "x")], ["w.done v"])
    copies = {"id": "m", "kind": "map", "copies": 3, "budget": {"cost": 0.015}, "inside": inside}
    cast = Cast()
    data = make_data([make_input(), copies, make_output("message")], ["start.done m", "m.exhausted end"])
    log = run(data, cast)
    assert (log.status, log.ports["m"]) == ("delivered", "exhausted")
    assert [step.node.id for step in cast.steps] == ["w", "w", "w", "v"]


@pytest.mark.parametrize(
    ("budget", "words"),
    [({"cost": 0.015}, "cost"), ({"seconds": 1.5}, "seconds"), ({"human_minutes": 1.0}, "human_minutes")],
)
def test_the_policy_limits_the_whole_run(budget: dict[str, Any], words: str) -> None:
    data = make_chain(make_agent("a", "x"), make_agent("b", "reply"))
    data["nodes"].insert(2, {"id": "boss", "kind": "human"})
    data["edges"].append({"from": "a.done", "to": "boss.in"})
    data["policy"] = {"budget": budget}
    log = run(data, Cast(boss=StepResult(port="approved", minutes=2.0, seconds=1.0)))
    assert log.status == "failed"
    assert words in log.reason


def payment(**policy: Any) -> dict[str, Any]:
    nodes = [
        make_input(),
        {"id": "boss", "kind": "human"},
        {"id": "p", "kind": "tool", "tool": "pay"},
        make_output("message"),
    ]
    return make_data(nodes, ["start.done boss", "boss.approved p", "p.done end"], policy=policy)


def test_a_tool_that_needs_approval_acts_only_after_a_human() -> None:
    data = payment(approvals=["pay"])
    assert run(data, Cast(boss=StepResult(port="approved"))).status == "delivered"
    data["edges"] += [{"from": "boss.rejected", "to": "p.in"}]
    cast = Cast(boss=StepResult(port="rejected"))
    log = run(data, cast)
    assert (log.status, [step.node.id for step in cast.steps]) == ("failed", ["boss"])
    assert "approval" in log.reason


def test_a_fallback_that_needs_approval_is_guarded_too() -> None:
    data = payment(approvals=["bank"])
    data["nodes"][2]["fallback"] = {"tool": "bank"}
    data["edges"] += [{"from": "boss.rejected", "to": "p.in"}]
    assert "approval" in run(data, Cast(boss=StepResult(port="rejected"))).reason


def twice(**settings: Any) -> dict[str, Any]:
    pay = {"kind": "tool", "tool": "pay", **settings}
    nodes = [make_input(), {"id": "p1", **pay}, {"id": "p2", **pay}, make_output("paid")]
    return make_data(nodes, ["start.done p1", "p1.done p2", "p2.done end"])


def test_a_tool_with_an_idempotency_key_acts_once() -> None:
    cast = Cast(p1=StepResult(values=make_result(paid="yes").values, effect=True))
    log = run(twice(idempotent_by=["message"]), cast)
    assert [step.node.id for step in cast.steps] == ["p1"]
    assert (outputs(log), types(log, "p2"), len(log.effects)) == ({"paid": "yes"}, ["step_passed"], 1)


def test_without_a_key_it_acts_twice_under_different_keys() -> None:
    done = StepResult(values=make_result(paid="yes").values, effect=True)
    log = run(twice(), Cast(p1=done, p2=done))
    assert len({effect.key for effect in log.effects}) == 2


def test_a_payment_that_timed_out_after_acting_is_not_made_again_under_its_key() -> None:
    late = StepResult(status="timeout", values=make_result(paid="yes").values, effect=True)
    nodes = [
        make_input(),
        {"id": "p", "kind": "tool", "tool": "pay", "retry": {"max": 1}},
        make_output("paid"),
    ]
    data = make_data(nodes, ["start.done p", "p.done end"])
    again = StepResult(values=make_result(paid="again").values, effect=True)
    assert len(run(data, Cast(p=[late, again])).effects) == 2
    nodes[1]["idempotent_by"] = ["message"]
    log = run(data, Cast(p=[late, again]))
    assert (len(log.effects), outputs(log)) == (1, {"paid": "yes"})


def test_keys_follow_the_named_fields() -> None:
    nodes = [
        make_input("order"),
        {"id": "p", "kind": "tool", "tool": "pay", "idempotent_by": ["order.id", "order.x.y"]},
    ]
    keys = []
    for order in ({"id": "1", "note": "a"}, {"id": "1", "note": "b"}, {"id": "2"}):
        cast = Cast()
        run(make_data(nodes, ["start.done p"]), cast, order=order)
        keys.append(cast.steps[0].key)
    assert keys[0] == keys[1] != keys[2]
