"""A live run outlives its process, and its log alone rebuilds it."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from sandbox.drivers.journal import Done, Intent, MemoryJournal
from sandbox.drivers.live import run_live
from sandbox.drivers.replay import read_events, replay
from sandbox.engine.event import log_bytes
from sandbox.engine.log import RunLog
from sandbox.models.openai import OpenAIModel
from sandbox.models.performer import LivePerformer
from sandbox.step import Step, StepResult
from tests.sandbox.drivers.make_cut import DOCUMENTS, VALUES
from tests.sandbox.engine.make import Cast, make_failure, make_program, make_result, make_values
from tests.sandbox.models.make import answer, fail, make_scenario, serve
from tests.sandbox.models.test_performer import Helpers
from tests.workflow.make import make_agent, make_chain


class Uneven:
    """Performs a cast's parts, each taking another moment; the process is cut off at a step."""

    def __init__(self, cast: Cast, last: int = 0) -> None:
        self.cast = cast
        self.last = last

    async def perform(self, step: Step) -> StepResult:
        if step.id == self.last:
            await asyncio.sleep(60)
        await asyncio.sleep(0.001 * (step.id * 7 % 5))
        return self.cast.perform(step)


def rebuilt(data: dict[str, Any], log: RunLog) -> bytes:
    """The run again, from its log as a file would keep it."""
    plain = json.loads(json.dumps([event.as_dict() for event in log.events]))
    return log_bytes(replay(make_program(data), read_events(plain)).events)


@pytest.mark.parametrize("name", DOCUMENTS)
async def test_the_log_of_a_live_run_rebuilds_it_byte_for_byte(name: str) -> None:
    cast = Cast(pay=[make_failure(seconds=0.1), make_result(paid=True, cost=1 / 3)])
    log = await run_live(make_program(DOCUMENTS[name]), make_values(**VALUES), Uneven(cast))
    assert log.status in ("delivered", "stopped")
    assert rebuilt(DOCUMENTS[name], log) == log_bytes(log.events)


async def test_a_run_against_a_server_is_rebuilt_without_it() -> None:
    data = make_chain(
        make_agent("a", "intent", instructions="Sort {{message}}", retry={"max": 2, "wait": 0.01}),
        make_agent("b", "reply", instructions="Answer {{message}}: {{intent}}"),
    )
    script = (fail(503), answer({"intent": "refund"}), answer({"reply": "Dear Ann"}))
    with serve(*script) as server:
        model = OpenAIModel(server.endpoint())
        helpers = Helpers()
        performer = LivePerformer(model, make_scenario(), helpers.call_tool, helpers.ask_human)
        log = await run_live(make_program(data), make_values(message="hello"), performer)
        await model.close()
    assert log.status == "delivered"
    assert rebuilt(data, log) == log_bytes(log.events)


@pytest.mark.parametrize("last", range(1, 10))
async def test_a_live_run_that_was_cut_off_goes_on_and_does_nothing_twice(last: int) -> None:
    data = DOCUMENTS["effects in loops in a map"]
    program, journal, first = make_program(data), MemoryJournal(), Cast()
    task = asyncio.create_task(run_live(program, make_values(**VALUES), Uneven(first, last), journal=journal))
    await asyncio.sleep(0.15)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    done = {record.step for record in journal.records if isinstance(record, Done)}
    assert last not in done
    second = Cast()
    log = await run_live(program, {}, Uneven(second), journal=MemoryJournal(journal.read()))
    assert log.status == "delivered"
    assert done.isdisjoint(step.id for step in second.steps)
    assert [event.seq for event in log.events] == list(range(len(log.events)))
    assert [event.at for event in log.events] == sorted(event.at for event in log.events)
    assert rebuilt(data, log) == log_bytes(log.events)


async def test_a_live_effect_is_written_down_before_it_is_taken() -> None:
    journal = MemoryJournal()
    seen: list[bool] = []

    def pay(step: Step) -> StepResult:
        seen.append(Intent(step.id, step.key) in journal.records)
        return make_result(paid=True)

    program = make_program(DOCUMENTS["effects in loops in a map"])
    await run_live(program, make_values(**VALUES), Uneven(Cast(pay=pay)), journal=journal)
    assert seen == [True, True, True]
