"""What only instructors and managers see."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from podium.accounts.person import person_of
from podium.submissions.models import Status, Submission
from podium.submissions.services import retry_submission


@login_required
def grader_faults(request: HttpRequest) -> HttpResponse:
    """`web/grader_faults.html`: `submissions` that ended in a grader fault or had one on the way, each with
    `faults` (report, happened_at)."""
    if not person_of(request).is_instructor:
        raise PermissionDenied
    found = Submission.objects.visible_to(request.user).filter(faults__isnull=False).distinct()
    rows = found.select_related("exercise", "user").prefetch_related("faults")[:100]
    return render(request, "web/grader_faults.html", {"submissions": rows})


@login_required
@require_POST
def retry_grading(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Put a submission that ended in a grader fault back into the queue."""
    if not person_of(request).is_instructor:
        raise PermissionDenied
    rows = Submission.objects.visible_to(request.user).filter(status=Status.GRADER_FAULT)
    found = get_object_or_404(rows, pk=submission_id)
    retry_submission(submission=found, at=timezone.now())
    messages.success(request, "It is in the queue again.")
    return redirect("grader_faults")
