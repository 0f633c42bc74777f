"""A learner's way through the programme, shaped for the pages: notes, what comes next, skills in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template

from podium.submissions.models import Submission
from podium.web.progress import ExerciseProgress, LevelProgress
from podium.web.templatetags.words import SKILLS

register = template.Library()

NOTES = {"passed": "done", "graded": "tried", "waiting": "tried", "draft": "tried", "new": "next"}


@register.filter
def entries(levels: Iterable[LevelProgress]) -> list[ExerciseProgress]:
    """All exercises of the programme in their order."""
    return [entry for level in levels for entry in level.exercises]


@register.filter
def next_entry(levels: Iterable[LevelProgress]) -> ExerciseProgress | None:
    """What to do next: the first exercise that is not passed. None when all are, or when there are none."""
    return next((entry for entry in entries(levels) if not entry.is_passed), None)


@register.filter
def notes(
    shown: Iterable[ExerciseProgress], upcoming: ExerciseProgress | None = None
) -> list[dict[str, str]]:
    """Exercises as notes of a stave; the one that comes next is in brass."""
    slug = upcoming.exercise.slug if upcoming is not None else None
    return [
        {
            "state": "now" if entry.exercise.slug == slug else NOTES[entry.state],
            "title": entry.exercise.title,
        }
        for entry in shown
    ]


@register.filter
def skill_rows(scores: Mapping[str, int], submissions: Sequence[Submission]) -> list[dict[str, Any]]:
    """The six skills with their best score (None without evidence), its submission, and all in time."""
    rows = []
    for slug, title in SKILLS.items():
        graded = [one for one in submissions if slug in one.grade.scores]
        best = max(graded, key=lambda one: one.grade.scores[slug], default=None)
        history = [one.grade.scores[slug] for one in reversed(graded)]
        rows.append(
            {"skill": slug, "title": str(title), "score": scores.get(slug), "best": best, "history": history}
        )
    return rows
