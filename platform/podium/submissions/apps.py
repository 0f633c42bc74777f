"""The app's entry in Django's registry."""

from __future__ import annotations

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    """Graded submissions. Starting it brings the Celery app up, so that every process has the broker."""

    name = "podium.submissions"
    label = "submissions"

    def ready(self) -> None:
        """Import the Celery app: without it a poke from the web process would have no broker."""
        import podium.celery  # noqa: F401
