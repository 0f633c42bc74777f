"""The queue of submissions: claim with a lease and a fence, write the result once, sweep what was left
behind.

Every change is one conditional UPDATE, so that two workers, a worker that was paused past its lease, and one
that was killed cannot both win: whoever no longer holds the newest fence writes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F

from grading.score import Grade as GradeResult
from grading.score import NotGradable
from podium.submissions.models import Grade, GraderFault, Status, Submission, SubmissionQuerySet

TRIES = 3
RETRY_SECONDS = (5, 30)


@dataclass(frozen=True, slots=True)
class Claim:
    """A worker's right to grade one submission, good while its fence is the newest."""

    submission: Submission
    fence: int


def claim_next(*, at: datetime) -> Claim | None:
    """Take the oldest submission that may be taken; None where there is none. A submission whose workers died
    three times is given up instead, so that it cannot kill a fourth."""
    for pk, fence, tries in Submission.objects.claimable(at=at).values_list("pk", "fence", "tries")[:20]:
        if tries >= TRIES:
            _give_up(pk=pk, fence=fence, report="The workers that graded it died or ran out of time.", at=at)
        elif _take(pk=pk, fence=fence, at=at):
            row = Submission.objects.select_related("version", "exercise").get(pk=pk)
            return Claim(row, fence + 1)
    return None


def _take(*, pk: UUID, fence: int, at: datetime) -> bool:
    mine = Submission.objects.claimable(at=at).filter(pk=pk, fence=fence).order_by()
    return bool(
        mine.update(
            status=Status.GRADING,
            fence=F("fence") + 1,
            tries=F("tries") + 1,
            lease_until=at + timedelta(seconds=settings.LEASE_SECONDS),
        )
    )


@transaction.atomic
def write_grade(*, claim: Claim, grade: GradeResult, at: datetime) -> bool:
    """Write the grade, once; False where the claim no longer holds."""
    if not _finish(claim, Status.GRADED, at):
        return False
    Grade.objects.create(
        submission=claim.submission,
        passed=grade.passed,
        outcome=grade.outcome,
        scores={entry.skill: entry.score for entry in grade.skills},
        result=grade.as_dict(),
        engine_version=grade.engine_version,
        detector_version=grade.detector_version,
        graded_at=at,
    )
    return True


@transaction.atomic
def write_not_gradable(*, claim: Claim, answer: NotGradable, at: datetime) -> bool:
    """Write that the document is at fault, once; it costs no attempt."""
    if not _finish(claim, Status.NOT_GRADABLE, at):
        return False
    problems = [problem.as_dict() for problem in answer.problems]
    Submission.objects.filter(pk=claim.submission.pk).update(problems=problems)
    return True


@transaction.atomic
def write_fault(*, claim: Claim, report: str, at: datetime) -> bool:
    """Note a failure of the grader and queue the submission again, or end it after the third; no attempt is
    charged. False where the claim no longer holds."""
    tries = claim.submission.tries
    if tries >= TRIES:
        return _give_up(pk=claim.submission.pk, fence=claim.fence, report=report, at=at)
    wait = RETRY_SECONDS[min(tries, len(RETRY_SECONDS)) - 1]
    if not _held(claim).update(
        status=Status.QUEUED, lease_until=None, not_before=at + timedelta(seconds=wait)
    ):
        return False
    GraderFault.objects.create(submission=claim.submission, fence=claim.fence, report=report, happened_at=at)
    return True


@transaction.atomic
def _give_up(*, pk: UUID, fence: int, report: str, at: datetime) -> bool:
    changed = Submission.objects.filter(
        pk=pk, fence=fence, status__in=[Status.QUEUED, Status.GRADING]
    ).update(status=Status.GRADER_FAULT, lease_until=None, finished_at=at)
    if changed:
        GraderFault.objects.get_or_create(
            submission_id=pk, fence=fence, defaults={"report": report, "happened_at": at}
        )
    return bool(changed)


def _finish(claim: Claim, status: Status, at: datetime) -> bool:
    return bool(_held(claim).update(status=status, lease_until=None, finished_at=at))


def _held(claim: Claim) -> SubmissionQuerySet:
    return Submission.objects.filter(pk=claim.submission.pk, fence=claim.fence, status=Status.GRADING)


def count_claimable(*, at: datetime) -> int:
    """How many submissions a worker could take at that moment."""
    return Submission.objects.claimable(at=at).count()
