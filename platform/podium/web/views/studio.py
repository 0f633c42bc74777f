"""The page that carries the Studio."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from podium.accounts.person import person_of
from podium.courses.models import Exercise
from podium.studio.services import open_draft
from podium.web.bootstrap import studio_bootstrap


@login_required
def studio(request: HttpRequest, slug: str) -> HttpResponse:
    """`studio/studio.html`: `exercise`, `bootstrap` (for json_script `studio-bootstrap`: exercise, draft,
    cases, user, endpoints, csrf, attempts, live_models). Where `canvas_built` is false the page says what
    to do."""
    found = get_object_or_404(Exercise.objects.visible_to(request.user), slug=slug)
    draft = open_draft(user=person_of(request), exercise=found, at=timezone.now())
    bootstrap = studio_bootstrap(draft=draft, csrf=get_token(request), at=timezone.now())
    return render(request, "studio/studio.html", {"exercise": found, "bootstrap": bootstrap})
