"""The app's entry in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class StudioConfig(AppConfig):
    """Drafts."""

    name = "podium.studio"
    label = "studio"
