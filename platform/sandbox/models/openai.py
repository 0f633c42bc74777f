"""Any OpenAI-compatible endpoint, by the `openai` client: the only module that imports it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import openai

from sandbox.models.estimate import estimate_tokens
from sandbox.models.explain import explain, read_cost
from sandbox.models.protocol import (
    Allowance,
    Message,
    ModelError,
    OnText,
    Reply,
    Request,
    ToolCall,
    ToolSpec,
    Trouble,
)

Structured = Literal["json_schema", "json_object", "text"]


@dataclass(frozen=True, slots=True)
class Price:
    """Euros for a million tokens, in and out."""

    input: float = 0.0
    output: float = 0.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the models are. `models` maps our tiers to the provider's names, `prices` likewise. `structured`
    is the best way of asking for JSON that the endpoint knows; `usage_in_stream` whether it tells usage when
    streaming. Where the endpoint tells the cost of an answer, `euros_per_cost` turns it into euros, and the
    prices are not asked."""

    base_url: str
    api_key: str
    models: Mapping[str, str]
    prices: Mapping[str, Price] = field(default_factory=dict)
    structured: Structured = "json_schema"
    usage_in_stream: bool = True
    temperature: float | None = None
    euros_per_cost: float = 1.0


class OpenAIModel:
    """Answers requests from an endpoint. Never tries again by itself: retries belong to the document."""

    def __init__(self, endpoint: Endpoint, allowance: Allowance | None = None) -> None:
        self.endpoint = endpoint
        self.allowance = allowance or Allowance()
        self._client = openai.AsyncOpenAI(
            base_url=endpoint.base_url, api_key=endpoint.api_key or "none", max_retries=0
        )

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    async def chat(self, request: Request, on_text: OnText | None = None) -> Reply:
        """One call; whatever goes wrong on the way is a `ModelError`."""
        self.allowance.check()
        settings = self._settings(request)
        try:
            if on_text is None:
                collected = _whole(await self._client.chat.completions.create(**settings))
            else:
                collected = await self._stream(settings, on_text)
        except openai.OpenAIError as error:
            raise explain(error) from None
        except (ValueError, TypeError, AttributeError, KeyError, IndexError):
            message = "The endpoint's answer could not be read."
            raise ModelError("error", message, reason="unreadable") from None
        return self._reply(request, collected)

    def _settings(self, request: Request) -> dict[str, Any]:
        endpoint = self.endpoint
        if request.tier not in endpoint.models:
            message = f"The endpoint has no model for the tier '{request.tier}'."
            raise ModelError("error", message, reason="not_offered")
        settings: dict[str, Any] = {
            "model": endpoint.models[request.tier],
            "messages": [_message(message) for message in request.messages],
            "max_tokens": self.allowance.room(request.max_tokens),
            "timeout": request.timeout,
        }
        if endpoint.temperature is not None:
            settings["temperature"] = endpoint.temperature
        if request.tools:
            settings["tools"] = [_tool(tool) for tool in request.tools]
        if request.schema is not None and endpoint.structured == "json_schema":
            settings["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "values", "strict": True, "schema": dict(request.schema)},
            }
        elif request.schema is not None and endpoint.structured == "json_object":
            settings["response_format"] = {"type": "json_object"}
        return settings

    async def _stream(self, settings: dict[str, Any], on_text: OnText) -> _Collected:
        collected = _Collected()
        if self.endpoint.usage_in_stream:
            settings = {**settings, "stream_options": {"include_usage": True}}
        stream = await self._client.chat.completions.create(**settings, stream=True)
        async with stream:
            try:
                async for chunk in stream:
                    collected.add(chunk, on_text)
            except openai.APIStatusError:
                raise
            except Exception:  # whatever the transport raises in the middle: what came so far is no answer
                collected.broke_off()
        return collected

    def _reply(self, request: Request, collected: _Collected) -> Reply:
        """The answer with its cost; an answer that was cut off or refused is an error that costs all the
        same."""
        tokens_in, tokens_out = collected.usage or (
            sum(estimate_tokens(message.text) for message in request.messages),
            estimate_tokens(collected.text + "".join(call.arguments for call in collected.calls())),
        )
        cost = self._cost(request.tier, tokens_in, tokens_out, collected.cost)
        self.allowance.charge(tokens_in + tokens_out, cost)
        trouble = collected.trouble()
        if trouble is not None:
            raise ModelError("error", trouble[1], 0.0, tokens_in, tokens_out, cost, reason=trouble[0])
        return Reply(collected.text, collected.calls(), tokens_in, tokens_out, cost, collected.model)

    def _cost(self, tier: str, tokens_in: int, tokens_out: int, told: float | None) -> float:
        """Euros of one call: what the endpoint told, else by the operator's prices."""
        if told is not None:
            return told * self.endpoint.euros_per_cost
        price = self.endpoint.prices.get(tier, Price())
        return (tokens_in * price.input + tokens_out * price.output) / 1_000_000


class _Collected:
    """An answer as it comes together, at once or piece by piece."""

    def __init__(self) -> None:
        self.text = ""
        self.model = ""
        self.finish: str | None = None
        self.refusal = ""
        self.usage: tuple[int, int] | None = None
        self.cost: float | None = None
        self.answered = False
        self._broken = False
        self._calls: dict[int, list[str]] = {}

    def add(self, chunk: Any, on_text: OnText) -> None:
        """Take in one piece of a stream."""
        self.note(chunk)
        for choice in chunk.choices or []:
            self.answered = True
            self.finish = choice.finish_reason or self.finish
            delta = choice.delta
            if delta.content:
                self.text += delta.content
                on_text(delta.content)
            self.refusal += delta.refusal or ""
            for call in delta.tool_calls or []:
                parts = self._calls.setdefault(call.index, ["", "", ""])
                parts[0] = call.id or parts[0]
                if call.function is not None:
                    parts[1] += call.function.name or ""
                    parts[2] += call.function.arguments or ""

    def note(self, answer: Any) -> None:
        """Take in model and usage, where they are told."""
        self.model = answer.model or self.model
        usage = answer.usage
        if usage is not None and usage.prompt_tokens is not None and usage.completion_tokens is not None:
            self.usage = (int(usage.prompt_tokens), int(usage.completion_tokens))
            self.cost = read_cost(usage)

    def broke_off(self) -> None:
        """Note that the connection ended in the middle."""
        self._broken = True

    def call(self, at: int, call_id: str, name: str, arguments: str) -> None:
        """Take in one whole call of a tool."""
        self._calls[at] = [call_id, name, arguments]

    def calls(self) -> tuple[ToolCall, ...]:
        """The tools that the model wants called, in order."""
        return tuple(ToolCall(*self._calls[at]) for at in sorted(self._calls))

    def trouble(self) -> tuple[Trouble, str] | None:
        """What is wrong with the answer, in a word and in a sentence; None where it is whole."""
        if self._broken or (self.answered and self.finish is None):
            return "broken_stream", "The answer broke off."
        if not self.answered:
            return "no_answer", "The endpoint answered without an answer."
        if self.finish == "content_filter":
            return "content_filter", "The provider's filter refused to answer."
        if self.refusal:
            return "refusal", "The model refused to answer."
        if self.finish == "length":
            return "length", "The answer was cut off at the limit of tokens."
        return None


def _whole(answer: Any) -> _Collected:
    collected = _Collected()
    collected.note(answer)
    for choice in answer.choices[:1]:
        collected.answered = True
        collected.finish = choice.finish_reason or "stop"
        collected.text = choice.message.content or ""
        collected.refusal = choice.message.refusal or ""
        for at, call in enumerate(choice.message.tool_calls or []):
            collected.call(at, call.id, call.function.name, call.function.arguments or "")
    return collected


def _message(message: Message) -> dict[str, Any]:
    if message.role == "tool":
        return {"role": "tool", "content": message.text, "tool_call_id": message.call_id}
    plain: dict[str, Any] = {"role": message.role, "content": message.text}
    if message.calls:
        plain["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
            for call in message.calls
        ]
    return plain


def _tool(tool: ToolSpec) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)}
    return {"type": "function", "function": function}
