"""The app's entry in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages and what they share."""

    name = "podium.web"
    label = "web"
