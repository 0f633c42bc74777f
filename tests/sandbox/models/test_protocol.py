"""The scripted model keeps to its script."""

from __future__ import annotations

import pytest

from sandbox.models.protocol import Message, ModelError, Request
from sandbox.models.scripted import ScriptedModel

ASK = Request("small", (Message("user", "Hello there"),))


async def test_a_script_is_gone_through_and_ends() -> None:
    model = ScriptedModel([{"a": 1}, "text", ModelError("timeout", "late")])
    pieces: list[str] = []
    assert (await model.chat(ASK, pieces.append)).text == '{"a": 1}' == "".join(pieces)
    assert (await model.chat(ASK)).text == "text"
    for status in ("timeout", "error"):
        with pytest.raises(ModelError) as caught:
            await model.chat(ASK)
        assert caught.value.status == status
    assert len(model.requests) == 4


async def test_a_script_may_be_a_function_of_the_request() -> None:
    reply = await ScriptedModel(lambda request: request.tier).chat(ASK)
    assert (reply.text, reply.model) == ("small", "scripted")
    assert reply.input_tokens >= 2
