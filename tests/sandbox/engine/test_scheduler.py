"""When nodes run, what they see, and how a run ends."""

from __future__ import annotations

from typing import Any

from sandbox.engine.event import log_bytes
from sandbox.engine.scheduler import Scheduler
from sandbox.step import StepResult
from tests.sandbox.engine.make import (
    Cast,
    make_failure,
    make_program,
    make_result,
    make_values,
    outputs,
    run,
    types,
)
from tests.workflow.make import make_agent, make_chain, make_data, make_input, make_output


def router(condition: str = "message == 'left'") -> dict[str, Any]:
    return {"id": "fork", "kind": "router", "branches": [{"port": "left", "when": condition}]}


def forked() -> dict[str, Any]:
    return make_data(
        [make_input(), router(), make_agent("a", "reply"), make_agent("b", "reply"), make_output("reply")],
        ["start.done fork", "fork.left a", "fork.default b", "a.done end", "b.done end"],
    )


def test_a_chain_delivers_and_adds_up() -> None:
    log = run(make_chain(make_agent("a", "intent"), make_agent("b", "reply")))
    assert (log.status, outputs(log)) == ("delivered", {"reply": "reply by b"})
    assert (log.seconds, log.cost, log.steps) == (2.0, 0.02, 2)


def test_a_path_wire_carries_everything_received_and_made() -> None:
    cast = Cast()
    run(make_chain(make_agent("a", "intent"), make_agent("b", "reply")), cast)
    assert cast.seen("b") == [{"message": "hello", "intent": "intent by a"}]


def test_a_value_wire_carries_that_value_alone() -> None:
    cast = Cast()
    data = make_data(
        [make_input(), make_agent("a", "intent"), make_agent("b", "x")], ["start.done a", "a.intent b"]
    )
    run(data, cast)
    assert cast.seen("b") == [{"intent": "intent by a"}]


def test_a_router_sends_a_case_down_one_branch() -> None:
    assert outputs(run(forked(), message="left")) == {"reply": "reply by a"}
    assert outputs(run(forked(), message="right")) == {"reply": "reply by b"}


def test_the_branch_not_taken_is_skipped_and_any_path_wire_is_enough() -> None:
    log = run(forked(), message="left")
    assert types(log, "b") == ["step_skipped"]
    assert types(log, "end") == ["step_finished"]


def test_a_condition_that_cannot_be_worked_out_does_not_hold() -> None:
    data = make_data(
        [make_input(), router("message.eur > 5.0"), make_output("message")],
        ["start.done fork", "fork.default end"],
    )
    log = run(data)
    assert log.status == "delivered"
    event = next(event for event in log.events if event.node == "fork")
    assert "left" in event.data["detail"]["troubles"]


def test_all_value_wires_are_needed() -> None:
    data = make_data(
        [make_input(), make_agent("a", "intent"), make_agent("b", "amount"), make_agent("c", "reply")],
        ["start.done a", "start.done b", "a.intent c", "b.amount c"],
    )
    log = run(data, Cast(b={}))
    assert types(log, "c") == ["step_skipped"]
    assert types(run(data), "c") == ["step_started", "step_finished"]


def test_deaths_travel_down_long_chains() -> None:
    agents = [make_agent(f"n{at}", "x") for at in range(1500)]
    wires = ["start.done fork", "fork.left n0", *[f"n{at}.done n{at + 1}" for at in range(1499)]]
    log = run(make_data([make_input(), router(), *agents], wires), message="right")
    assert types(log).count("step_skipped") == 1500
    assert log.status == "stopped"


def test_long_chains_of_instant_nodes_do_not_recurse() -> None:
    nodes = [{"id": f"s{at}", "kind": "set", "values": {"x": "message"}} for at in range(1500)]
    wires = ["start.done s0", *[f"s{at}.done s{at + 1}" for at in range(1499)], "s1499.done end"]
    assert run(make_data([make_input(), *nodes, make_output("x")], wires)).status == "delivered"


def test_a_value_wire_beats_a_path_wire() -> None:
    data = make_data(
        [make_input(), make_agent("a", "x"), make_agent("b", "x"), make_agent("c", "y"), make_output("x")],
        ["start.done a", "a.done b", "b.done c", "a.x c"],
    )
    cast = Cast()
    run(data, cast)
    assert cast.seen("c")[0]["x"] == "x by a"


def test_of_two_paths_the_value_made_deeper_counts() -> None:
    data = make_data(
        [make_input(), make_agent("a", "x"), make_agent("b", "x"), make_agent("c", "y")],
        ["start.done a", "a.done b", "a.done c", "b.done c"],
    )
    cast = Cast()
    run(data, cast)
    assert cast.seen("c")[0]["x"] == "x by b"


def test_an_old_value_that_came_round_the_long_way_does_not_win() -> None:
    data = make_data(
        [
            make_input("x"),
            make_agent("new", "x"),
            make_agent("long", "y"),
            make_agent("longer", "z"),
            make_agent("c", "w"),
        ],
        ["start.done new", "start.done long", "long.done longer", "new.done c", "longer.done c"],
    )
    cast = Cast()
    run(data, cast, x="old")
    assert cast.seen("c")[0]["x"] == "x by new"


def test_an_unwired_error_fails_the_run_and_delivers_nothing() -> None:
    log = run(make_chain(make_agent("a", "reply")), Cast(a=make_failure(message="no answer")))
    assert (log.status, outputs(log)) == ("failed", {})
    assert log.reason == "'a' ended by error and nothing is wired there: no answer"
    assert types(log)[-2:] == ["step_failed", "run_finished"]


def test_a_wired_error_decides_what_happens() -> None:
    data = make_chain(make_agent("a", "reply"))
    data["edges"].append({"from": "a.error", "to": "end.in"})
    log = run(data, Cast(a=make_failure()))
    assert (log.status, outputs(log), log.ports["a"]) == ("delivered", {}, "error")


def test_a_run_that_reaches_no_output_has_stopped() -> None:
    assert run(make_data([make_input(), make_agent("a", "x")], ["start.done a"])).status == "stopped"
    assert run({"podium": 1, "nodes": []}).status == "stopped"


def test_several_outputs_are_united() -> None:
    data = make_data(
        [
            make_input(),
            make_output("message"),
            {"id": "more", "kind": "output", "values": ["reply"]},
            make_agent("a", "reply"),
        ],
        ["start.done end", "start.done a", "a.done more"],
    )
    assert outputs(run(data)) == {"message": "hello", "reply": "reply by a"}


def test_notes_and_lonely_nodes_do_no_harm() -> None:
    cast = Cast()
    log = run(make_data([make_agent("a", "x"), {"id": "n", "kind": "note", "text": "hm"}], []), cast)
    assert log.status == "stopped"
    assert cast.seen("a") == [{}]


def test_a_value_the_case_lacks_leaves_its_wire_dead() -> None:
    data = make_data([make_input("message", "policy"), make_agent("a", "x")], ["start.policy a"])
    assert types(run(data), "a") == ["step_skipped"]


def test_when_false_passes_on_without_acting() -> None:
    data = make_chain(make_agent("a", "reply", when="message == 'no'"))
    cast = Cast()
    log = run(data, cast)
    assert types(log, "a") == ["step_passed"]
    assert (log.status, cast.steps) == ("delivered", [])


def test_when_that_cannot_be_worked_out_is_an_error() -> None:
    log = run(make_chain(make_agent("a", "reply", when="message.eur > 1.0")))
    assert log.status == "failed"
    assert "there is no" in log.reason or "could not be worked out" in log.reason or "mixes" in log.reason


def test_a_review_that_is_passed_over_counts_as_passed() -> None:
    review = {"id": "r", "kind": "review", "agent": "writer", "on": ["message"], "when": "false"}
    log = run(make_data([make_input(), review, make_output("verdict")], ["start.done r", "r.pass end"]))
    assert outputs(log) == {"verdict": "pass"}


def test_a_review_makes_verdict_and_feedback() -> None:
    review = {"id": "r", "kind": "review", "agent": "writer", "on": ["message"]}
    data = make_data(
        [make_input(), review, make_output("verdict", "feedback")],
        ["start.done r", "r.fail end", "r.pass end"],
    )
    assert outputs(run(data, Cast(r=make_result(port="fail", feedback="too long")))) == {
        "verdict": "fail",
        "feedback": "too long",
    }
    assert outputs(run(data)) == {"verdict": "pass", "feedback": ""}


def test_feedback_leaves_by_its_own_wire_whether_passed_or_failed() -> None:
    review = {"id": "r", "kind": "review", "agent": "writer", "on": ["message"]}
    data = make_data([make_input(), review, make_output("feedback")], ["start.done r", "r.feedback end"])
    assert outputs(run(data, Cast(r=make_result(port="fail", feedback="too long")))) == {
        "feedback": "too long"
    }


def test_an_unknown_port_is_an_error() -> None:
    log = run(make_chain(make_agent("a", "reply")), Cast(a=make_result(port="sideways", reply="x")))
    assert log.status == "failed"


def test_approval_travels_downstream_of_approved_only() -> None:
    nodes = [
        make_input(),
        {"id": "boss", "kind": "human"},
        make_agent("a", "x"),
        make_agent("b", "y"),
        make_agent("c", "z"),
    ]
    cast = Cast(boss=StepResult(port="approved", minutes=2.0, seconds=120.0))
    log = run(make_data(nodes, ["start.done boss", "boss.approved a", "a.done b", "start.done c"]), cast)
    assert {step.node.id: step.approved for step in cast.steps} == {
        "boss": False,
        "a": True,
        "b": True,
        "c": False,
    }
    assert log.human_minutes == 2.0


def test_a_human_who_is_passed_over_approves_nothing() -> None:
    nodes = [make_input(), {"id": "boss", "kind": "human", "when": "false"}, make_agent("a", "x")]
    cast = Cast()
    run(make_data(nodes, ["start.done boss", "boss.approved a"]), cast)
    assert [step.approved for step in cast.steps] == [False]


def test_a_check_decides_on_rules_and_schemas() -> None:
    check = {"id": "c", "kind": "check", "rules": ["message != ''"], "schema": {"message": {"maxLength": 5}}}
    data = make_data(
        [make_input(), check, make_output("verdict", "feedback")],
        ["start.done c", "c.pass end", "c.fail end"],
    )
    assert outputs(run(data, message="short")) == {"verdict": "pass", "feedback": ""}
    assert "This must hold" in outputs(run(data, message=""))["feedback"]
    assert "schema" in outputs(run(data, message="too long"))["feedback"]


def test_a_rule_about_a_value_that_has_not_arrived_fails() -> None:
    check = {"id": "c", "kind": "check", "on": ["policy"], "rules": ["policy != ''"]}
    data = make_data(
        [make_input("message", "policy"), check, make_output("feedback")], ["start.message c", "c.fail end"]
    )
    assert "has not arrived" in outputs(run(data))["feedback"]


def test_neutral_checks_let_everything_pass() -> None:
    from sandbox.drivers.simulation import simulate

    data = make_data(
        [make_input(), {"id": "c", "kind": "check", "rules": ["false"]}, make_output("message")],
        ["start.done c", "c.pass end"],
    )
    program, values = make_program(data), make_values(message="x")
    assert simulate(program, values, Cast()).status == "stopped"
    assert simulate(program, values, Cast(), neutral_checks=True).status == "delivered"


def test_set_computes_and_renames() -> None:
    node = {"id": "s", "kind": "set", "values": {"subject": "message", "length": "double(size(message))"}}
    data = make_data([make_input(), node, make_output("subject", "length")], ["start.done s", "s.done end"])
    assert outputs(run(data)) == {"subject": "hello", "length": 5.0}


def test_set_that_cannot_be_worked_out_leaves_by_error() -> None:
    node = {"id": "s", "kind": "set", "values": {"x": "message.eur * 2.0"}}
    data = make_data([make_input(), node, make_output("message")], ["start.done s", "s.error end"])
    assert outputs(run(data)) == {"message": "hello"}


def test_incidents_and_effects_are_noted_even_when_the_step_fails() -> None:
    result = make_failure("timeout", incidents=("no-gifts",), effect=True)
    log = run(
        make_data([make_input(), {"id": "p", "kind": "tool", "tool": "pay"}], ["start.done p"]),
        Cast(p=result),
    )
    assert log.incidents == ("no-gifts",)
    assert [effect.tool for effect in log.effects] == ["pay"]
    assert {"incident", "effect_done"} <= set(types(log))


def test_a_lean_log_has_the_same_totals_and_few_events() -> None:
    from sandbox.drivers.simulation import simulate

    program, values = (
        make_program(make_chain(make_agent("a", "x"), make_agent("b", "reply"))),
        make_values(message="m"),
    )
    full, lean = simulate(program, values, Cast()), simulate(program, values, Cast(), lean=True)
    assert [event.type for event in lean.events] == ["run_finished"]
    assert (full.outputs, full.cost, full.seconds, full.ports) == (
        lean.outputs,
        lean.cost,
        lean.seconds,
        lean.ports,
    )


def test_a_step_that_nobody_asked_for_changes_nothing() -> None:
    scheduler = Scheduler(make_program(make_chain(make_agent("a", "reply"))))
    (step,) = scheduler.start(make_values(message="m"))
    assert scheduler.finish(99, StepResult(), 1.0) == []
    scheduler.finish(step.id, make_result(reply="x"), 1.0)
    assert scheduler.finished and scheduler.status == "delivered"
    before = log_bytes(scheduler.log().events)
    assert scheduler.finish(step.id, make_result(reply="y"), 2.0) == []
    assert log_bytes(scheduler.log().events) == before
