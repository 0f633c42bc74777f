"""Models whose answers are kept: one that notes every call, and one that answers from such notes.

A request is known by its hash, so a changed document asks anew only what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sandbox.engine.event import canonical
from sandbox.models.protocol import ChatModel, Message, ModelError, OnText, Reply, Request, ToolCall


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it went: what was asked (by hash and in plain data) and what came, an answer or trouble."""

    hash: str
    request: Mapping[str, Any]
    reply: Reply | None = None
    error: ModelError | None = None

    def as_dict(self) -> dict[str, Any]:
        """Plain data for a file."""
        plain: dict[str, Any] = {"hash": self.hash, "request": self.request}
        if self.reply is not None:
            plain["reply"] = _plain_reply(self.reply)
        if self.error is not None:
            plain["error"] = _plain_error(self.error)
        return plain


def read_calls(plain: Iterable[Mapping[str, Any]]) -> tuple[Call, ...]:
    """Calls from their plain data; KeyError or TypeError for anything else."""
    return tuple(
        Call(
            each["hash"],
            each["request"],
            _reply_from(each["reply"]) if "reply" in each else None,
            _error_from(each["error"]) if "error" in each else None,
        )
        for each in plain
    )


class RecordingModel:
    """Passes requests on and notes what came of each, trouble included."""

    def __init__(self, model: ChatModel) -> None:
        self.model = model
        self.calls: list[Call] = []

    async def chat(self, request: Request, on_text: OnText | None = None) -> Reply:
        """Ask the model behind; its answer or its trouble is kept."""
        try:
            reply = await self.model.chat(request, on_text)
        except ModelError as error:
            self.calls.append(Call(request_hash(request), plain_request(request), error=error))
            raise
        self.calls.append(Call(request_hash(request), plain_request(request), reply))
        return reply


class RecordedModel:
    """Answers from notes, without a network. The same request asked again gets the next answer that was
    noted for it. What was never noted goes to `model` where one is given, else it is trouble that says which
    request it was; `missing` keeps those."""

    def __init__(self, calls: Iterable[Call], model: ChatModel | None = None) -> None:
        self.model = model
        self.missing: list[Request] = []
        self._notes: dict[str, list[Call]] = {}
        for call in calls:
            self._notes.setdefault(call.hash, []).append(call)

    async def chat(self, request: Request, on_text: OnText | None = None) -> Reply:
        """The noted answer; its trouble where it was trouble."""
        notes = self._notes.get(request_hash(request))
        if not notes:
            return await self._ask_anew(request, on_text)
        call = notes.pop(0)
        if call.error is not None:
            raise call.error
        if call.reply is None:
            raise ModelError("error", "The recording of this request holds no answer.", reason="not_recorded")
        if on_text is not None:
            on_text(call.reply.text)
        return call.reply

    async def _ask_anew(self, request: Request, on_text: OnText | None) -> Reply:
        self.missing.append(request)
        if self.model is not None:
            return await self.model.chat(request, on_text)
        message = f"This request was not recorded: {describe_request(request)}"
        raise ModelError("error", message, reason="not_recorded")


def request_hash(request: Request) -> str:
    """What a request asks, as a short hash; the time that it may take has no part in it."""
    return blake2b(canonical(plain_request(request)), digest_size=12).hexdigest()


def plain_request(request: Request) -> dict[str, Any]:
    """What a request asks, as plain data."""
    plain: dict[str, Any] = {
        "tier": request.tier,
        "messages": [_plain_message(message) for message in request.messages],
        "max_tokens": request.max_tokens,
    }
    if request.schema is not None:
        plain["schema"] = request.schema
    if request.tools:
        plain["tools"] = [
            {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
            for tool in request.tools
        ]
    return plain


def describe_request(request: Request, letters: int = 80) -> str:
    """A request in a line: its hash, its tier and how its last message begins."""
    words = " ".join(request.messages[-1].text.split()) if request.messages else ""
    begins = words if len(words) <= letters else f"{words[: letters - 1]}…"
    return f"{request_hash(request)} ({request.tier}) “{begins}”"


def _plain_message(message: Message) -> dict[str, Any]:
    plain: dict[str, Any] = {"role": message.role, "text": message.text}
    if message.calls:
        plain["calls"] = [[call.id, call.name, call.arguments] for call in message.calls]
    if message.call_id:
        plain["call_id"] = message.call_id
    return plain


def _plain_reply(reply: Reply) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "text": reply.text,
        "tokens": [reply.input_tokens, reply.output_tokens],
        "cost": reply.cost,
        "model": reply.model,
    }
    if reply.calls:
        plain["calls"] = [[call.id, call.name, call.arguments] for call in reply.calls]
    return plain


def _reply_from(plain: Mapping[str, Any]) -> Reply:
    calls = tuple(ToolCall(*each) for each in plain.get("calls", ()))
    tokens_in, tokens_out = plain["tokens"]
    return Reply(plain["text"], calls, tokens_in, tokens_out, plain["cost"], plain["model"])


def _plain_error(error: ModelError) -> dict[str, Any]:
    return {
        "status": error.status,
        "message": error.message,
        "retry_after": error.retry_after,
        "tokens": [error.input_tokens, error.output_tokens],
        "cost": error.cost,
        "reason": error.reason,
        "http_status": error.http_status,
    }


def _error_from(plain: Mapping[str, Any]) -> ModelError:
    tokens_in, tokens_out = plain["tokens"]
    return ModelError(
        plain["status"],
        plain["message"],
        plain["retry_after"],
        tokens_in,
        tokens_out,
        plain["cost"],
        reason=plain["reason"],
        http_status=plain["http_status"],
    )
