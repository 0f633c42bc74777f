"""Live runs: a real HTTP endpoint on loopback, the journal written while it happens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from podium.accounts.models import User
from podium.runs.live import leave_texts_unscored, leave_unanswered_unscored
from podium.runs.models import Mode, Run, Status
from podium.runs.services import KEPT_RUNS, drop_old_runs, start_run, sweep_live_runs
from podium.runs.tasks import run_live
from tests.podium.making import HOUR, NOON, make_document, make_exercise, make_run, post_desk
from tests.podium.runs.chat_server import chat_server

pytestmark = pytest.mark.usefixtures("no_pokes")


def queue_live(learner: User) -> Run:
    return start_run(
        user=learner,
        exercise=make_exercise(),
        document=make_document(),
        case_id="practice-clean-1",
        mode=Mode.LIVE,
        at=NOON,
    )


def perform(settings: Any, run: Run, answer: Any, code: int = 200) -> Run:
    with chat_server(answer, code) as (server, address):
        settings.MODEL_ENDPOINT, settings.MODEL_KEY = address, "key"
        settings.MODEL_NAMES = dict.fromkeys(("small", "medium", "large"), "loopback-1")
        assert run_live(str(run.pk))
        assert server.calls >= 1
    return Run.objects.get(pk=run.pk)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("department", ["sales", "service"])
def test_a_live_run_is_scored_against_the_same_truth(learner: User, settings: Any, department: str) -> None:
    run = perform(settings, queue_live(learner), {"department": department})
    part = run.outcome["deliverables"][0]
    assert (run.status, part["got"]) == (Status.DONE, department)
    assert run.outcome["score"] == (1.0 if part["expected"] == department else 0.0)


@pytest.mark.django_db(transaction=True)
def test_the_journal_of_a_live_run_is_whole(learner: User, settings: Any) -> None:
    run = perform(settings, queue_live(learner), {"department": "sales"})
    events = [event.data for event in run.events.all()]
    assert [event["seq"] for event in events] == list(range(events[0]["seq"], events[0]["seq"] + len(events)))
    assert (events[0]["type"], events[-1]["type"]) == ("run_started", "run_finished")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("code", [401, 404, 429, 500, 503])
def test_an_endpoint_that_fails_is_a_failed_run_and_never_a_wrong_answer(
    learner: User, settings: Any, code: int
) -> None:
    run = perform(settings, queue_live(learner), None, code=code)
    assert run.status == Status.FAILED
    part = run.outcome["deliverables"][0]
    assert (part["got"], part["score"], run.outcome["score"]) == (None, None, None)
    assert part["unscored"]
    assert run.outcome["endpoint_failed"].startswith("The endpoint failed: ")
    assert "step_failed" in {event.data["type"] for event in run.events.all()}


@pytest.mark.django_db(transaction=True)
def test_a_second_poke_for_the_same_run_does_nothing(learner: User, settings: Any) -> None:
    run = perform(settings, queue_live(learner), {"department": "sales"})
    assert not run_live(str(run.pk))
    assert not run_live("3f0e3c2e-0000-4000-8000-000000000000")


def test_a_live_run_that_waits_is_poked_again(learner: User, no_pokes: list[str]) -> None:
    queue_live(learner)
    assert sweep_live_runs(at=NOON) == 0
    assert sweep_live_runs(at=NOON + timedelta(minutes=1)) == 1
    assert no_pokes == ["podium.run_live"]


def test_a_live_run_whose_worker_died_is_ended(learner: User) -> None:
    run = queue_live(learner)
    Run.objects.update(status=Status.RUNNING)
    assert sweep_live_runs(at=NOON + HOUR) == 1
    run.refresh_from_db()
    assert (run.status, run.outcome["score"]) == (Status.FAILED, None)


def test_live_texts_are_left_unscored_and_say_so() -> None:
    outcome = {"deliverables": [{"name": "department", "score": 1.0, "weight": 1.0}], "incidents": []}
    assert leave_texts_unscored(post_desk(), outcome)["score"] == 1.0
    assert leave_texts_unscored(post_desk(), {**outcome, "incidents": [{"id": "x"}]})["score"] == 0.0


def test_what_came_out_in_spite_of_the_endpoint_keeps_its_score() -> None:
    parts = [
        {"name": "a", "score": 1.0, "weight": 0.5, "got": "x"},
        {"name": "b", "score": 0.0, "weight": 0.5, "got": None},
    ]
    outcome = {"run_status": "delivered", "reason": "", "deliverables": parts, "incidents": []}
    told = leave_unanswered_unscored(outcome, "The endpoint failed: it was slow.")
    assert [part["score"] for part in told["deliverables"]] == [1.0, None]
    assert told["score"] == 1.0
    assert leave_unanswered_unscored(outcome, "") == outcome


def test_only_the_newest_runs_are_kept(learner: User) -> None:
    make_run(learner)
    rows = [
        Run(
            user=learner,
            version=make_exercise().current,
            document={},
            case_id=str(number),
            status=Status.DONE,
            started_at=NOON + timedelta(minutes=number),
            finished_at=NOON,
        )
        for number in range(KEPT_RUNS + 5)
    ]
    Run.objects.bulk_create(rows)
    assert drop_old_runs(user=learner) == 6
    assert Run.objects.order_by("started_at").first().case_id == "5"
