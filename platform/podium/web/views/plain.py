"""Pages that hardly ask the database."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from podium.web.progress import map_levels


def home(request: HttpRequest) -> HttpResponse:
    """`web/home.html`: `levels` (LevelProgress x 5)."""
    return render(request, "web/home.html", {"levels": map_levels(request.user)})


def help_page(request: HttpRequest) -> HttpResponse:
    """`web/help.html`: `attempts_a_day`."""
    return render(request, "web/help.html", {"attempts_a_day": settings.ATTEMPTS_A_DAY})


def how_grading_works(request: HttpRequest) -> HttpResponse:
    """`web/how_grading_works.html`: `attempts_a_day`."""
    return render(request, "web/how_grading_works.html", {"attempts_a_day": settings.ATTEMPTS_A_DAY})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`403_csrf.html`: the form was too old, or cookies are off."""
    return render(request, "403_csrf.html", status=403)
