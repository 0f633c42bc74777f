"""A live performer does the work of agents and reviewers, and says honestly when it could not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.models.performer import MAX_ROUNDS, LivePerformer
from sandbox.models.protocol import ModelError, Reply, ToolCall
from sandbox.models.scripted import ScriptedModel
from sandbox.step import Step, StepResult
from sandbox.value import Value
from tests.sandbox.models.make import make_scenario
from tests.sandbox.models.test_prompt import agent, make_step


class Helpers:
    """Tools and humans that note what they are asked."""

    def __init__(self, result: StepResult | None = None) -> None:
        self.called: list[tuple[str, dict[str, Any]]] = []
        self.result = result or StepResult(values={"order": Value("order", {"id": "7"})}, cost=0.5)

    async def call_tool(self, slug: str, inputs: Mapping[str, Value], step: Step) -> StepResult:
        self.called.append((slug, {name: value.data for name, value in inputs.items()}))
        return self.result

    async def ask_human(self, step: Step) -> StepResult:
        return StepResult(port="approved", minutes=2.0)


def performer(*script: Any, helpers: Helpers | None = None, **rest: Any) -> LivePerformer:
    helpers = helpers or Helpers()
    calls = (helpers.call_tool, helpers.ask_human)
    return LivePerformer(ScriptedModel(script), make_scenario(), *calls, **{"clock": lambda: 0.0, **rest})


def wish(name: str = "orders", arguments: str = '{"message": "from the model"}') -> Reply:
    return Reply("", (ToolCall("t1", name, arguments),), 10, 5, 0.01, "m")


async def test_an_agent_answers_with_its_values() -> None:
    result = await performer({"intent": "refund"}).perform(make_step(agent("Sort {{message}}"), message="hi"))
    assert result.status == "ok"
    assert result.values["intent"].data == "refund"
    assert result.values["intent"].author == "analyst/medium"
    assert result.detail["prompt"][1] == "Sort hi"
    assert result.output_tokens > 0


async def test_a_malformed_answer_is_a_failed_step_that_costs() -> None:
    result = await performer(Reply("I think it is a refund.", (), 10, 5, 0.01)).perform(make_step(agent("x")))
    assert (result.status, result.cost, result.input_tokens, dict(result.values)) == ("error", 0.01, 10, {})


async def test_trouble_with_the_model_keeps_its_reason_and_cost() -> None:
    error = ModelError("rate_limited", "wait", 7.0, 3, 4, 0.02)
    result = await performer(error).perform(make_step(agent("x")))
    assert (result.status, result.message, result.cost) == ("rate_limited", "wait", 0.02)
    assert result.detail["retry_after"] == 7.0


async def test_an_agent_may_call_its_tools() -> None:
    helpers = Helpers()
    step = make_step(agent("x", tools=["orders"]), message="wired")
    live = performer(wish(), {"intent": "refund"}, helpers=helpers)
    result = await live.perform(step)
    assert helpers.called == [("orders", {"message": "from the model"})]
    assert result.values["intent"].data == "refund"
    assert result.detail["tools"] == [{"tool": "orders", "status": "ok", "at": 0.0, "seconds": 0.0}]
    assert result.cost == 0.51
    told = live.model.requests[1].messages[-1]  # type: ignore[attr-defined]
    assert (told.role, told.text.strip()) == ("tool", '{"order":{"id":"7"}}')


async def test_tools_that_are_not_offered_or_fail_are_told_to_the_model() -> None:
    for wished, words in (
        (wish("pay"), "no such tool"),
        (wish("orders", "{"), "not a JSON object"),
        (wish("orders", "[]"), "not a JSON object"),
    ):
        live = performer(wished, {"intent": "refund"})
        await live.perform(make_step(agent("x", tools=["orders", "pay"])))
        assert words in live.model.requests[1].messages[-1].text  # type: ignore[attr-defined]
    live = performer(wish(), {"intent": "refund"}, helpers=Helpers(StepResult(status="timeout")))
    await live.perform(make_step(agent("x", tools=["orders"])))
    assert "failed: timeout" in live.model.requests[1].messages[-1].text  # type: ignore[attr-defined]


async def test_a_tool_that_acts_is_never_offered() -> None:
    live = performer({"intent": "refund"})
    await live.perform(make_step(agent("x", tools=["orders", "pay", "unknown"])))
    assert [tool.name for tool in live.model.requests[0].tools] == ["orders"]  # type: ignore[attr-defined]


async def test_calls_of_tools_have_an_end() -> None:
    live = performer(*[wish() for _ in range(20)])
    result = await live.perform(make_step(agent("x", tools=["orders"])))
    assert result.status == "error"
    assert result.detail["model_calls"] == MAX_ROUNDS + 2
    assert live.model.requests[-1].tools == ()  # type: ignore[attr-defined]


async def test_a_review_gives_verdict_and_feedback() -> None:
    step = make_step({"kind": "review", "agent": "writer", "on": ["reply"]}, reply="x")
    result = await performer({"verdict": "fail", "feedback": "too long"}).perform(step)
    assert (result.port, result.values["feedback"].data) == ("fail", "too long")
    assert (await performer({"verdict": "maybe"}).perform(step)).status == "error"


async def test_tools_and_humans_are_left_to_whoever_is_given() -> None:
    helpers = Helpers()
    live = performer(helpers=helpers)
    await live.perform(make_step({"kind": "tool", "tool": "orders"}, message="m"))
    assert helpers.called == [("orders", {"message": "m"})]
    assert (await live.perform(make_step({"kind": "human"}))).port == "approved"


async def test_progress_is_told_as_it_comes() -> None:
    told: list[str] = []
    live = performer(
        {"intent": "refund"},
        on_progress=lambda step, text: told.append(f"{step.node.id}:{text}"),
    )
    await live.perform(make_step(agent("x")))
    assert told == ['a:{"intent": "refund"}']
