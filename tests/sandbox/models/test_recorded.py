"""Answers that are kept: replayed without a network, and asked anew only where the request changed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sandbox.models.openai import OpenAIModel
from sandbox.models.protocol import Message, ModelError, Reply, Request, ToolCall, ToolSpec
from sandbox.models.recorded import RecordedModel, RecordingModel, read_calls, request_hash
from sandbox.models.scripted import ScriptedModel
from tests.sandbox.models.make import answer, fail, serve

ASK = Request("small", (Message("user", "Sort this."),), {"type": "object"})
OTHER = replace(ASK, messages=(Message("user", "Sort that."),))


async def test_what_a_server_answered_is_answered_again_without_it() -> None:
    with serve(answer({"intent": "refund"})) as server:
        model = OpenAIModel(server.endpoint())
        recording = RecordingModel(model)
        said = await recording.chat(ASK)
        await model.close()
    calls = read_calls(json.loads(json.dumps([call.as_dict() for call in recording.calls])))
    pieces: list[str] = []
    assert await RecordedModel(calls).chat(ASK, pieces.append) == said
    assert pieces == [said.text]


async def test_trouble_is_kept_with_its_reason_and_comes_in_its_turn() -> None:
    with serve(fail(429, headers={"retry-after": "3"}), answer({"intent": "refund"})) as server:
        model = OpenAIModel(server.endpoint())
        recording = RecordingModel(model)
        with pytest.raises(ModelError):
            await recording.chat(ASK)
        await recording.chat(ASK)
        await model.close()
    recorded = RecordedModel(read_calls([call.as_dict() for call in recording.calls]))
    with pytest.raises(ModelError) as caught:
        await recorded.chat(ASK)
    assert (caught.value.reason, caught.value.http_status, caught.value.retry_after) == ("rate_limit", 429, 3)
    assert (await recorded.chat(ASK)).text == '{"intent": "refund"}'


async def test_a_request_that_was_not_recorded_is_named() -> None:
    recording = RecordingModel(ScriptedModel(["yes"]))
    await recording.chat(ASK)
    recorded = RecordedModel(recording.calls)
    with pytest.raises(ModelError) as caught:
        await recorded.chat(OTHER)
    assert caught.value.reason == "not_recorded"
    assert "Sort that." in caught.value.message
    assert request_hash(OTHER) in caught.value.message
    assert recorded.missing == [OTHER]


async def test_a_changed_document_asks_anew_only_what_changed() -> None:
    recording = RecordingModel(ScriptedModel(["first"]))
    await recording.chat(ASK)
    behind = ScriptedModel(["second"])
    recorded = RecordedModel(recording.calls, behind)
    assert (await recorded.chat(ASK)).text == "first"
    assert (await recorded.chat(OTHER)).text == "second"
    assert behind.requests == [OTHER]


async def test_calls_of_tools_are_kept() -> None:
    wish = Reply("", (ToolCall("t1", "orders", '{"message": "x"}'),), 10, 5, 0.01, "m")
    recording = RecordingModel(ScriptedModel([wish]))
    await recording.chat(ASK)
    assert await RecordedModel(read_calls([recording.calls[0].as_dict()])).chat(ASK) == wish


@pytest.mark.parametrize(
    "change",
    [
        {"tier": "large"},
        {"schema": None},
        {"tools": (ToolSpec("orders", "Looks up"),)},
        {"max_tokens": 5},
        {"messages": (Message("system", "Sort this."),)},
    ],
)
def test_every_part_of_a_request_that_matters_is_in_its_hash(change: dict[str, object]) -> None:
    assert request_hash(replace(ASK, **change)) != request_hash(ASK)  # type: ignore[arg-type]


def test_the_time_a_request_may_take_does_not_matter() -> None:
    assert request_hash(replace(ASK, timeout=1.0)) == request_hash(ASK)
