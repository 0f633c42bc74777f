"""Whatever an endpoint does wrong is a failed step with its reason, tried again as the document says, and
never an answer."""

from __future__ import annotations

import json
import socket
from typing import Any

import pytest

from sandbox.drivers.live import run_live
from sandbox.drivers.replay import replay
from sandbox.engine.event import log_bytes
from sandbox.engine.log import RunLog
from sandbox.models.explain import read_wait
from sandbox.models.openai import OpenAIModel
from sandbox.models.performer import LivePerformer
from tests.sandbox.engine.make import make_program, make_values, outputs
from tests.sandbox.models.make import (
    Behaviour,
    Handler,
    Server,
    answer,
    break_off,
    chunk,
    completion,
    fail,
    hang_up,
    make_scenario,
    send,
    serve,
    sleep,
)
from tests.sandbox.models.test_performer import Helpers
from tests.workflow.make import make_agent, make_chain

RIGHT = answer({"intent": "refund"})


def cut_stream(handler: Handler, body: dict[str, Any]) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("content-type", "text/event-stream")
    handler.send_header("content-length", "5000")
    handler.end_headers()
    handler.wfile.write(b"data: " + json.dumps(chunk({"content": '{"intent":'})).encode() + b"\n\n")
    handler.close_connection = True


def document(**limits: Any) -> dict[str, Any]:
    return make_chain(make_agent("a", "intent", instructions="Sort {{message}}", timeout=0.4) | limits)


async def run_against(server: Server, data: dict[str, Any], streamed: bool) -> RunLog:
    model = OpenAIModel(server.endpoint())
    helpers = Helpers()
    told = (lambda step, text: None) if streamed else None
    performer = LivePerformer(model, make_scenario(), helpers.call_tool, helpers.ask_human, told)
    try:
        return await run_live(make_program(data), make_values(message="hello"), performer)
    finally:
        await model.close()


TROUBLES: list[tuple[str, Behaviour, bool, str, str, int]] = [
    ("401", fail(401), False, "error", "refused_key", 401),
    ("403", fail(403), False, "error", "refused_key", 403),
    ("404", fail(404), False, "error", "not_found", 404),
    ("400", fail(400), False, "error", "bad_request", 400),
    ("429", fail(429, headers={"retry-after": "0.01"}), False, "rate_limited", "rate_limit", 429),
    ("429 for good", fail(429, "insufficient_quota"), False, "exhausted", "quota", 429),
    ("500", fail(500), False, "error", "server_error", 500),
    ("503", fail(503), False, "error", "server_error", 503),
    ("504", fail(504), False, "timeout", "timeout", 504),
    ("500, streamed", fail(500), True, "error", "server_error", 500),
    ("hung up on", hang_up(), False, "error", "unreachable", 0),
    ("a stream without an end", break_off(), True, "error", "broken_stream", 0),
    ("a stream cut in the middle", cut_stream, True, "error", "broken_stream", 0),
    ("half an answer in JSON", send(200, b'{"choices": ['), False, "error", "unreadable", 0),
    ("a page instead of an answer", send(200, b"<html>busy</html>"), False, "error", "unreadable", 0),
    ("no choice", send(200, {"choices": []}), False, "error", "no_answer", 0),
    ("a refusal", send(200, completion(None, refusal="I will not.")), False, "error", "refusal", 0),
    ("a filter", answer("", finish="content_filter"), False, "error", "content_filter", 0),
    ("cut at the limit", answer('{"intent', finish="length"), False, "error", "length", 0),
    ("words instead of JSON", answer("It is a refund."), False, "error", "invalid_answer", 0),
    ("another shape", answer({"intent": "joy"}), False, "error", "invalid_answer", 0),
]


@pytest.mark.parametrize(
    ("behaviour", "streamed", "status", "reason", "http_status"),
    [each[1:] for each in TROUBLES],
    ids=[each[0] for each in TROUBLES],
)
async def test_trouble_is_a_failed_step_with_its_reason(
    behaviour: Behaviour, streamed: bool, status: str, reason: str, http_status: int
) -> None:
    with serve(behaviour) as server:
        log = await run_against(server, document(), streamed)
    (failed,) = [event for event in log.events if event.type == "step_failed"]
    assert (failed.data["status"], failed.data["final"]) == (status, True)
    assert failed.data["detail"]["trouble"].get("http_status", 0) == http_status
    assert failed.data["detail"]["trouble"]["reason"] == reason
    assert failed.data["message"]
    assert (log.status, outputs(log)) == ("failed", {})
    assert "test-key" not in log_bytes(log.events).decode()
    assert log_bytes(replay(make_program(document()), log.events).events) == log_bytes(log.events)


@pytest.mark.parametrize(
    ("behaviour", "streamed", "status"),
    [(each[1], each[2], each[3]) for each in TROUBLES if each[3] != "exhausted"],
    ids=[each[0] for each in TROUBLES if each[3] != "exhausted"],
)
async def test_the_documents_own_rule_says_whether_it_is_tried_again(
    behaviour: Behaviour, streamed: bool, status: str
) -> None:
    data = document(retry={"max": 1, "on": [status], "wait": 0.01})
    with serve(behaviour, RIGHT) as server:
        log = await run_against(server, data, streamed)
        assert len(server.requests) == 2
    assert outputs(log) == {"intent": "refund"}
    other = "timeout" if status != "timeout" else "error"
    with serve(behaviour, RIGHT) as server:
        log = await run_against(server, document(retry={"max": 1, "on": [other]}), streamed)
        assert len(server.requests) == 1
    assert log.status == "failed"


async def test_no_answer_in_time_is_a_time_out() -> None:
    with serve(sleep(0.8), RIGHT) as server:
        log = await run_against(server, document(), False)
    (failed,) = [event for event in log.events if event.type == "step_failed"]
    assert failed.data["status"] == "timeout"


async def test_a_refused_connection_is_told_as_such() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    with serve(RIGHT) as server:
        server.url = address
        log = await run_against(server, document(), False)
    (failed,) = [event for event in log.events if event.type == "step_failed"]
    assert failed.data["detail"]["trouble"] == {"reason": "unreachable"}


def test_the_wait_that_a_date_asks_for_is_counted_from_the_answers_own_date() -> None:
    headers = {"retry-after": "Mon, 02 Mar 2026 12:00:30 GMT", "date": "Mon, 02 Mar 2026 12:00:00 GMT"}
    assert read_wait(headers) == 30.0
    assert read_wait({"retry-after": headers["retry-after"]}) == 0.0


async def test_what_the_endpoint_says_a_call_cost_counts_before_the_prices() -> None:
    told = completion({"intent": "refund"})
    told["usage"]["cost"] = 0.25
    with serve(send(200, told)) as server:
        log = await run_against(server, document(), False)
    assert log.cost == 0.25
    with serve(RIGHT) as server:
        log = await run_against(server, document(), False)
    assert log.cost == pytest.approx(0.0002)
