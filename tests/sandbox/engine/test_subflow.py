"""A workflow inside another: what goes in, what comes back, and what fails."""

from __future__ import annotations

from typing import Any

from sandbox.drivers.replay import replay
from sandbox.engine.event import log_bytes
from tests.sandbox.engine.make import Cast, make_failure, make_program, outputs, run
from tests.workflow.make import make_agent, make_data, make_input, make_output
from tests.workflow.test_subflows import make_caller, make_further, make_whole


def make_nested(*agents: dict[str, Any], **caller: Any) -> dict[str, Any]:
    """A document whose subflow has these agents work."""
    return make_whole(make_caller(**caller), answer=make_further("a", *agents))


def test_its_output_comes_back_as_what_the_step_made() -> None:
    cast = Cast(w={"reply": "Dear you"})
    log = run(make_nested(make_agent("w", "reply")), cast)
    assert log.status == "delivered"
    assert outputs(log) == {"reply": "Dear you"}
    assert cast.steps[0].path == (("sub", 1),)
    assert cast.steps[0].depth > 1


def test_nodes_inside_see_only_what_its_input_takes() -> None:
    data = make_nested(make_agent("w", "reply"))
    data["nodes"].insert(1, make_agent("first", "amount"))
    data["edges"] = [
        {"from": "start.done", "to": "first.in"},
        {"from": "first.done", "to": "sub.in"},
        {"from": "sub.done", "to": "end.in"},
    ]
    cast = Cast()
    run(data, cast)
    assert cast.seen("w") == [{"message": "hello"}]


def test_a_failure_inside_leaves_by_the_error_port_of_the_step() -> None:
    data = make_nested(make_agent("w", "reply"))
    data["nodes"].append(make_agent("rescue", "reply"))
    data["edges"] += [{"from": "sub.error", "to": "rescue.in"}, {"from": "rescue.done", "to": "end.in"}]
    log = run(data, Cast(w=make_failure()))
    assert log.status == "delivered"
    assert outputs(log) == {"reply": "reply by rescue"}


def test_a_failure_inside_without_a_wire_for_it_fails_the_run() -> None:
    log = run(make_nested(make_agent("w", "reply")), Cast(w=make_failure()))
    assert log.status == "failed"
    assert "'sub' ended by error" in log.reason


def test_coming_to_no_output_is_an_error_never_a_success() -> None:
    data = make_nested(make_agent("w", "reply"), {"id": "gate", "kind": "check", "rules": ["reply == ''"]})
    data["workflows"]["answer"]["edges"][-1]["from"] = "gate.pass"
    log = run(data)
    assert log.status == "failed"
    assert "no output" in log.reason


def test_a_value_that_does_not_come_out_is_an_error() -> None:
    log = run(make_nested(make_agent("w", "amount")))
    assert log.status == "failed"
    assert "did not come out of it: reply" in log.reason


def test_a_budget_around_a_subflow_holds_for_all_that_is_inside() -> None:
    data = make_nested(make_agent("w", "reply"), make_agent("x", "reply"), budget={"calls": 1})
    data["nodes"].append(make_agent("short", "reply"))
    data["edges"] += [{"from": "sub.exhausted", "to": "short.in"}, {"from": "short.done", "to": "end.in"}]
    assert outputs(run(data)) == {"reply": "reply by short"}


def test_the_same_workflow_may_run_twice_with_luck_of_its_own() -> None:
    nodes = [make_input("message"), make_caller(), make_caller("again"), make_output("reply")]
    wires = ["start.done sub", "sub.done again", "again.done end"]
    further = make_further("a", make_agent("w", "reply"))
    data = make_data(nodes, wires, workflows={"answer": further})
    cast = Cast()
    run(data, cast)
    assert [step.path for step in cast.steps] == [(("sub", 1),), (("again", 1),)]
    assert len({(step.key, step.rank) for step in cast.steps}) == 2


def test_a_run_with_a_subflow_replays_to_the_same_bytes() -> None:
    data = make_nested(make_agent("w", "reply"), make_agent("x", "reply"))
    log = run(data)
    assert log_bytes(replay(make_program(data), log.events).events) == log_bytes(log.events)
