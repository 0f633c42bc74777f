"""A model that answers from a script: for tests, demonstrations and offline trials of the live driver."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from sandbox.models.estimate import estimate_tokens
from sandbox.models.protocol import ModelError, OnText, Reply, Request

Answer = Reply | ModelError | dict[str, Any] | str
Script = Iterable[Answer] | Callable[[Request], Answer]


class ScriptedModel:
    """Answers one by one from a list, or by a function of the request. Plain data is answered as JSON."""

    def __init__(self, script: Script) -> None:
        self.requests: list[Request] = []
        self._answer = script if callable(script) else _one_by_one(script)

    async def chat(self, request: Request, on_text: OnText | None = None) -> Reply:
        """The next answer of the script; `ModelError` where it is one, or where the script has ended."""
        self.requests.append(request)
        answer = self._answer(request)
        if isinstance(answer, ModelError):
            raise answer
        if not isinstance(answer, Reply):
            text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
            asked = sum(estimate_tokens(message.text) for message in request.messages)
            answer = Reply(text, input_tokens=asked, output_tokens=estimate_tokens(text), model="scripted")
        if on_text is not None:
            for at in range(0, len(answer.text), 20):
                on_text(answer.text[at : at + 20])
        return answer


def _one_by_one(script: Iterable[Answer]) -> Callable[[Request], Answer]:
    answers = iter(script)
    return lambda request: next(answers, ModelError("error", "The script has no further answer."))
