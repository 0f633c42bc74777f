"""The app's entry in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class RunsConfig(AppConfig):
    """Practice runs."""

    name = "podium.runs"
    label = "runs"
