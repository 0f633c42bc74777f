"""The map of the levels, an exercise's page and its hints."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from podium.courses.describe import describe, read_hint
from podium.courses.models import Exercise
from podium.submissions.models import Submission
from podium.submissions.queries import count_attempts
from podium.web.progress import exercise_progress, map_levels


def programme(request: HttpRequest) -> HttpResponse:
    """`web/programme.html`: `levels` (LevelProgress: number, state passed|current|ahead, passed_count,
    exercises of ExerciseProgress: exercise, state new|draft|waiting|graded|passed, best, attempts)."""
    return render(request, "web/programme.html", {"levels": map_levels(request.user)})


def exercise(request: HttpRequest, slug: str) -> HttpResponse:
    """`web/exercise.html`: `exercise`, `about` (as the API: title, brief_html, skills, duties, minutes, data,
    roster, tools, policies, budget, deliverables, suites, hints_count ...), `progress` (ExerciseProgress),
    and for a signed-in person `attempts` (used, limit, left, next_at) and `submissions` (own, newest
    first, at most 20)."""
    found = get_object_or_404(Exercise.objects.visible_to(request.user), slug=slug)
    context = {
        "exercise": found,
        "about": describe(found.current),
        "progress": exercise_progress(found, request.user),
    }
    if request.user.is_authenticated:
        own = Submission.objects.filter(user=request.user, exercise=found).select_related("grade", "exercise")
        context["attempts"] = count_attempts(user=request.user, exercise=found, at=timezone.now())
        context["submissions"] = own[:20]
    return render(request, "web/exercise.html", context)


def hint(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """`web/partials/hint.html` (htmx): `exercise`, `number` from 1, `hint_html`, `next_number` or None."""
    found = get_object_or_404(Exercise.objects.visible_to(request.user), slug=slug)
    html, count = read_hint(found.current, number)
    if html is None:
        raise Http404("There is no such hint.")
    context = {
        "exercise": found,
        "number": number,
        "hint_html": html,
        "next_number": number + 1 if number < count else None,
    }
    return render(request, "web/partials/hint.html", context)
