"""A log rebuilds its run."""

from __future__ import annotations

import pytest

from sandbox.drivers.replay import replay
from sandbox.engine.event import log_bytes
from sandbox.step import StepResult
from tests.sandbox.engine.make import Cast, make_failure, make_program, make_result, make_values, run
from tests.sandbox.engine.test_container import letters
from tests.workflow.make import make_agent, make_chain


@pytest.mark.parametrize(
    "cast",
    [
        Cast(),
        Cast(r=[make_result(port="fail", feedback="shorter"), make_result(port="pass")]),
        Cast(r=[make_result(port="fail")]),
        Cast(w=make_failure(message="gone")),
    ],
)
def test_a_replay_equals_the_run(cast: Cast) -> None:
    log = run(letters(), cast)
    again = replay(make_program(letters()), log.events)
    assert log_bytes(again.events) == log_bytes(log.events)
    assert (again.status, again.reason, again.cost) == (log.status, log.reason, log.cost)


def test_retries_fallbacks_effects_and_incidents_come_back() -> None:
    data = make_chain(
        make_agent("a", "reply", retry={"max": 1, "wait": 3}, fallback={"model": "small"}, timeout=5),
    )
    last = StepResult(
        values=make_values(reply="x"),
        seconds=1.0,
        effect=True,
        incidents=("rule",),
        detail={
            "saw": ["message"],
        },
    )
    log = run(
        data,
        Cast(a=[make_failure("rate_limited", detail={"retry_after": 7.0}), make_result(seconds=9.0), last]),
    )
    again = replay(make_program(data), log.events)
    assert log_bytes(again.events) == log_bytes(log.events)
    assert (again.incidents, len(again.effects)) == (("rule",), 1)


def test_a_log_of_another_document_ends_in_failure() -> None:
    log = run(make_chain(make_agent("a", "reply")))
    again = replay(make_program(make_chain(make_agent("b", "reply"))), log.events)
    assert again.status == "failed"
    assert replay(make_program(make_chain(make_agent("b", "reply"))), ()).status == "failed"
