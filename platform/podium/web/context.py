"""What every template may ask."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from podium.accounts.services import DEMO_PASSWORD, DEMO_PEOPLE


def site(request: HttpRequest) -> dict[str, Any]:
    """`demo` (mode), `demo_people` (e-mail, name, role; only in demo mode) and `demo_password`,
    `canvas_built`, `live_models`, `podium_version`."""
    return {
        "demo": settings.DEMO,
        "demo_people": DEMO_PEOPLE if settings.DEMO else (),
        "demo_password": DEMO_PASSWORD if settings.DEMO else "",
        "canvas_built": is_canvas_built(),
        "live_models": settings.LIVE_MODELS,
        "podium_version": settings.PODIUM_VERSION,
    }


def is_canvas_built() -> bool:
    """Whether the front end is there; without it the site works and the Studio says what to do."""
    return (settings.CANVAS_FOLDER / "manifest.json").exists()
