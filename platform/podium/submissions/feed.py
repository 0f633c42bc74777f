"""A submission's way through the queue as a stream of states."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from podium.streams.message import Message
from podium.submissions.models import Status, Submission

FAR = 1_000_000
END = 2**31
"""States are numbered so that they only grow: nearer to the front of the queue, a claim (which raises the
fence), back in the queue after a grader's fault, the next claim, and the end."""


def read_submissions(cursors: Mapping[UUID, int]) -> Mapping[UUID, list[Message]]:
    """The state of each submission, where it is past the one that was seen last."""
    rows = Submission.objects.filter(pk__in=list(cursors)).only("status", "fence", "tries", "submitted_at")
    found = list(rows)
    queue: list[UUID] = []
    if any(row.status == Status.QUEUED for row in found):
        waiting = Submission.objects.filter(status=Status.QUEUED).order_by("submitted_at")
        queue = list(waiting.values_list("pk", flat=True)[:FAR])
    places = {pk: place for place, pk in enumerate(queue, start=1)}
    messages = {row.pk: _message(row, places.get(row.pk)) for row in found}
    return {pk: [message] for pk, message in messages.items() if message.number > cursors[pk]}


def _message(row: Submission, position: int | None) -> Message:
    data = {"id": str(row.pk), "status": row.status, "position": position, "finished": row.is_finished}
    if row.is_finished:
        return Message(END, "status", data, is_last=True)
    step = 0 if row.status == Status.GRADING else FAR - (position or 1)
    return Message(row.fence * 2 * FAR + step, "status", data)
