"""Carries out the steps of a live run: agents and reviews by a model, tools and humans by whoever is
given."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sandbox.engine.event import canonical
from sandbox.models.plan import plan_messages, plan_schema, read_plan
from sandbox.models.prompt import (
    REVIEW_SCHEMA,
    AnswerError,
    agent_messages,
    make_values,
    read_answer,
    review_messages,
    values_schema,
)
from sandbox.models.protocol import ChatModel, Message, ModelError, OnText, Reply, Request, ToolCall, ToolSpec
from sandbox.scenario import Scenario, Tool
from sandbox.step import Step, StepResult
from sandbox.value import Value

CallTool = Callable[[str, Mapping[str, Value], Step], Awaitable[StepResult]]
"""Calls a tool by its slug with the values at hand, for a tool node or on an agent's behalf."""
AskHuman = Callable[[Step], Awaitable[StepResult]]
OnProgress = Callable[[Step, str], None]
"""Told each piece of text that a model writes for a step."""

MAX_ROUNDS = 6
"""How often an agent may call tools in one step."""


@dataclass(slots=True)
class _Used:
    """What the calls of one step used so far; `prompt` and `answer` are the latest call's. Times are seconds
    since the step began."""

    clock: Callable[[], float]
    began: float = 0.0
    asked_at: float = 0.0
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float = 0.0
    calls: int = 0
    prompt: list[str] = field(default_factory=list)
    answer: str = ""
    chats: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The step begins now."""
        self.began = self.asked_at = self.clock()

    def ask(self, prompt: list[str]) -> None:
        """A call begins."""
        self.prompt = prompt
        self.asked_at = self.clock()

    def since(self, moment: float) -> dict[str, float]:
        """When something began that began at `moment` and ends now, and how long it took."""
        return {"at": round(moment - self.began, 6), "seconds": round(self.clock() - moment, 6)}

    def add(self, used: Reply | ModelError) -> None:
        """Add one call."""
        self.input_tokens += used.input_tokens
        self.output_tokens += used.output_tokens
        self.cost += used.cost
        self.calls += 1
        chat: dict[str, Any] = self.since(self.asked_at)
        chat["tokens"] = [used.input_tokens, used.output_tokens]
        if isinstance(used, Reply):
            self.answer = used.text
            chat["model"] = used.model
            if used.calls:
                chat["tools"] = [call.name for call in used.calls]
        else:
            chat["trouble"] = used.reason
        self.chats.append(chat)


class LivePerformer:
    """Performs steps for real. Trouble with a model is a failed step with its reason, never a made-up
    answer."""

    def __init__(
        self,
        model: ChatModel,
        scenario: Scenario,
        call_tool: CallTool,
        ask_human: AskHuman,
        on_progress: OnProgress | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.model = model
        self.scenario = scenario
        self.call_tool = call_tool
        self.ask_human = ask_human
        self.on_progress = on_progress
        self.clock = clock

    async def perform(self, step: Step) -> StepResult:
        """Do the step and say what came of it."""
        if step.node.kind == "tool":
            return await self.call_tool(step.node.settings.tool, step.inputs, step)
        if step.node.kind == "human":
            return await self.ask_human(step)
        used = _Used(self.clock)
        try:
            if step.node.kind == "review":
                result = await self._review(step, used)
            elif step.node.kind == "plan":
                result = await self._plan(step, used)
            else:
                result = await self._work(step, used)
        except ModelError as error:
            used.add(error)
            result = _failed(error)
        except AnswerError as error:
            told = {"prompt": used.prompt, "answer": used.answer, "trouble": {"reason": "invalid_answer"}}
            result = StepResult(status="error", message=str(error), detail=told)
        return replace(
            result,
            cost=result.cost + used.cost,
            input_tokens=used.input_tokens,
            output_tokens=used.output_tokens,
            detail={**result.detail, "model_calls": used.calls, "chats": used.chats},
        )

    async def _work(self, step: Step, used: _Used) -> StepResult:
        settings = step.node.settings
        dictionary = self.scenario.data
        schema = values_schema(settings.yields, dictionary)
        messages = agent_messages(step, self.scenario.roster.get(settings.agent))
        tools = self._tools(settings.tools)
        reply, extra = await self._converse(step, messages, schema, tools, used)
        answer = read_answer(reply.text, schema)
        author = f"{settings.agent}/{settings.model}"
        detail = {**_told(messages, reply), **extra.detail}
        return replace(extra, values=make_values(answer, step, dictionary, author), detail=detail)

    async def _review(self, step: Step, used: _Used) -> StepResult:
        messages = review_messages(step, self.scenario.roster.get(step.node.settings.agent))
        reply, _ = await self._converse(step, messages, REVIEW_SCHEMA, (), used)
        answer = read_answer(reply.text, REVIEW_SCHEMA)
        feedback = Value("feedback", answer["feedback"], depth=step.depth)
        return StepResult(
            port=answer["verdict"], values={"feedback": feedback}, detail=_told(messages, reply)
        )

    async def _plan(self, step: Step, used: _Used) -> StepResult:
        schema = plan_schema(step.node.settings)
        messages = plan_messages(step, self.scenario)
        reply, _ = await self._converse(step, messages, schema, (), used)
        plan = read_plan(read_answer(reply.text, schema), step)
        return StepResult(plan=plan, detail=_told(messages, reply))

    async def _converse(
        self,
        step: Step,
        messages: tuple[Message, ...],
        schema: Mapping[str, Any],
        tools: tuple[ToolSpec, ...],
        used: _Used,
    ) -> tuple[Reply, StepResult]:
        """Ask until the model answers without calling a tool; also what the tools cost and did."""
        spent = StepResult()
        called: list[dict[str, Any]] = []
        for round_ in range(MAX_ROUNDS + 1):
            offered = tools if round_ < MAX_ROUNDS else ()
            request = Request(
                step.node.settings.model, messages, schema, offered, timeout=step.node.limits.timeout or 120.0
            )
            used.ask([message.text for message in messages])
            reply = await self.model.chat(request, self._listener(step))
            used.add(reply)
            if not reply.calls:
                return reply, replace(spent, detail={"tools": called} if called else {})
            messages = (*messages, Message("assistant", reply.text, reply.calls))
            for call in reply.calls:
                began = self.clock()
                result, text = await self._call(step, call, offered)
                called.append({"tool": call.name, "status": result.status, **used.since(began)})
                spent = replace(
                    spent,
                    cost=spent.cost + result.cost,
                    incidents=(*spent.incidents, *result.incidents),
                )
                messages = (*messages, Message("tool", text, call_id=call.id))
        raise ModelError("error", "The model called tools without end.", reason="endless_tools")

    async def _call(
        self, step: Step, call: ToolCall, offered: tuple[ToolSpec, ...]
    ) -> tuple[StepResult, str]:
        """Call a tool for the model. Arguments that it names take the place of the node's own inputs."""
        if call.name not in {tool.name for tool in offered}:
            return StepResult(status="error"), "There is no such tool."
        try:
            arguments = json.loads(call.arguments or "{}")
        except ValueError:
            arguments = None
        if not isinstance(arguments, dict):
            return StepResult(status="error"), "The arguments are not a JSON object."
        given = {str(name): Value(str(name), data) for name, data in arguments.items()}
        result = await self.call_tool(call.name, {**step.inputs, **given}, step)
        if result.status != "ok":
            return result, f"The tool failed: {result.message or result.status}."
        return result, canonical({name: value.data for name, value in result.values.items()}).decode()

    def _tools(self, slugs: tuple[str, ...]) -> tuple[ToolSpec, ...]:
        """The tools that a node's agent may call; never one that acts on the world."""
        known = [self.scenario.tools[slug] for slug in slugs if slug in self.scenario.tools]
        return tuple(
            ToolSpec(
                tool.slug,
                tool.title,
                _arguments(tool),
            )
            for tool in known
            if not tool.effect
        )

    def _listener(self, step: Step) -> OnText | None:
        told = self.on_progress
        return None if told is None else lambda text: told(step, text)


def _failed(error: ModelError) -> StepResult:
    """A step that came to nothing because of the endpoint."""
    trouble: dict[str, Any] = {"reason": error.reason}
    if error.http_status:
        trouble["http_status"] = error.http_status
    detail: dict[str, Any] = {"trouble": trouble}
    if error.retry_after:
        detail["retry_after"] = error.retry_after
    return StepResult(status=error.status, message=error.message, detail=detail)


def _told(messages: tuple[Message, ...], reply: Reply) -> dict[str, Any]:
    """For the log: what the model was told and what it said, word by word."""
    return {"prompt": [message.text for message in messages], "answer": reply.text, "model": reply.model}


def _arguments(tool: Tool) -> dict[str, Any]:
    """The JSON Schema of a tool's arguments: what it needs, of any type."""
    return {"type": "object", "properties": {need: {} for need in tool.needs}, "additionalProperties": False}
