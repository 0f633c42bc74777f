"""Lapses of a reviewer: how a review itself goes wrong, each a hazard of the work under review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.scenario import Case
from sandbox.value import Value
from sandbox.world.alter import is_open
from sandbox.world.blueprint import Blueprint
from sandbox.world.chance import FULL_FIT, Circumstance
from sandbox.world.draw import as_share, strikes, to_millionths
from sandbox.world.hazards import HAZARDS
from sandbox.world.instruction import Grasp

GOES_ON = "unaware_of_termination"
SKIPS = "incomplete_verification"
BY_LOOKS = "incorrect_verification"
SHOWS = frozenset({"chatter_or_malformed", "derailment", "unsafe_output", "wrong_tone", "left_open"})
"""Faults that the looks alone give away."""


@dataclass(frozen=True, slots=True)
class Lapse:
    """What came of the lapses on one value: the hazard that struck, if any, and notes for the event log."""

    hazard: str | None = None
    notes: tuple[dict[str, Any], ...] = ()


NONE = Lapse()


@dataclass(frozen=True, slots=True)
class Looker:
    """Who looks: fit 0..1 for this value, model tier, number of values in the review, what is understood of
    the criteria, and where luck comes from (by hazard)."""

    fit: float
    tier: str
    values: int
    understood: Grasp
    draw: Callable[[str], int]


def lapse(blueprint: Blueprint, case: Case, looker: Looker, value: Value, sound: bool) -> Lapse:
    """Draw for the lapses that are live for the task whose value is judged; the criteria protect.

    On a sound value only the end can be missed; on a wrong one a look can be skipped, or go by the looks.
    So a better criterion only mends: it never lets a fault pass nor doubts what is right.
    """
    producer = blueprint.tasks.get(value.name)
    task = producer.task if producer is not None else None
    if task is None:
        return NONE
    live = case.live.get(task.slug, ())
    notes: list[dict[str, Any]] = []
    for slug in (GOES_ON,) if sound else (SKIPS, BY_LOOKS):
        if slug not in live:
            continue
        note = _try(slug, task.hazards[slug], task.difficulty, looker)
        notes.append(note)
        if note["struck"] and not (slug == BY_LOOKS and _shows(value)):
            return Lapse(slug, tuple(notes))
    return Lapse(None, tuple(notes))


def _try(slug: str, rate: float, difficulty: float, looker: Looker) -> dict[str, Any]:
    state = Circumstance(
        fit=looker.fit * FULL_FIT,
        difficulty=difficulty,
        tier=looker.tier,
        tasks=looker.values,
        clutter=0.0,
        clarity=0.0,
    )
    directive = HAZARDS[slug].prevented_by
    reading = looker.understood.protection(directive) if directive is not None else 0.0
    millionths = to_millionths(state.hazard(rate, reading))
    drawn = looker.draw(slug)
    return {
        "hazard": slug,
        "rate": rate,
        "directive": directive,
        "reading": round(reading, 6),
        "probability": millionths / 1e6,
        "draw": as_share(drawn),
        "struck": strikes(drawn, millionths),
    }


def _shows(value: Value) -> bool:
    """Whether the value looks wrong by itself."""
    return is_open(value.data) or bool(SHOWS.intersection(value.faults))
