"""The log says what happened, and never what the policy redacts."""

from __future__ import annotations

import json

from sandbox.drivers.simulation import simulate
from sandbox.engine.event import Event, canonical, log_bytes, rounded
from sandbox.step import StepResult
from sandbox.value import Value
from tests.sandbox.engine.make import Cast, make_failure, make_program, make_result, make_values, run
from tests.workflow.make import make_agent, make_chain, make_data, make_input, make_inside, make_output


def test_a_log_is_canonical_json_lines() -> None:
    log = run(make_chain(make_agent("a", "reply")))
    lines = log_bytes(log.events).decode().splitlines()
    assert [json.loads(line)["seq"] for line in lines] == list(range(len(lines)))
    assert lines[0] == (
        '{"at":0.0,"data":{"values":{"message":"hello"}},"node":null,"path":[],"seq":0,"type":"run_started"}'
    )


def test_the_end_tells_status_totals_and_values() -> None:
    last = run(make_chain(make_agent("a", "reply"))).events[-1]
    assert last.data["status"] == "delivered"
    assert last.data["values"] == {"reply": "reply by a"}
    assert (last.data["seconds"], last.data["cost"]) == (1.0, 0.01)


def test_numbers_are_rounded_to_six_places() -> None:
    event = Event(
        0,
        0.1 + 0.2,
        "step_finished",
        "a",
        (("m", 1),),
        {"x": (1 / 3, {"y": -0.0000001}), "s": {"b", "a"}},
    )
    assert event.as_dict() == {
        "seq": 0,
        "at": 0.3,
        "type": "step_finished",
        "node": "a",
        "path": [["m", 1]],
        "data": {"x": [0.333333, {"y": 0.0}], "s": ["a", "b"]},
    }
    assert str(rounded(-0.0000001)) == "0.0"


def test_text_that_cannot_be_encoded_does_not_break_the_log() -> None:
    assert canonical({"a": "\ud800"}) == b'{"a":"?"}\n'


def test_redacted_values_never_enter_the_log() -> None:
    data = make_chain(make_agent("a", "reply")) | {"policy": {"redact": ["personal"]}}
    secret = Value(
        "message",
        {"name": "Ann Archer", "lines": ["12 Rose Lane", 3.0]},
        labels=frozenset({"personal"}),
    )
    result = StepResult(
        values={"reply": Value("reply", "Dear Ann Archer")},
        detail={"prompt": "Write to Ann Archer of 12 Rose Lane", "tools": ["x", 1.0]},
    )
    log = simulate(make_program(data), {"message": secret}, Cast(a=result))
    text = log_bytes(log.events).decode()
    assert "Ann Archer" not in text and "Rose Lane" not in text
    assert "Dear [redacted]" in text
    assert log.outputs["reply"].data == "Dear Ann Archer"


def test_what_a_step_makes_is_redacted_in_its_own_detail_too() -> None:
    data = make_chain(make_agent("a", "reply")) | {"policy": {"redact": ["personal"]}}
    said = 'Dear "Ann Archer",\nall is wéll.'
    made = {"reply": Value("reply", said, labels=frozenset({"personal"}))}
    for result in (
        StepResult(values=made, detail={"answer": json.dumps({"reply": said})}),
        StepResult(values=made, detail={"answer": json.dumps({"reply": said}, ensure_ascii=False)}),
        StepResult(status="error", values=made, detail={"answer": said}),
    ):
        log = simulate(make_program(data), make_values(message="hello"), Cast(a=result))
        assert "Archer" not in log_bytes(log.events).decode()


def test_what_failed_in_a_container_that_was_given_up_is_told_as_failed() -> None:
    inside = make_inside([make_agent("slow", "reply"), make_agent("costly", "amount")])
    loop = {"id": "turns", "kind": "loop", "until": "true", "max": 1, "inside": inside}
    data = make_data(
        [make_input(), loop | {"budget": {"cost": 0.1}}, make_output("message")],
        ["start.done turns", "turns.exhausted end"],
    )
    cast = Cast(costly=make_result(amount=1.0, cost=0.5), slow=make_failure("timeout", seconds=2.0))
    data["nodes"].append({"id": "wait", "kind": "human"})
    data["edges"] += [{"from": "start.done", "to": "wait.in"}]
    cast.scripts["wait"] = make_result(seconds=9.0, port="approved")
    slow = [event for event in run(data, cast).events if event.node == "slow"][-1]
    assert (slow.type, slow.data["port"], slow.data["status"]) == ("step_finished", None, "timeout")


def test_the_end_is_the_last_thing_told_even_where_a_budget_brings_it_about() -> None:
    loop = {"id": "turns", "kind": "loop", "until": "true", "max": 1, "budget": {"cost": 0.1}}
    loop["inside"] = make_inside([make_agent("costly", "amount")])
    data = make_data([make_input(), loop, make_output("message")], ["start.done turns", "turns.done end"])
    log = run(data, Cast(costly=make_result(amount=1.0, cost=0.5)))
    assert "exhausted" in log.reason
    assert [event.type for event in log.events[-3:]] == ["step_finished", "step_failed", "run_finished"]
    assert log.events[-1].data["cost"] == log.cost == 0.5


def test_audited_kinds_note_what_they_were_given() -> None:
    data = make_chain(make_agent("a", "reply")) | {"policy": {"audit": ["agent"]}}
    log = simulate(make_program(data), make_values(message="hello"), Cast())
    started = next(event for event in log.events if event.type == "step_started")
    assert started.data["values"] == {"message": "hello"}
