"""Who is good at what: the roster as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

register = template.Library()

GOOD = 0.75
FAIR = 0.5


@register.inclusion_tag("web/exercise/crafts.html")
def crafts_table(roster: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A row per agent, a column per craft; each cell says how well they fit, in figures and in strength."""
    crafts = list(dict.fromkeys(craft for agent in roster for craft in agent["crafts"]))
    rows = [
        {"title": agent["title"], "cells": [_cell(agent["crafts"].get(craft)) for craft in crafts]}
        for agent in roster
    ]
    return {"crafts": crafts, "rows": rows}


def _cell(fit: float | None) -> dict[str, Any]:
    strength = "" if fit is None or fit < FAIR else "good" if fit >= GOOD else "fair"
    return {"fit": fit, "strength": strength}
