"""The app's entry in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API."""

    name = "podium.api"
    label = "api"
