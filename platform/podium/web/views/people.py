"""A person's own pages: profile, settings, API tokens."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from podium.accounts.forms import ProfileForm, TokenForm
from podium.accounts.models import ApiToken
from podium.accounts.person import person_of
from podium.accounts.services import create_token, revoke_token
from podium.submissions.models import Submission
from podium.submissions.queries import best_scores
from podium.web.progress import map_levels


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """`web/profile.html`: `scores` (skill -> best score, only where there is evidence), `levels`
    (LevelProgress), `submissions` (own graded ones, newest first, at most 20)."""
    own = Submission.objects.filter(user=person_of(request), grade__isnull=False).select_related(
        "exercise", "grade"
    )
    context = {
        "scores": best_scores(person_of(request)),
        "levels": map_levels(request.user),
        "submissions": own[:20],
    }
    return render(request, "web/profile.html", context)


@login_required
def settings_page(request: HttpRequest) -> HttpResponse:
    """`web/settings.html`: `form` (name), `tokens` (ApiToken: name, prefix, created_at, last_used_at,
    revoked_at), `token_form`, `new_key` (shown once, after one was made)."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved.")
        return redirect("settings")
    context = {
        "form": form,
        "tokens": ApiToken.objects.visible_to(request.user),
        "token_form": TokenForm(),
        "new_key": request.session.pop("new_key", None),
    }
    return render(request, "web/settings.html", context)


@login_required
@require_POST
def add_token(request: HttpRequest) -> HttpResponse:
    """Make a token and show its key once, on the settings page."""
    form = TokenForm(request.POST)
    if form.is_valid():
        _, key = create_token(user=person_of(request), name=form.cleaned_data["name"], at=timezone.now())
        request.session["new_key"] = key
    return redirect("settings")


@login_required
@require_POST
def drop_token(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Revoke one of one's own tokens."""
    token = get_object_or_404(ApiToken.objects.visible_to(request.user), pk=token_id)
    revoke_token(token=token, at=timezone.now())
    messages.success(request, f"Token {token.name} no longer works.")
    return redirect("settings")
