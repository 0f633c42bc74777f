"""Live runs: real time, real concurrency, and the same trace as a simulated run."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from sandbox.drivers.live import run_live
from sandbox.drivers.simulation import simulate
from sandbox.engine.event import Event
from sandbox.engine.log import RunLog
from sandbox.models.openai import OpenAIModel
from sandbox.models.performer import LivePerformer
from sandbox.step import Step, StepResult
from tests.sandbox.engine.make import (
    Cast,
    make_failure,
    make_program,
    make_result,
    make_values,
    outputs,
    types,
)
from tests.sandbox.engine.test_container import letters
from tests.sandbox.models.make import answer, fail, make_scenario, serve
from tests.sandbox.models.test_performer import Helpers
from tests.workflow.make import make_agent, make_chain, make_data, make_input, make_inside


class Slow:
    """Performs a cast's parts, taking a moment for each, and notes how many were at work together."""

    def __init__(self, cast: Cast, moment: float = 0.01) -> None:
        self.cast = cast
        self.moment = moment
        self.together = 0
        self.most = 0

    async def perform(self, step: Step) -> StepResult:
        self.together += 1
        self.most = max(self.most, self.together)
        try:
            await asyncio.sleep(self.moment)
            return self.cast.perform(step)
        finally:
            self.together -= 1


async def live(data: dict[str, Any], cast: Cast, **settings: Any) -> RunLog:
    return await run_live(make_program(data), make_values(message="hello"), Slow(cast), **settings)


async def test_a_live_run_has_the_trace_of_a_simulated_one() -> None:
    def cast() -> Cast:
        return Cast(r=[make_result(port="fail", feedback="shorter"), make_result(port="pass")])

    lived = await live(letters(), cast())
    simulated = simulate(make_program(letters()), make_values(message="hello"), cast())
    shape = [(event.type, event.node, event.path, sorted(event.data)) for event in lived.events]
    assert shape == [(event.type, event.node, event.path, sorted(event.data)) for event in simulated.events]
    assert outputs(lived) == outputs(simulated)
    assert 0.03 < lived.seconds < 5.0


async def test_events_are_told_while_the_run_goes_on() -> None:
    told: list[Event] = []
    log = await live(letters(), Cast(), on_event=told.append)
    assert tuple(told) == log.events


async def test_work_goes_on_side_by_side_up_to_the_limit() -> None:
    copies = {"id": "m", "kind": "map", "copies": 6, "inside": make_inside([make_agent("w", "x")])}
    program = make_program(make_data([make_input(), copies], ["start.done m"]))
    slow = Slow(Cast())
    await run_live(program, make_values(message="m"), slow, concurrency=3)
    assert slow.most == 3


async def test_a_step_beyond_its_time_is_cut_off_and_may_be_tried_again() -> None:
    class Sleepy(Slow):
        async def perform(self, step: Step) -> StepResult:
            await asyncio.sleep(5.0 if step.attempt == 1 else 0.0)
            return make_result(reply="x")

    data = make_chain(make_agent("a", "reply", timeout=0.05, retry={"max": 1, "wait": 0.01}))
    log = await run_live(make_program(data), make_values(message="m"), Sleepy(Cast()))
    assert outputs(log) == {"reply": "x"}
    assert "retry_scheduled" in types(log)
    failed = next(event for event in log.events if event.type == "step_failed")
    assert failed.data["status"] == "timeout"


@pytest.mark.parametrize("error", [RuntimeError("boom"), TimeoutError()])
async def test_a_performer_that_breaks_down_is_a_failed_step(error: Exception) -> None:
    def broken(step: Step) -> StepResult:
        raise error

    log = await live(make_chain(make_agent("a", "reply")), Cast(a=broken))
    assert log.status == "failed"
    assert "boom" not in log.reason


async def test_a_run_that_fails_leaves_no_work_behind() -> None:
    data = make_data(
        [make_input(), make_agent("a", "x"), make_agent("b", "y")],
        ["start.done a", "start.done b"],
    )

    class Uneven(Slow):
        async def perform(self, step: Step) -> StepResult:
            if step.node.id == "b":
                await asyncio.sleep(60)
            return make_failure()

    log = await run_live(make_program(data), make_values(message="m"), Uneven(Cast()))
    assert log.status == "failed"
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_a_run_that_is_cancelled_cancels_its_work() -> None:
    slow = Slow(Cast(), moment=60)
    program = make_program(make_chain(make_agent("a", "reply")))
    task = asyncio.create_task(run_live(program, make_values(message="m"), slow))
    await asyncio.sleep(0.05)
    assert slow.together == 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert slow.together == 0


async def test_a_whole_workflow_runs_against_a_server() -> None:
    review = {"id": "r", "kind": "review", "agent": "writer", "on": ["reply"], "criteria": "Short."}
    data = make_chain(
        make_agent(
            "w", "reply", agent="writer", model="small", instructions="Answer {{message}}", retry={"max": 2}
        )
    )
    data["nodes"].insert(2, review)
    data["edges"] = [
        {"from": "start.done", "to": "w.in"},
        {"from": "w.done", "to": "r.in"},
        {"from": "r.pass", "to": "end.in"},
    ]
    script = (
        fail(429, headers={"retry-after": "0.02"}),
        answer("chatter instead of JSON"),
        answer({"reply": "Dear Ann"}),
        answer({"verdict": "pass", "feedback": ""}),
    )
    with serve(*script) as server:
        helpers = Helpers()
        model = OpenAIModel(server.endpoint())
        pieces: list[str] = []
        performer = LivePerformer(
            model,
            make_scenario(),
            helpers.call_tool,
            helpers.ask_human,
            lambda step, text: pieces.append(text),
        )
        log = await run_live(make_program(data), make_values(message="hello {{secret}}"), performer)
        await model.close()
    assert outputs(log) == {"reply": "Dear Ann"}
    assert [request["model"] for request in server.requests] == ["tiny-1", "tiny-1", "tiny-1", "mid-1"]
    assert server.requests[0]["messages"][1]["content"] == "Answer hello {{secret}}"
    assert types(log, "w").count("step_failed") == 2
    assert (log.input_tokens, log.output_tokens) == (300, 150)
    assert log.cost == pytest.approx(0.0006)
    assert "Dear Ann" in "".join(pieces)
