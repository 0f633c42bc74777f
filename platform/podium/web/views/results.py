"""Submissions as pages: the list, and the result with its evidence."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from podium.courses.describe import describe
from podium.submissions.models import Submission
from podium.submissions.queries import count_attempts, find_position


@login_required
def submissions(request: HttpRequest) -> HttpResponse:
    """`web/submissions.html`: `page` of Submission (own; an instructor sees everybody's), newest first."""
    found = Submission.objects.visible_to(request.user).select_related("exercise", "grade", "user")
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "web/submissions.html", {"page": page})


@login_required
def submission(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """`web/submission.html`: `submission` (status queued|grading|graded|not_gradable|grader_fault, document,
    problems, exercise, user), `grade` (Grade.as_dict, None until graded), `nodes` (id -> label of the
    document's nodes), `position` in the queue or None, `about` (the exercise as the API says it),
    `attempts`, `is_own`."""
    rows = Submission.objects.visible_to(request.user).select_related("exercise", "version", "grade", "user")
    found = get_object_or_404(rows, pk=submission_id)
    grade = getattr(found, "grade", None)
    context = {
        "submission": found,
        "grade": grade.result if grade else None,
        "nodes": name_nodes(found.document),
        "position": find_position(found),
        "about": describe(found.version),
        "attempts": count_attempts(user=found.user, exercise=found.exercise, at=timezone.now()),
        "is_own": found.user_id == request.user.pk,
    }
    return render(request, "web/submission.html", context)


def name_nodes(document: object) -> dict[str, str]:
    """What the learner called each node, containers' insides included; ids where there is no label."""
    names: dict[str, str] = {}
    waiting = [document]
    while waiting:
        graph = waiting.pop()
        nodes = graph.get("nodes") if isinstance(graph, dict) else None
        for node in nodes if isinstance(nodes, list) else []:
            if isinstance(node, dict) and isinstance(node.get("id"), str):
                names[node["id"]] = str(node.get("label") or node["id"].replace("_", " "))
                waiting.append(node.get("inside"))
    return names
