"""The app's entry in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Exercises and their versions."""

    name = "podium.courses"
    label = "courses"
