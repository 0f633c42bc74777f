"""The client against a real server: answers are answers, and everything else is an event."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.models.openai import OpenAIModel
from sandbox.models.protocol import Allowance, Message, ModelError, Reply, Request, ToolSpec
from tests.sandbox.models.make import (
    Behaviour,
    answer,
    break_off,
    call_tool,
    completion,
    fail,
    hang_up,
    send,
    serve,
    sleep,
)

SCHEMA = {"type": "object", "properties": {"intent": {"type": "string"}}, "required": ["intent"]}


def ask(**changes: Any) -> Request:
    settings: dict[str, Any] = {
        "tier": "large",
        "messages": (Message("user", "Sort this."),),
        "schema": SCHEMA,
    }
    return Request(**(settings | changes))


async def chat(
    *script: Behaviour,
    request: Request | None = None,
    streamed: bool = False,
    allowance: Allowance | None = None,
    **endpoint: Any,
) -> tuple[Reply, list[dict[str, Any]], list[str]]:
    pieces: list[str] = []
    with serve(*script) as server:
        model = OpenAIModel(server.endpoint(**endpoint), allowance)
        try:
            reply = await model.chat(request or ask(), pieces.append if streamed else None)
        finally:
            await model.close()
        return reply, server.requests, pieces


async def error_of(*script: Behaviour, **rest: Any) -> ModelError:
    with pytest.raises(ModelError) as caught:
        await chat(*script, **rest)
    return caught.value


async def test_an_answer_comes_with_usage_and_cost() -> None:
    reply, requests, _ = await chat(answer({"intent": "refund"}))
    assert reply == Reply('{"intent": "refund"}', (), 100, 50, 0.0002, "big-1-0525")
    (request,) = requests
    assert (request["path"], request["key"], request["model"]) == (
        "/v1/chat/completions",
        "Bearer test-key",
        "big-1",
    )
    assert request["response_format"]["json_schema"]["schema"] == SCHEMA
    assert request["messages"] == [{"role": "user", "content": "Sort this."}]


async def test_a_streamed_answer_is_passed_on_in_pieces() -> None:
    reply, requests, pieces = await chat(answer({"intent": "refund"}), streamed=True)
    assert "".join(pieces) == reply.text == '{"intent": "refund"}'
    assert len(pieces) > 2
    assert (reply.input_tokens, reply.output_tokens) == (100, 50)
    assert requests[0]["stream"] is True


async def test_usage_that_is_not_told_is_estimated() -> None:
    reply, requests, _ = await chat(answer({"intent": "refund"}), streamed=True, usage_in_stream=False)
    assert "stream_options" not in requests[0]
    assert reply.input_tokens >= 2
    assert reply.output_tokens >= 4
    assert reply.cost > 0


@pytest.mark.parametrize("streamed", [False, True])
async def test_a_call_of_a_tool_is_understood(streamed: bool) -> None:
    request = ask(tools=(ToolSpec("orders", "Looks up an order"),))
    reply, requests, _ = await chat(
        call_tool("orders", '{"message": "x"}'),
        request=request,
        streamed=streamed,
    )
    (call,) = reply.calls
    assert (call.id, call.name, call.arguments) == ("t1", "orders", '{"message": "x"}')
    assert requests[0]["tools"][0]["function"]["name"] == "orders"


async def test_a_conversation_with_tools_is_sent_as_the_protocol_wants_it() -> None:
    first, _, _ = await chat(call_tool("orders", "{}"))
    messages = (
        Message("user", "x"),
        Message("assistant", "", first.calls),
        Message("tool", '{"order": 1}', call_id="t1"),
    )
    _, requests, _ = await chat(answer({"intent": "refund"}), request=ask(messages=messages))
    sent = requests[0]["messages"]
    assert sent[1]["tool_calls"] == [
        {"id": "t1", "type": "function", "function": {"name": "orders", "arguments": "{}"}}
    ]
    assert sent[2] == {"role": "tool", "content": '{"order": 1}', "tool_call_id": "t1"}


@pytest.mark.parametrize(("structured", "sent"), [("json_object", {"type": "json_object"}), ("text", None)])
async def test_endpoints_that_know_no_schema_are_asked_otherwise(structured: Any, sent: Any) -> None:
    _, requests, _ = await chat(answer({"intent": "refund"}), structured=structured, temperature=0.0)
    assert requests[0].get("response_format") == sent
    assert requests[0]["temperature"] == 0.0


@pytest.mark.parametrize(
    ("behaviour", "status", "words"),
    [
        (fail(500), "error", "status 500"),
        (fail(400), "error", "status 400"),
        (fail(404), "error", "status 404"),
        (fail(401), "error", "refused the key"),
        (fail(403), "error", "refused the key"),
        (fail(429), "rate_limited", "too many requests"),
        (fail(429, "insufficient_quota"), "exhausted", "quota"),
        (hang_up(), "error", "could not be reached"),
        (sleep(1.0), "timeout", "in time"),
        (send(200, b"<html>"), "error", "could not be read"),
        (send(200, b'{"choices": '), "error", "could not be read"),
        (send(200, {}), "error", "could not be read"),
        (send(200, {"choices": []}), "error", "without an answer"),
        (send(200, {"choices": [{"message": None}]}), "error", "could not be read"),
        (send(200, []), "error", "could not be read"),
        (answer("{", finish="length"), "error", "cut off"),
        (answer("", finish="content_filter"), "error", "refused"),
        (send(200, completion(None, refusal="I will not.")), "error", "refused"),
    ],
)
async def test_trouble_is_an_event_with_a_reason(behaviour: Behaviour, status: str, words: str) -> None:
    error = await error_of(behaviour, request=ask(timeout=0.3))
    assert error.status == status
    assert words in error.message
    assert "test-key" not in error.message


async def test_a_stream_that_breaks_off_is_no_answer() -> None:
    error = await error_of(break_off(), streamed=True)
    assert error.status == "error"
    assert error.output_tokens > 0


async def test_a_streamed_refusal_is_no_answer() -> None:
    from tests.sandbox.models.make import chunk

    def refuse(handler: Any, body: Any) -> None:
        handler.send_stream([chunk({"refusal": "No."}), chunk({}, "stop")])

    assert "refused" in (await error_of(refuse, streamed=True)).message


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0.5", 0.5), ("soon", 0.0), ("-1", 0.0), ("999999", 0.0)],
)
async def test_the_time_to_wait_is_read_from_the_answer(header: str, seconds: float) -> None:
    error = await error_of(fail(429, headers={"retry-after": header}))
    assert error.retry_after == seconds


async def test_the_client_does_not_try_again_by_itself() -> None:
    with serve(fail(500), answer({"intent": "refund"})) as server:
        model = OpenAIModel(server.endpoint())
        with pytest.raises(ModelError):
            await model.chat(ask())
        await model.close()
        assert len(server.requests) == 1


async def test_a_tier_without_a_model_is_told() -> None:
    error = await error_of(answer({}), models={})
    assert "no model for the tier 'large'" in error.message


async def test_a_cut_off_answer_costs_all_the_same() -> None:
    allowance = Allowance(tokens=10_000)
    error = await error_of(answer("{", finish="length"), allowance=allowance)
    assert (error.input_tokens, error.output_tokens, allowance.used_tokens) == (100, 50, 150)


async def test_limits_on_tokens_and_cost_end_the_calls() -> None:
    for allowance in (Allowance(tokens=150), Allowance(cost=0.0001)):
        with serve(answer({"intent": "refund"})) as server:
            model = OpenAIModel(server.endpoint(), allowance)
            await model.chat(ask())
            with pytest.raises(ModelError) as caught:
                await model.chat(ask())
            await model.close()
            assert caught.value.status == "exhausted"
            assert len(server.requests) == 1


async def test_an_answer_gets_no_more_tokens_than_are_left() -> None:
    _, requests, _ = await chat(answer({"intent": "refund"}), allowance=Allowance(tokens=70))
    assert requests[0]["max_tokens"] == 70
