"""The simulated person at a gate: finds nearly everything, slowly, and less the more they are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox.scenario import Case
from sandbox.step import Step, StepResult
from sandbox.value import Value
from sandbox.world.blueprint import Blueprint
from sandbox.world.cost import words_of
from sandbox.world.draw import as_share, draw, strikes, to_millionths
from sandbox.world.occasion import occasion_of
from sandbox.world.produce import invent
from sandbox.world.soundness import is_sound

FINDS = 0.97
"""What a rested person with time finds."""
FALSE_ALARM = 0.01
WITHOUT_EVIDENCE = 0.6
"""What is left of it when they see nothing that the value rests on."""
LOOK_MINUTES = 0.3
VALUE_MINUTES = 0.12
WORDS_A_MINUTE = 220.0
MAKE_MINUTES = 0.8
"""Minutes it takes to make a missing value by hand."""


@dataclass(frozen=True, slots=True)
class Gate:
    """The settings of a human node."""

    minutes: float
    sees: tuple[str, ...]
    edits: tuple[str, ...]


def perform_human(
    blueprint: Blueprint, case: Case, gate: Gate, step: Step, seed: int | str, attention: float
) -> StepResult:
    """One look of a person. Leaves by `approved` (what was wrong is corrected) or `rejected`.

    `attention` 0..1 is what the day's load leaves; too few minutes for what there is to see take more of it.
    One draw decides for all that is wrong: whoever looks closely sees where it comes from and what follows.
    """
    shown = {
        name: step.inputs[name] for name in dict.fromkeys((*gate.sees, *gate.edits)) if name in step.inputs
    }
    absent = tuple(name for name in gate.edits if name not in step.inputs and name in blueprint.by_value)
    needed = needed_minutes(blueprint, shown, len(absent))
    care = attention * min(1.0, gate.minutes / needed)
    occasion = occasion_of(step)
    eye = draw(seed, case.id, "human", "eye", occasion, step.rank)
    notes: list[dict[str, Any]] = []
    mended: dict[str, Value] = {}
    doubts: list[str] = []
    for name, value in shown.items():
        if is_sound(blueprint.scenario, case, value):
            if name in gate.edits or name not in blueprint.by_value:
                continue
            drawn = draw(seed, case.id, "human", name, occasion, step.rank)
            found, note = _look(name, False, FALSE_ALARM, drawn)
        else:
            found, note = _look(name, True, FINDS * care * _evidence(blueprint, name, shown), eye)
        notes.append(note)
        if found and name in gate.edits:
            mended[name] = replace(case.truth[name], author="human", flags=frozenset({"edited"}))
        elif found:
            doubts.append(name)
    for name in absent:
        right, note = _look(name, True, FINDS * care * _evidence(blueprint, name, shown), eye)
        notes.append({**note, "made": True})
        made = _make(blueprint, case, name, right, draw(seed, case.id, "human", name, occasion, step.rank))
        if made is not None:
            mended[name] = made
    return StepResult(
        port="rejected" if doubts else "approved",
        values=mended,
        minutes=gate.minutes,
        seconds=round(gate.minutes * 60.0, 3),
        detail={
            "sees": sorted(shown),
            "care": round(care, 6),
            "attention": round(attention, 6),
            "needed_minutes": round(needed, 3),
            "looks": notes,
            "edited": sorted(mended),
            "doubts": doubts,
        },
    )


def needed_minutes(blueprint: Blueprint, shown: Mapping[str, Value], made: int) -> float:
    """The minutes that looking at these values with care takes, and making some by hand."""
    data = blueprint.scenario.data
    words = sum(words_of(value, data.get(name)) for name, value in shown.items())
    return LOOK_MINUTES + VALUE_MINUTES * len(shown) + words / WORDS_A_MINUTE + MAKE_MINUTES * made


def _evidence(blueprint: Blueprint, name: str, shown: Mapping[str, Value]) -> float:
    producer = blueprint.by_value.get(name)
    if producer is None or not producer.needs:
        return 1.0
    share = sum(need in shown for need in producer.needs) / len(producer.needs)
    return WITHOUT_EVIDENCE + (1.0 - WITHOUT_EVIDENCE) * min(1.0, share * 2.0)


def _look(name: str, wrong: bool, chance: float, drawn: int) -> tuple[bool, dict[str, Any]]:
    millionths = to_millionths(chance)
    found = strikes(drawn, millionths)
    return found, {
        "value": name,
        "wrong": wrong,
        "probability": millionths / 1e6,
        "draw": as_share(drawn),
        "found": found,
    }


def _make(blueprint: Blueprint, case: Case, name: str, right: bool, drawn: int) -> Value | None:
    """A value made by hand: the truth, or a tired guess. An effect cannot be made by hand."""
    producer = blueprint.by_value[name]
    if producer.tool is not None and producer.tool.effect:
        return None
    truth = case.truth[name]
    if right:
        return replace(truth, author="human", flags=frozenset({"edited"}))
    guess = invent(blueprint, case, name, drawn)
    return replace(truth, data=guess, statements=(), author="human", faults=("slip",))
