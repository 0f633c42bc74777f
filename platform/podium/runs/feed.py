"""A run's events as a stream: every one of them, then how it ended, or that it waits and for what."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from podium.runs.models import Run, RunEvent
from podium.streams.message import Message

END = 2**31
"""The number of the message that ends a stream: above every event's."""


def read_runs(cursors: Mapping[UUID, int]) -> Mapping[UUID, list[Message]]:
    """Messages after each cursor. An event's message has the number of the event plus one, so that 0 means:
    all."""
    if not cursors:
        return {}
    # The rows first: a run that is finished now has all its events written already.
    runs = {run.pk: run for run in Run.objects.filter(pk__in=list(cursors)).defer("document")}
    found: dict[UUID, list[Message]] = {subject: [] for subject in cursors}
    wanted = reduce(or_, (Q(run_id=subject, seq__gte=last) for subject, last in cursors.items()))
    for event in RunEvent.objects.filter(wanted).order_by("run_id", "seq"):
        found[event.run_id].append(Message(event.seq + 1, "step", event.data))
    for subject, run in runs.items():
        if run.is_finished:
            end = {"status": run.status, "outcome": run.outcome}
            found[subject].append(Message(END, "end", end, is_last=True))
        elif run.is_waiting:
            # It ends the stream with the number of the last event: whoever comes back after the decision
            # goes on from there.
            last = max((message.number for message in found[subject]), default=cursors[subject])
            found[subject].append(Message(last, "waiting", {"gates": run.gates}, is_last=True))
    return found
