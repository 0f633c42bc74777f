"""A run that pauses at people: it waits, for days and in any process, until its learner decides."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections

from podium.accounts.models import User
from podium.runs.feed import read_runs
from podium.runs.gates import InvalidDecision
from podium.runs.models import JournalRecord, Mode, Run, Status
from podium.runs.services import InvalidRun, start_run, sweep_live_runs
from podium.runs.waiting import CHANGED, MOST_WAITING, NotWaiting, decide
from tests.podium.making import HOUR, NOON, make_document, make_exercise, make_run
from tests.podium.runs.make_gate import make_gated, make_waiting

LATER = NOON + timedelta(days=9)


def choose(run: Run, port: str = "approved", at: Any = LATER, comment: str = "", **edits: Any) -> Run:
    """Decide at the gate that waits."""
    return decide(
        user=run.user,
        run_id=run.pk,
        step_id=run.gates[0]["step"],
        port=port,
        edits=edits,
        comment=comment,
        at=at,
    )


def test_a_run_waits_at_its_person_and_says_what_they_see(learner: User) -> None:
    run = make_waiting(learner)
    assert (run.status, run.outcome, run.finished_at) == (Status.WAITING, None, None)
    (gate,) = run.gates
    assert (gate["node"], gate["asks"], gate["minutes"]) == ("gate", "Is it for them?", 3.0)
    assert [value["name"] for value in gate["sees"]] == ["letter", "department"]
    assert gate["sees"][0]["data"].endswith(".")
    assert gate["edits"][0]["values"] == ["sales", "service"]
    assert run.events.last().data["type"] == "step_started"


def test_the_stream_says_that_it_waits_and_goes_on_after_the_decision(learner: User) -> None:
    run = make_waiting(learner)
    messages = read_runs({run.pk: 0})[run.pk]
    waiting = messages[-1]
    assert (waiting.event, waiting.is_last, waiting.data["gates"][0]["node"]) == ("waiting", True, "gate")
    assert waiting.number == messages[-2].number
    choose(run)
    rest = read_runs({run.pk: waiting.number})[run.pk]
    assert [rest[0].data["seq"], rest[-1].event] == [waiting.number, "end"]


def test_days_later_the_run_goes_on_from_where_it_was(learner: User) -> None:
    run = make_waiting(learner)
    shown = [event.data for event in run.events.all()]
    run = choose(Run.objects.get(pk=run.pk))
    assert (run.status, run.finished_at, run.gates) == (Status.DONE, LATER, [])
    events = [event.data for event in run.events.all()]
    assert events[: len(shown)] == shown
    assert [event["seq"] for event in events] == list(range(len(events)))
    assert run.outcome["score"] is not None
    assert run.outcome["human_minutes"] == 3.0
    assert not JournalRecord.objects.exists()


def test_deciding_as_the_simulated_person_does_gives_the_same_run(learner: User) -> None:
    simulated = make_run(learner, document=make_gated())
    ended = [event.data for event in simulated.events.all() if event.data["node"] == "gate"][-1]
    played = choose(make_waiting(learner), **ended["data"]["values"])
    found = [[event.data for event in run.events.all()] for run in (simulated, played)]
    for events in found:
        for event in events:
            event["data"].pop("detail", None)
    assert found[0] == found[1]


def test_a_correction_counts(learner: User) -> None:
    run = make_waiting(learner)
    right = Run.objects.get(pk=choose(run).pk).outcome["deliverables"][0]["expected"]
    wrong = "sales" if right == "service" else "service"
    assert choose(make_waiting(learner), department=wrong).outcome["score"] == 0.0
    run = choose(make_waiting(learner), department=right, comment="It is for them.")
    assert run.outcome["score"] == 1.0
    finished = next(
        event.data
        for event in run.events.all()
        if event.data["node"] == "gate" and event.data["type"] == "step_finished"
    )
    assert finished["data"]["detail"]["comment"] == "It is for them."
    assert finished["data"]["detail"]["decided_by"] == "learner"


def test_a_rejection_goes_where_it_is_wired(learner: User) -> None:
    run = choose(make_waiting(learner), "rejected")
    assert (run.status, run.outcome["run_status"]) == (Status.DONE, "stopped")


def test_two_gates_are_decided_one_after_the_other(learner: User) -> None:
    run = make_waiting(learner, "first", "second")
    assert [gate["node"] for gate in run.gates] == ["first"]
    run = choose(run, department="sales")
    assert (run.status, [gate["node"] for gate in run.gates]) == (Status.WAITING, ["second"])
    assert run.gates[0]["sees"][1]["data"] == "sales"
    assert choose(run).status == Status.DONE


@pytest.mark.parametrize(
    ("edits", "pointer", "words"),
    [
        ({"department": "kitchen"}, "/values/department", "one of sales, service"),
        ({"department": 3}, "/values/department", "one of sales, service"),
        ({"letter": "Dear me"}, "/values/letter", "may not be changed here"),
        ({"no/such": 1}, "/values/no~1such", "may not be changed here"),
    ],
)
def test_a_wrong_correction_is_refused_in_words(
    learner: User, edits: dict[str, Any], pointer: str, words: str
) -> None:
    run = make_waiting(learner)
    with pytest.raises(InvalidDecision) as refused:
        choose(run, **edits)
    (problem,) = refused.value.problems
    assert (problem.pointer, words in problem.message) == (pointer, True)
    assert Run.objects.get(pk=run.pk).status == Status.WAITING


def test_a_rejection_with_corrections_is_refused(learner: User) -> None:
    run = make_waiting(learner)
    now = run.gates[0]["edits"][0]["data"]
    with pytest.raises(InvalidDecision, match="cannot be taken"):
        choose(run, "rejected", department="sales" if now != "sales" else "service")
    assert choose(run, "rejected", department=now).status == Status.DONE


def test_a_gate_is_decided_once(learner: User) -> None:
    run = make_waiting(learner)
    choose(Run.objects.get(pk=run.pk))
    with pytest.raises(NotWaiting, match="does not wait"):
        choose(run)
    two = make_waiting(learner, "first", "second")
    choose(Run.objects.get(pk=two.pk))
    with pytest.raises(NotWaiting, match="not open"):
        choose(two)


def test_nobody_else_decides(learner: User, classmate: User, manager: User) -> None:
    run = make_waiting(learner)
    for somebody in (classmate, manager):
        with pytest.raises(Run.DoesNotExist):
            decide(
                user=somebody,
                run_id=run.pk,
                step_id=run.gates[0]["step"],
                port="approved",
                edits={},
                comment="",
                at=NOON,
            )


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_exactly_one_wins(learner: User) -> None:
    for _ in range(4):
        run = make_waiting(learner)
        gate, found = Barrier(2), []

        def act(port: str, run: Run = run, gate: Barrier = gate, found: list[str] = found) -> None:
            try:
                gate.wait(10)
                choose(run, port)
                found.append(port)
            except NotWaiting:
                found.append("refused")
            finally:
                connections.close_all()

        threads = [Thread(target=act, args=(port,)) for port in ("approved", "rejected")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found.count("refused") == 1
        finished = [
            event.data["data"]["port"]
            for event in Run.objects.get(pk=run.pk).events.all()
            if event.data["node"] == "gate" and event.data["type"] == "step_finished"
        ]
        assert finished == [port for port in found if port != "refused"]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_another_process_carries_the_run_on(learner: User) -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        name = connection.settings_dict["NAME"]
        pytest.fail(f"the test database must be one that processes share, not {name}")
    run = make_waiting(learner)
    code = (
        "import django; django.setup();"
        "from datetime import UTC, datetime;"
        "from podium.runs.models import Run;"
        "from podium.runs.waiting import decide;"
        f"run = Run.objects.get(pk='{run.pk}');"
        "decide(user=run.user, run_id=run.pk, step_id=run.gates[0]['step'], port='approved', edits={},"
        " comment='', at=datetime(2026, 3, 11, tzinfo=UTC))"
    )
    settings = connection.settings_dict
    said = subprocess.run(
        [sys.executable, "-c", f"{_database(settings)}{code}"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "podium.settings"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert said.returncode == 0, said.stderr
    assert Run.objects.get(pk=run.pk).status == Status.DONE


def _database(settings: dict[str, Any]) -> str:
    """Lines that point another process at the tests' database."""
    name = json.dumps(str(settings["NAME"]))
    return f"from django.conf import settings; settings.DATABASES['default']['NAME'] = {name};"


def test_the_sweeper_leaves_waiting_runs_alone(learner: User) -> None:
    run = make_waiting(learner)
    assert sweep_live_runs(at=LATER) == 0
    assert Run.objects.get(pk=run.pk).status == Status.WAITING


def test_a_run_that_would_now_go_another_way_is_ended_and_says_so(learner: User) -> None:
    run = make_waiting(learner)
    event = run.events.last()
    event.data["node"] = "other"
    event.save()
    run = choose(run)
    assert (run.status, run.outcome["reason"], run.outcome["score"]) == (Status.FAILED, CHANGED, None)


def test_a_run_without_people_is_over_at_once(learner: User) -> None:
    run = start_run(
        user=learner,
        exercise=make_exercise(),
        document=make_document(),
        case_id="practice-clean-1",
        mode=Mode.SIMULATED,
        at=NOON,
        pause_at_people=True,
    )
    assert run.status == Status.DONE


def test_only_so_many_runs_wait_for_one_learner(learner: User) -> None:
    for _ in range(MOST_WAITING):
        make_waiting(learner)
    with pytest.raises(InvalidRun, match="wait for a decision"):
        make_waiting(learner)


def test_a_live_run_cannot_wait(learner: User) -> None:
    with pytest.raises(InvalidRun, match="simulated"):
        start_run(
            user=learner,
            exercise=make_exercise(),
            document=make_gated(),
            case_id="practice-clean-1",
            mode=Mode.LIVE,
            at=NOON + HOUR,
            pause_at_people=True,
        )
