"""The calls of models and tools inside one try of an agent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sandbox.telemetry import names
from sandbox.telemetry.span import Scalar, Span


def chat_spans(
    parent: int, agent: Span, data: Mapping[str, Any], provider: str, with_words: bool
) -> list[Span]:
    """A span for each call of a model that the log tells of, and for each tool that the agent called. A
    simulated agent's work is one call that takes as long as the agent."""
    detail = data.get("detail", {})
    spans = [
        _chat(parent, agent, chat, provider)
        for chat in detail.get("chats") or ({"tokens": data.get("tokens", (0, 0))},)
    ]
    if "trouble" in detail:
        spans[-1].error = agent.error
        spans[-1].attributes[names.ERROR_TYPE] = agent.attributes[names.ERROR_TYPE]
    if "model" in detail and "chats" in detail:
        spans[-1].attributes.setdefault(names.RESPONSE_MODEL, str(detail["model"]))
    if with_words:
        spans[-1].attributes |= _words(detail)
    return spans + [
        _tool(parent, agent, call) for call in (*detail.get("tools", ()), *detail.get("calls", ()))
    ]


def _chat(parent: int, agent: Span, chat: Mapping[str, Any], provider: str) -> Span:
    model = agent.attributes.get(names.REQUEST_MODEL)
    begins = agent.start + float(chat.get("at", 0.0))
    span = Span(f"{names.CHAT} {model}" if model else names.CHAT, parent, begins, "client")
    span.end = begins + float(chat["seconds"]) if "seconds" in chat else agent.end
    tokens = chat.get("tokens", (0, 0))
    span.attributes = {
        names.OPERATION_NAME: names.CHAT,
        names.PROVIDER_NAME: provider,
        names.INPUT_TOKENS: int(tokens[0]),
        names.OUTPUT_TOKENS: int(tokens[1]),
    }
    if model:
        span.attributes[names.REQUEST_MODEL] = model
    if chat.get("model"):
        span.attributes[names.RESPONSE_MODEL] = str(chat["model"])
    return span


def _tool(parent: int, agent: Span, call: Mapping[str, Any]) -> Span:
    """A tool that the agent called; where the log does not say when, from the agent's beginning."""
    begins = agent.start + float(call.get("at", 0.0))
    span = Span(f"{names.EXECUTE_TOOL} {call['tool']}", parent, begins)
    span.end = min(begins + float(call.get("seconds", 0.0)), agent.end or begins)
    span.attributes = {
        names.OPERATION_NAME: names.EXECUTE_TOOL,
        names.TOOL_NAME: str(call["tool"]),
        names.TOOL_TYPE: "function",
    }
    if call.get("status", "ok") != "ok":
        span.error = f"The tool failed: {call['status']}."
        span.attributes[names.ERROR_TYPE] = str(call["status"])
    return span


def _words(detail: Mapping[str, Any]) -> dict[str, Scalar]:
    """What a live model was told and what it said; only where somebody asked for content."""
    told: dict[str, Scalar] = {}
    if detail.get("prompt"):
        roles = ["system", *["user"] * (len(detail["prompt"]) - 1)]
        asked = [_message(role, text) for role, text in zip(roles, detail["prompt"], strict=True)]
        told[names.INPUT_MESSAGES] = json.dumps(asked, ensure_ascii=False, sort_keys=True)
    if detail.get("answer"):
        said = [{**_message("assistant", detail["answer"]), "finish_reason": "stop"}]
        told[names.OUTPUT_MESSAGES] = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return told


def _message(role: str, text: str) -> dict[str, Any]:
    return {"role": role, "parts": [{"type": "text", "content": text}]}
