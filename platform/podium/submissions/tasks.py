"""What workers do when they are poked."""

from __future__ import annotations

import traceback

import structlog
from django.conf import settings
from django.utils import timezone

from grading.score import NotGradable
from podium.celery import app
from podium.runs.services import sweep_live_runs
from podium.submissions import queue
from podium.submissions.grader import grade_row
from podium.submissions.poke import poke_workers

log = structlog.get_logger("podium.submissions")


@app.task(name="podium.grade_next", time_limit=int(settings.LEASE_SECONDS) + 1)
def grade_next() -> str | None:
    """Grade the oldest submission that waits, then poke for the next; the submission's id, or None."""
    claim = queue.claim_next(at=timezone.now())
    if claim is None:
        return None
    grade_claim(claim)
    if queue.count_claimable(at=timezone.now()):
        poke_workers()
    return str(claim.submission.pk)


def grade_claim(claim: queue.Claim) -> bool:
    """Grade and write the one result; whether this claim was the one that wrote."""
    submission = claim.submission
    try:
        answer = grade_row(submission)
    except Exception:  # whatever the grader did wrong, the learner does not pay for it
        report = traceback.format_exc(limit=30)
        log.error("grader_fault", submission=str(submission.pk), fence=claim.fence, report=report)
        return queue.write_fault(claim=claim, report=report, at=timezone.now())
    if isinstance(answer, NotGradable):
        return queue.write_not_gradable(claim=claim, answer=answer, at=timezone.now())
    return queue.write_grade(claim=claim, grade=answer, at=timezone.now())


@app.task(name="podium.sweep")
def sweep() -> int:
    """Poke for what waits: pokes that were lost, leases that ran out, retries that are due, live runs."""
    count = queue.count_claimable(at=timezone.now())
    sweep_live_runs(at=timezone.now())
    poke_workers(min(count, 8))
    return count
