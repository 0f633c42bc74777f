"""What a chat model is asked and what it answers, whoever provides it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from sandbox.step import Status

Role = Literal["system", "user", "assistant", "tool"]
OnText = Callable[[str], None]
"""Called with each piece of text as it comes in."""
Trouble = Literal[
    "refused_key",
    "not_found",
    "bad_request",
    "rate_limit",
    "quota",
    "server_error",
    "timeout",
    "unreachable",
    "broken_stream",
    "unreadable",
    "no_answer",
    "refusal",
    "content_filter",
    "length",
    "not_offered",
    "allowance",
    "endless_tools",
    "not_recorded",
    "other",
]
"""Why a model gave no answer: few words, the same for every provider, so that they can be counted."""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A model's wish to call a tool; `arguments` is the JSON text as it came."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation. A tool's answer names the call it belongs to."""

    role: Role
    text: str
    calls: tuple[ToolCall, ...] = ()
    call_id: str = ""


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool that the model may call, with the JSON Schema of its arguments."""

    name: str
    description: str
    parameters: Mapping[str, Any] = field(default_factory=lambda: {"type": "object", "properties": {}})


@dataclass(frozen=True, slots=True)
class Request:
    """One question. `tier` is small, medium or large; `schema` asks for an answer of that shape, as JSON."""

    tier: str
    messages: tuple[Message, ...]
    schema: Mapping[str, Any] | None = None
    tools: tuple[ToolSpec, ...] = ()
    max_tokens: int = 4000
    timeout: float = 60.0


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer, with what it used and cost (euros). `model` is the provider's own name for what
    answered."""

    text: str
    calls: tuple[ToolCall, ...] = ()
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    model: str = ""


class ModelError(Exception):
    """The provider did not answer as asked: an event of the run, never a wrong answer. `reason` says why in a
    word, `http_status` is the answer's (0: there was none). What the failed call used all the same is told,
    so that no cost is lost."""

    def __init__(
        self,
        status: Status,
        message: str,
        retry_after: float = 0.0,
        input_tokens: int = 0,
        output_tokens: int = 0,
        cost: float = 0.0,
        *,
        reason: Trouble = "other",
        http_status: int = 0,
    ) -> None:
        super().__init__(message)
        self.status: Status = status
        self.message = message
        self.retry_after = retry_after
        self.input_tokens = input_tokens
        self.output_tokens = output_tokens
        self.cost = cost
        self.reason: Trouble = reason
        self.http_status = http_status


class ChatModel(Protocol):
    """Anything that answers requests."""

    async def chat(self, request: Request, on_text: OnText | None = None) -> Reply:
        """Answer, or raise `ModelError`. With `on_text` the text is passed on while it comes in."""
        ...


class Allowance:
    """Limits on tokens and cost that several calls share: one run's, or one person's for a day."""

    def __init__(self, tokens: int | None = None, cost: float | None = None) -> None:
        self.tokens = tokens
        self.cost = cost
        self.used_tokens = 0
        self.used_cost = 0.0

    def check(self) -> None:
        """Raise `ModelError` where the allowance is used up."""
        if self.tokens is not None and self.used_tokens >= self.tokens:
            message = f"The limit of {self.tokens} tokens is used up."
            raise ModelError("exhausted", message, reason="allowance")
        if self.cost is not None and self.used_cost >= self.cost:
            message = f"The limit of {self.cost:g} euros is used up."
            raise ModelError("exhausted", message, reason="allowance")

    def room(self, wanted: int) -> int:
        """How many tokens an answer may have, at most `wanted`."""
        return wanted if self.tokens is None else max(1, min(wanted, self.tokens - self.used_tokens))

    def charge(self, tokens: int, cost: float) -> None:
        """Note what a call used."""
        self.used_tokens += tokens
        self.used_cost += cost
