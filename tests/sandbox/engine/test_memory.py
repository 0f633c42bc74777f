"""The store that steps share: what was written is there for the next reader."""

from __future__ import annotations

from typing import Any

from sandbox.drivers.simulation import simulate
from sandbox.engine.memory import Stores
from tests.sandbox.engine.make import Cast, make_program, make_values, outputs, run
from tests.workflow.make import make_agent, make_data, make_input, make_inside, make_output


def make_memory(node_id: str, action: str, *values: str, **rest: Any) -> dict[str, Any]:
    """A memory node on the store `notes`."""
    settings = {"store": "notes", "action": action, "values": list(values)}
    return {"id": node_id, "kind": "memory"} | settings | rest


def make_writing_and_reading(**key: str) -> dict[str, Any]:
    """An agent's reply is written down, and read back where its wire does not lead."""
    nodes = [
        make_input("message"),
        make_agent("w", "reply"),
        make_memory("down", "write", "reply", **key),
        make_memory("up", "read", "reply", **key),
        make_agent("none", "reply"),
        make_output("reply"),
    ]
    wires = [
        "start.done w", "w.done down", "down.done up", "up.reply end", "up.missing none", "none.reply end",
    ]  # fmt: skip
    return make_data(nodes, wires)


def test_what_was_written_is_read() -> None:
    assert run(make_writing_and_reading()).ports["up"] == "done"


def make_reader() -> dict[str, Any]:
    """What is remembered of a message, or the word of an agent where nothing is."""
    nodes = [
        make_input("message"),
        make_memory("up", "read", "reply", key="message"),
        make_agent("w", "reply"),
        make_memory("down", "write", "reply", key="message"),
        {"id": "either", "kind": "join", "wait": "any"},
        make_output("reply"),
    ]
    wires = [
        "start.done up",
        "up.done either",
        "up.missing w",
        "w.done down",
        "down.done either",
        "either.done end",
    ]
    return make_data(nodes, wires)


def test_a_read_that_finds_nothing_leaves_by_missing() -> None:
    log = run(make_reader())
    assert log.ports["up"] == "missing"
    assert outputs(log) == {"reply": "reply by w"}


def test_runs_know_nothing_of_each_other_unless_they_share_their_stores() -> None:
    program, shared = make_program(make_reader()), Stores()
    ports = [
        simulate(program, make_values(message=message), Cast(), stores=stores).ports["up"]
        for message, stores in (("a", None), ("a", None), ("a", shared), ("a", shared), ("b", shared))
    ]
    assert ports == ["missing", "missing", "missing", "done", "missing"]


def test_a_loop_reads_in_its_second_turn_what_it_wrote_in_its_first() -> None:
    nodes = [make_memory("up", "read", "amount"), make_agent("w", "amount")]
    inside = make_inside([*nodes, make_memory("down", "write", "amount")], ["up.missing w", "w.done down"])
    loop = {"id": "turns", "kind": "loop", "until": "false", "max": 2, "inside": inside}
    data = make_data(
        [make_input("message"), loop, make_output("amount")], ["start.done turns", "turns.exhausted end"]
    )
    cast = Cast()
    log = run(data, cast)
    assert len(cast.steps) == 1
    assert outputs(log) == {"amount": "amount by w"}


def test_writing_what_has_not_arrived_is_an_error() -> None:
    nodes = [make_input("message"), make_memory("down", "write", "reply"), make_output("message")]
    log = run(make_data(nodes, ["start.done down", "down.done end"]))
    assert log.status == "failed"
    assert "'reply' has not arrived" in log.reason


def test_the_log_tells_the_store_and_what_was_lacking() -> None:
    events = {event.node: event.data for event in run(make_reader()).events if event.type == "step_finished"}
    assert events["up"]["detail"] == {"store": "notes", "lacking": ["reply"]}
    assert events["down"]["detail"] == {"store": "notes", "written": ["reply"]}
