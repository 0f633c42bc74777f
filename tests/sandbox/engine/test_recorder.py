"""The log says what happened, and never what the policy redacts."""

from __future__ import annotations

import json

from sandbox.drivers.simulation import simulate
from sandbox.engine.event import Event, canonical, log_bytes, rounded
from sandbox.step import StepResult
from sandbox.value import Value
from tests.sandbox.engine.make import Cast, make_program, make_values, run
from tests.workflow.make import make_agent, make_chain


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


def test_audited_kinds_note_what_they_were_given() -> None:
    data = make_chain(make_agent("a", "reply")) | {"policy": {"audit": ["agent"]}}
    log = simulate(make_program(data), make_values(message="hello"), Cast())
    started = next(event for event in log.events if event.type == "step_started")
    assert started.data["values"] == {"message": "hello"}
