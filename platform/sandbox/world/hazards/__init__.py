"""The library of hazards, one file each. A new file with a `HAZARD` is all that a new hazard takes."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from sandbox.world.hazards.hazard import Hazard


def _find() -> dict[str, Hazard]:
    found: dict[str, Hazard] = {}
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        hazard = getattr(import_module(f"{__name__}.{module.name}"), "HAZARD", None)
        if isinstance(hazard, Hazard):
            found[hazard.slug] = hazard
    return found


HAZARDS: dict[str, Hazard] = _find()
"""Every hazard of the library by slug, in alphabetical order."""
