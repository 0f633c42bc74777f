"""A run may stop anywhere and go on later: nothing is done twice, and the log cannot tell."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.drivers.journal import Done, Given, Intent, MemoryJournal, plain_record, record_from
from sandbox.drivers.paused import answer, carry_on
from sandbox.drivers.simulation import simulate
from sandbox.engine.event import Event, log_bytes
from sandbox.engine.program import Program
from sandbox.step import PlannedTask, Step, StepResult
from tests.sandbox.drivers.make_cut import DOCUMENTS, VALUES, CutJournal, Fated, Killed, gates, rich
from tests.sandbox.engine.make import Cast, make_program, make_result, make_values
from tests.sandbox.engine.test_plan import make_plan, make_team
from tests.sandbox.engine.test_properties import graphs
from tests.workflow.make import make_agent, make_chain
from workflow.validate import validate

SEEDS = ((1, 0), (2, 30), (3, 60))


def whole(program: Program, seed: int, faults: int) -> bytes:
    """The log of the run that nothing interrupted."""
    return log_bytes(simulate(program, make_values(**VALUES), Fated(seed, faults)).events)


def cut_and_resume(program: Program, seed: int, faults: int, at: int) -> tuple[bytes, bool]:
    """The log of the run that was ended at a write and went on from what was written; whether it was."""
    journal = CutJournal(last=at)
    before = Fated(seed, faults)
    try:
        carry_on(program, journal, before, make_values(**VALUES))
        was_cut = False
    except Killed:
        was_cut = True
    done = {record.step for record in journal.read() if isinstance(record, Done)}
    after = Fated(seed, faults)
    log = carry_on(program, CutJournal(journal.plain), after, make_values(message="another")).log
    assert done.isdisjoint(step for step, _, _ in after.performed)
    return log_bytes(log.events), was_cut


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(("seed", "faults"), SEEDS)
def test_cut_after_any_write_it_goes_on_with_the_same_bytes(name: str, seed: int, faults: int) -> None:
    program = make_program(DOCUMENTS[name])
    expected = whole(program, seed, faults)
    at, was_cut = 0, True
    while was_cut:
        at += 1
        found, was_cut = cut_and_resume(program, seed, faults, at)
        assert found == expected, f"cut at write {at}"
    assert at > 2


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(("seed", "faults"), SEEDS)
def test_cut_after_any_event_it_goes_on_with_the_same_bytes(name: str, seed: int, faults: int) -> None:
    program = make_program(DOCUMENTS[name])
    expected = whole(program, seed, faults)
    for last in range(expected.count(b"\n")):
        journal = CutJournal()

        def stop(event: Event, last: int = last) -> None:
            if event.seq == last:
                raise Killed

        with pytest.raises(Killed):
            carry_on(program, journal, Fated(seed, faults), make_values(**VALUES), on_event=stop)
        told: list[Event] = []
        carry_on(program, CutJournal(journal.plain), Fated(seed, faults), on_event=told.append)
        assert log_bytes(told) == expected, f"cut after event {last}"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=graphs(), seed=st.integers(0, 9), faults=st.sampled_from([0, 20, 50]), at=st.integers(1, 30))
def test_any_document_goes_on_from_anywhere(data: dict[str, Any], seed: int, faults: int, at: int) -> None:
    document, _ = validate({"podium": 1, **data})
    if document is None:
        return
    program = make_program({"podium": 1, **data})
    assert cut_and_resume(program, seed, faults, at)[0] == whole(program, seed, faults)


def test_an_effect_is_written_down_before_it_is_taken() -> None:
    journal = MemoryJournal()
    seen: list[bool] = []

    def pay(step: Step) -> StepResult:
        seen.append(Intent(step.id, step.key) in journal.records)
        return make_result(paid=True)

    carry_on(
        make_program(DOCUMENTS["effects in loops in a map"]), journal, Cast(pay=pay), make_values(**VALUES)
    )
    assert seen == [True, True, True]


def test_an_effect_in_doubt_is_asked_again_under_the_same_key() -> None:
    program = make_program(DOCUMENTS["effects in loops in a map"])
    journal = CutJournal()
    keys: list[str] = []

    def die(step: Step) -> StepResult:
        keys.append(step.key)
        raise Killed

    with pytest.raises(Killed):
        carry_on(program, journal, Cast(pay=die), make_values(**VALUES))
    cast = Cast()
    carry_on(program, CutJournal(journal.plain), cast)
    assert next(step.key for step in cast.steps if step.node.id == "pay") == keys[0]


def test_a_gate_waits_until_somebody_decides() -> None:
    program, journal, cast = make_program(gates()), CutJournal(), Cast()
    progress = carry_on(program, journal, cast, make_values(message="m"), waits=is_human)
    assert [step.node.id for step in progress.waiting] == ["first"]
    assert progress.log.status == "running"
    answer(journal, progress.waiting[0], make_result(seconds=300.0, port="approved", x="mended"))
    progress = carry_on(program, CutJournal(journal.plain), cast, waits=is_human)
    assert [step.node.id for step in progress.waiting] == ["second"]
    assert progress.waiting[0].inputs["x"].data == "mended"
    assert progress.waiting[0].approved
    again = CutJournal(journal.plain)
    answer(again, progress.waiting[0], make_result(seconds=60.0, port="approved"))
    progress = carry_on(program, again, cast, waits=is_human)
    assert progress.waiting == ()
    assert (progress.log.status, progress.log.seconds) == ("delivered", 361.0)
    assert [step.node.id for step in cast.steps] == ["w", "v"]


def is_human(step: Step) -> bool:
    return step.node.kind == "human"


def test_what_is_due_before_the_gate_is_done_first_and_what_comes_later_waits() -> None:
    slow = Cast(v=make_result(seconds=400.0, y="late"))
    progress = carry_on(
        make_program(gates()), MemoryJournal(), slow, make_values(message="m"), waits=is_human
    )
    assert "step_finished" not in [event.type for event in progress.log.events if event.node == "v"]
    quick = Cast(v=make_result(seconds=2.0, y="soon"))
    progress = carry_on(
        make_program(gates()), MemoryJournal(), quick, make_values(message="m"), waits=is_human
    )
    assert "step_finished" in [event.type for event in progress.log.events if event.node == "v"]


def test_a_gate_that_can_only_come_too_late_asks_nobody() -> None:
    data = gates()
    data["nodes"][2]["timeout"] = 10
    cast = Cast(first=make_result(seconds=300.0, port="approved"))
    progress = carry_on(make_program(data), MemoryJournal(), cast, make_values(message="m"), waits=is_human)
    failed = [event for event in progress.log.events if event.type == "step_failed"]
    assert [event.data["status"] for event in failed] == ["timeout"]


def test_a_journal_of_nothing_cannot_go_on() -> None:
    with pytest.raises(ValueError, match="tells of no run"):
        carry_on(make_program(make_chain(make_agent("a", "x"))), MemoryJournal(), Cast())


def test_records_come_back_whole() -> None:
    value = rich(make_values(x=0.1 + 0.2)["x"])
    result = StepResult(
        "timeout", "error", {"x": value}, 0.1 + 0.2, 1e-9, 3, 4, 5.0, "late", ("rule",), {"a": [1]}, True
    )
    task = PlannedTask("1", "analyst", ("x",), ("message",), "do", "g", ("0",), True)
    result = replace(result, plan=(task,))
    for record in (Given({"x": value}), Intent(3, "key"), Done(4, result), Done(5, StepResult(), 0.3)):
        assert record_from(plain_record(record)) == record


def test_a_plan_that_was_made_is_not_made_again() -> None:
    program, expected = make_program(make_team()), b""
    for last in (0, *range(1, 8)):
        journal = CutJournal(last=last)
        first, second = (Cast(team=make_plan()) for _ in range(2))
        with contextlib.suppress(Killed):
            carry_on(program, journal, first, make_values(message="hello"))
        done = {record.step for record in journal.read() if isinstance(record, Done)}
        log = carry_on(program, CutJournal(journal.plain), second, make_values(message="hello")).log
        assert done.isdisjoint(step.id for step in second.steps)
        expected = expected or log_bytes(log.events)
        assert log_bytes(log.events) == expected
        assert log.status == "delivered"
