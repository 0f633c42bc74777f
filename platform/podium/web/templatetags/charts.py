"""Charts as SVG from the server: radar, bar, stave and sparkline, each with its figures in words.

Sizes are SVG attributes, never inline styles, so a strict content security policy holds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext, ngettext

register = template.Library()

RADIUS = 84.0
CENTRE = (170.0, 138.0)
LINE = 15.0
RINGS = (25, 50, 75, 100)
STAVE_GAP = 6.0
STAVE_TOP = 8.0
PITCHES = (2, 1, 3, 0, 2, 1, 3, 2)  # which line or space a note sits on, so that a row reads as a phrase


@register.inclusion_tag("charts/radar.html")
def radar(skills: Iterable[Mapping[str, Any]], target: float | None = None) -> dict[str, Any]:
    """Draw skills as a web. Each has a `title` and a `score` 0..100, None where there is no evidence yet."""
    rows = list(skills)
    corners = [_corner(index, len(rows)) for index in range(len(rows))]
    axes = [_axis(row, corner) for row, corner in zip(rows, corners, strict=True)]
    return {
        "axes": axes,
        "rings": [_polygon(corners, [ring] * len(rows)) for ring in RINGS],
        "area": _polygon(corners, [row["score"] or 0 for row in rows]),
        "target": _polygon(corners, [target] * len(rows)) if target is not None else "",
        "target_value": target,
        "centre": CENTRE,
        "width": round(CENTRE[0] * 2),
        "height": round(CENTRE[1] * 2 + LINE),
        "text": "; ".join(_figure_in_words(row) for row in rows),
    }


@register.inclusion_tag("charts/bar.html")
def bar(
    value: float | None, label: str, tone: str = "", mark: float | None = None, maximum: float = 100
) -> dict[str, Any]:
    """Draw one value as a bar. `tone` is ok, warn, err, now or "" (plain); `mark` is a line to be reached."""
    share = 0.0 if value is None else max(0.0, min(1.0, value / maximum))
    return {
        "width": round(share * 100, 1),
        "tone": tone,
        "mark": None if mark is None else round(mark / maximum * 100, 1),
        "text": gettext("%(label)s: not scored") % {"label": label}
        if value is None
        else gettext("%(label)s: %(value)s of %(maximum)s")
        % {"label": label, "value": _plain(value), "maximum": _plain(maximum)},
    }


@register.inclusion_tag("charts/stave.html")
def stave(notes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Draw progress on five lines, a note a piece of work: `state` is done, now, tried or next.

    It is as wide as its place: positions are per cents, only the height is fixed.
    """
    rows = list(notes)
    drawn = [
        {
            "x": round((index + 0.5) * 100 / len(rows), 1),
            "y": STAVE_TOP + STAVE_GAP * PITCHES[index % len(PITCHES)] + STAVE_GAP / 2,
            "state": row["state"],
        }
        for index, row in enumerate(rows)
    ]
    return {
        "notes": drawn,
        "lines": [STAVE_TOP + STAVE_GAP * line for line in range(5)],
        "text": _stave_in_words(rows),
    }


@register.inclusion_tag("charts/sparkline.html")
def sparkline(scores: Sequence[float], label: str, mark: float | None = None) -> dict[str, Any]:
    """Draw scores 0..100 in their order in time, with the line to be reached."""
    width, height, inset = 120.0, 32.0, 3.0
    step = (width - 2 * inset) / max(1, len(scores) - 1)

    def rise(score: float) -> float:
        return round(height - inset - (height - 2 * inset) * score / 100, 1)

    points = [(round(inset + step * index, 1), rise(score)) for index, score in enumerate(scores)]
    return {
        "points": " ".join(f"{x},{y}" for x, y in points),
        "last": points[-1] if points else None,
        "mark": None if mark is None else rise(mark),
        "text": f"{label}: " + ", ".join(_plain(score) for score in scores),
    }


def _corner(index: int, count: int) -> tuple[float, float]:
    """The direction of an axis: the first points up, the others follow clockwise."""
    angle = 2 * math.pi * index / count - math.pi / 2
    return math.cos(angle), math.sin(angle)


def _axis(row: Mapping[str, Any], corner: tuple[float, float]) -> dict[str, Any]:
    x, y = corner
    score = row["score"]
    lines = str(row["title"]).split(" ", 1)
    above = LINE * (len(lines) if y < -0.9 else (len(lines) - 1) / 2 if abs(y) <= 0.9 else -0.6)
    return {
        "lines": lines,
        "score": score,
        "end": _point(corner, 100),
        "dot": _point(corner, score or 0),
        "label": (round(CENTRE[0] + x * (RADIUS + 14), 1), round(CENTRE[1] + y * (RADIUS + 14) - above, 1)),
        "anchor": "middle" if abs(x) < 0.2 else ("start" if x > 0 else "end"),
    }


def _point(corner: tuple[float, float], score: float) -> tuple[float, float]:
    reach = RADIUS * score / 100
    return round(CENTRE[0] + corner[0] * reach, 1), round(CENTRE[1] + corner[1] * reach, 1)


def _polygon(corners: Sequence[tuple[float, float]], scores: Sequence[float]) -> str:
    points = (_point(corner, score) for corner, score in zip(corners, scores, strict=True))
    return " ".join(f"{x},{y}" for x, y in points)


def _figure_in_words(row: Mapping[str, Any]) -> str:
    if row["score"] is None:
        return gettext("%(title)s: no evidence yet") % {"title": row["title"]}
    return gettext("%(title)s: %(score)s of 100") % {"title": row["title"], "score": _plain(row["score"])}


def _stave_in_words(rows: Sequence[Mapping[str, Any]]) -> str:
    done = sum(1 for row in rows if row["state"] == "done")
    words = ngettext("%(done)d of %(count)d passed", "%(done)d of %(count)d passed", len(rows)) % {
        "done": done,
        "count": len(rows),
    }
    now = next((row for row in rows if row["state"] == "now"), None)
    if now is not None and now.get("title"):
        words += ". " + gettext("Next: %(title)s") % {"title": now["title"]}
    return words


def _plain(value: float) -> str:
    """A figure without a needless fraction."""
    return f"{round(value, 1):g}"
