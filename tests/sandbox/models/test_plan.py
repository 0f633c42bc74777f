"""A live model plans: it is told the limits, its answer is taken in one shape, and each task is a call."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sandbox.drivers.live import run_live
from sandbox.drivers.replay import replay
from sandbox.engine.event import log_bytes
from sandbox.engine.log import RunLog
from sandbox.engine.program import compile_program
from sandbox.models.openai import OpenAIModel
from sandbox.models.performer import LivePerformer
from sandbox.models.plan import MOST_TASKS, plan_messages, plan_schema, read_plan
from sandbox.models.prompt import AnswerError, read_answer
from sandbox.value import Value
from tests.sandbox.models.make import Behaviour, answer, fail, make_scenario, serve
from tests.sandbox.models.test_performer import Helpers, performer
from tests.sandbox.models.test_prompt import make_step
from tests.workflow.make import make_agent, make_data, make_document, make_input, make_output

SORT = {
    "id": "sort", "agent": "analyst", "goal": "Sort it", "yields": ["intent"], "needs": ["message"],
    "instructions": "Sort this.", "after": [],
}  # fmt: skip
WRITE = {
    "id": "write", "agent": "writer", "goal": "Answer it", "yields": ["reply"],
    "needs": ["intent", "message"], "instructions": "Answer {{message}} as a {{intent}}.", "after": ["sort"],
}  # fmt: skip


def planner(instructions: str = "Handle {{message}}.", **more: Any) -> dict[str, Any]:
    """A planning node for a reply."""
    return {
        "kind": "plan", "agent": "analyst", "roster": ["analyst", "writer"], "yields": ["reply"],
        "instructions": instructions, **more,
    }  # fmt: skip


def make_team(**more: Any) -> dict[str, Any]:
    """A document in which one plan does all the work, with somebody for when it fails."""
    nodes = [
        make_input("message"),
        {"id": "team", **planner(**more)},
        make_agent("rescue", "reply"),
        make_output("reply"),
    ]
    wires = ["start.done team", "team.done end", "team.error rescue", "rescue.done end"]
    return make_data(nodes, wires)


async def run(*script: Behaviour, **more: Any) -> tuple[RunLog, list[dict[str, Any]]]:
    """Run the team live against a server on loopback that answers one after the other."""
    program = compile_program(make_document(make_team(**more)))
    with serve(*script) as server:
        model = OpenAIModel(server.endpoint())
        helpers = Helpers()
        live = LivePerformer(model, make_scenario(), helpers.call_tool, helpers.ask_human)
        try:
            log = await run_live(program, {"message": Value("message", "Where is it?")}, live)
        finally:
            await model.close()
        return log, server.requests


async def test_a_plan_is_made_by_one_call_and_carried_out_by_one_call_each() -> None:
    log, requests = await run(
        answer({"tasks": [SORT, WRITE]}), answer({"intent": "question"}), answer({"reply": "On its way."})
    )
    assert log.status == "delivered"
    assert log.outputs["reply"].data == "On its way."
    assert log.outputs["reply"].author == "writer/medium"
    said = [[message["content"] for message in request["messages"]] for request in requests]
    assert len(said) == 3
    assert "Handle Where is it?." in said[0][1]
    assert said[1][1] == "Sort this.\nmessage: Where is it?"
    assert said[2][1] == "Answer Where is it? as a question."
    assert log.cost == pytest.approx(
        sum(event.data.get("cost", 0.0) for event in log.events if "attempt" in event.data)
    )


async def test_a_live_run_with_a_plan_replays_to_the_byte() -> None:
    log, _ = await run(
        answer({"tasks": [SORT, WRITE]}), answer({"intent": "question"}), answer({"reply": "On its way."})
    )
    again = replay(compile_program(make_document(make_team())), log.events)
    assert log_bytes(again.events) == log_bytes(log.events)


GARBAGE: dict[str, Any] = {
    "not JSON": "First I would sort it, then answer.",
    "another shape": {"steps": ["sort", "write"]},
    "a stranger": {"tasks": [{**WRITE, "agent": "ceo"}]},
    "a task without a name": {"tasks": [{key: value for key, value in WRITE.items() if key != "id"}]},
    "more than was asked": {"tasks": [{**WRITE, "sudo": True}]},
    "no task": {"tasks": []},
    "a circle": {"tasks": [{**SORT, "needs": ["reply"]}, WRITE]},
    "a need out of nothing": {"tasks": [{**WRITE, "needs": ["order"], "after": []}]},
    "nobody for the goal": {"tasks": [SORT]},
    "a name that is none": {"tasks": [SORT, WRITE, {**SORT, "id": "x", "yields": ["__proto__"]}]},
    "far too many": {"tasks": [{**SORT, "id": str(at)} for at in range(MOST_TASKS + 1)]},
    "numbers for names": {"tasks": [{**WRITE, "yields": [1, 2]}]},
    "nothing": "",
}


@pytest.mark.parametrize("name", GARBAGE)
async def test_whatever_a_model_calls_a_plan_is_carried_out_or_fails_with_a_reason(name: str) -> None:
    log, requests = await run(answer(GARBAGE[name]), answer({"reply": "Sorry."}))
    assert log.status == "delivered"
    assert log.outputs["reply"].data == "Sorry."
    failed = next(event for event in log.events if event.type == "step_failed")
    assert failed.node == "team"
    assert failed.data["status"] == "error"
    assert failed.data["message"]
    assert failed.data["cost"] > 0
    assert len(requests) == 2


async def test_more_tasks_than_allowed_are_exhaustion() -> None:
    log, _ = await run(answer({"tasks": [SORT, WRITE]}), tasks=1)
    assert log.status == "failed"
    assert "'team' ended by exhausted" in log.reason


async def test_a_planner_is_asked_again_after_trouble() -> None:
    log, requests = await run(
        fail(500), answer({"tasks": []}), answer({"tasks": [SORT, WRITE]}), answer({"intent": "question"}),
        answer({"reply": "On its way."}), retry={"max": 2},
    )  # fmt: skip
    assert log.status == "delivered"
    assert len(requests) == 5


def test_the_planner_is_told_its_limits_its_roster_and_what_it_may_hand_on() -> None:
    step = make_step(planner("Go by {{message}}.", tasks=4), message="hi", order={"id": "secret"})
    system, user = plan_messages(step, make_scenario())
    assert user.text == "Go by hi."
    for words in ("At most 4 tasks", "writer (the writer)", "analyst (the analyst)", "message", "reply"):
        assert words in system.text
    assert "order" not in system.text
    assert "plans" not in system.text
    assert "plans" in plan_messages(make_step(planner(depth=2), message="hi"), make_scenario())[0].text


def test_only_a_plan_that_may_nest_may_have_tasks_that_plan() -> None:
    deep, flat = (make_step(planner(depth=depth)).node.settings for depth in (2, 1))
    plan = {"tasks": [{**WRITE, "plans": True}]}
    assert read_plan(read_answer(json.dumps(plan), plan_schema(deep)), make_step(planner(), message=""))[
        0
    ].plans
    with pytest.raises(AnswerError):
        read_answer(json.dumps(plan), plan_schema(flat))


async def test_what_the_planner_was_not_shown_cannot_be_handed_on() -> None:
    step = make_step(planner("Answer."), message="hi")
    result = await performer({"tasks": [{**WRITE, "needs": ["message"], "after": []}]}).perform(step)
    assert result.status == "error"
    assert "was not shown" in result.message
