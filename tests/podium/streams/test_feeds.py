"""What the streams say of runs and submissions."""

from __future__ import annotations

import pytest
from asgiref.sync import sync_to_async

from podium.accounts.models import User
from podium.runs.feed import read_runs
from podium.submissions import queue
from podium.submissions.feed import END, read_submissions
from podium.submissions.models import Submission
from tests.podium.making import (
    HOUR,
    NOON,
    async_client_for,
    make_grade,
    make_run,
    make_submission,
    make_user,
)
from tests.podium.submissions.test_queue import claim

pytestmark = pytest.mark.usefixtures("no_pokes")


def state_of(submission: Submission, last: int = 0) -> list[tuple[int, str, int | None]]:
    messages = read_submissions({submission.pk: last})[submission.pk]
    return [(message.number, message.data["status"], message.data["position"]) for message in messages]


def test_a_run_is_told_from_its_first_event_to_its_end(learner: User) -> None:
    run = make_run(learner)
    messages = read_runs({run.pk: 0})[run.pk]
    assert [message.data["seq"] + 1 for message in messages[:-1]] == [
        message.number for message in messages[:-1]
    ]
    assert (messages[0].data["type"], messages[-1].event) == ("run_started", "end")
    assert messages[-1].data["outcome"]["deliverables"]


def test_a_run_is_told_on_from_any_event(learner: User) -> None:
    run = make_run(learner)
    whole = read_runs({run.pk: 0})[run.pk]
    third = whole[2].number
    assert read_runs({run.pk: third})[run.pk] == whole[3:]


def test_every_step_of_the_way_has_a_greater_number(learner: User, classmate: User) -> None:
    make_submission(classmate)
    mine = make_submission(learner, at=NOON + HOUR)
    seen = state_of(mine)
    first = claim(NOON + HOUR)
    seen += state_of(mine)
    queue.write_grade(claim=first, grade=make_grade(), at=NOON + HOUR)
    held = claim(NOON + HOUR)
    seen += state_of(mine)
    queue.write_fault(claim=held, report="boom", at=NOON + HOUR)
    seen += state_of(mine)
    held = claim(NOON + 2 * HOUR)
    queue.write_grade(claim=held, grade=make_grade(), at=NOON + 2 * HOUR)
    seen += state_of(mine)
    assert [state[1:] for state in seen] == [
        ("queued", 2),
        ("queued", 1),
        ("grading", None),
        ("queued", 1),
        ("graded", None),
    ]
    assert [state[0] for state in seen] == sorted({state[0] for state in seen})
    assert seen[-1][0] == END


def test_a_state_that_was_seen_is_not_told_again(learner: User) -> None:
    mine = make_submission(learner)
    ((number, _, _),) = state_of(mine)
    assert read_submissions({mine.pk: number}) == {}


@pytest.mark.django_db(transaction=True)
async def test_a_browser_that_lost_the_line_goes_on_after_its_last_event() -> None:
    run = await sync_to_async(lambda: make_run(make_user(email="learner@example.org")))()
    client = await sync_to_async(lambda: async_client_for(run.user))()
    whole = await client.get(f"/api/v1/runs/{run.pk}/events/")
    first = b"".join([part async for part in whole.streaming_content]).split(b"\n\n")
    again = await client.get(f"/api/v1/runs/{run.pk}/events/", headers={"Last-Event-ID": "3"})
    second = b"".join([part async for part in again.streaming_content]).split(b"\n\n")
    assert whole["Content-Type"] == "text/event-stream"
    assert second[1:] == first[4:]
