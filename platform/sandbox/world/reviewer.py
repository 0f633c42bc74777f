"""The simulated reviewer: finds a wrong value by its criteria, its evidence, its independence, its fit and
its model."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from sandbox.scenario import Case
from sandbox.step import Step, StepResult
from sandbox.value import Value
from sandbox.world.blueprint import Blueprint
from sandbox.world.chance import UNKNOWN_FIT
from sandbox.world.cost import OVERHEAD_TOKENS, call_cost, call_seconds, tokens, words_of
from sandbox.world.draw import RANGE, as_share, draw, strikes, to_millionths
from sandbox.world.failure import call_failure
from sandbox.world.feedback import write_feedback
from sandbox.world.hazards import HAZARDS
from sandbox.world.instruction import HIGHEST, Grasp, Mode, Reader, grasp
from sandbox.world.lapse import GOES_ON, Lapse, Looker, lapse
from sandbox.world.occasion import occasion_of
from sandbox.world.soundness import is_sound

NO_CRITERIA = 0.1
GENERAL_LOOK = 0.5
"""What a reviewer finds of a fault that its criteria do not speak of, where they say something else."""
POWER_OF_CRITERIA = 0.54
"""What criteria that speak of the fault for sure (.9) add, so that .986 is the most."""
NAMED_VALUE = 0.8
"""How far criteria that only name the value, or what it rests on, speak of plain slips in it."""
BLIND = 0.35
"""What is left without any of the evidence."""
SAME_AGENT = 0.6
SAME_MODEL_TOO = 0.45
"""What is left when the author reviews its own work, with the same model."""
TIER = {"small": 0.85, "medium": 0.94, "large": 1.0}
FALSE_ALARM = 0.006
VAGUE_ALARM = 0.06
"""Sound work turned back by a reviewer without criteria, beyond the usual."""
UNFIT_ALARM = 0.05
"""Sound work turned back by a reviewer who lacks the craft altogether, beyond the usual."""
CHECKED_BY = ("verify_result", "cite_sources", "gives_success_criteria")
"""What in criteria speaks of plain slips."""

RULES = sorted(
    {(hazard.prevented_by, hazard.by_criterion) for hazard in HAZARDS.values() if hazard.prevented_by}
    | {("verify_result", False), ("cite_sources", False), ("gives_success_criteria", True)}
)
"""All that can be read in criteria, and whether it is a criterion of prompt craft."""

_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class ReviewOrder:
    """The settings of a review node."""

    agent: str
    model: str
    on: tuple[str, ...]
    sees: tuple[str, ...]
    criteria: str


def perform_review(
    blueprint: Blueprint,
    case: Case,
    order: ReviewOrder,
    step: Step,
    seed: int | str,
    reader: Reader,
    mode: Mode,
    calm: bool = False,
) -> StepResult:
    """One review. Leaves by `pass` or `fail`, with feedback either way."""
    occasion = occasion_of(step)
    key = "review:" + "+".join(sorted(order.on))

    def drawn(name: str) -> int:
        return draw(seed, case.id, key, name, occasion, step.rank)

    failed = None if calm else call_failure(case, order.model, drawn("service"), step.attempt)
    if failed is not None:
        return failed
    understood = grasp(order.criteria, reader, mode)
    found: dict[str, tuple[str, ...]] = {}
    notes: list[dict[str, Any]] = []
    for name in order.on:
        value = step.inputs.get(name)
        if value is None:
            found[name] = ("absent",)
            notes.append({"value": name, "wrong": True, "found": True, "cause": "absent"})
            continue
        note = _look(blueprint, case, order, understood, value, step.inputs, drawn(name))
        if mode != "flawless":
            looker = Looker(
                review_fit(blueprint, order, value),
                order.model,
                len(order.on),
                understood,
                partial(_draw_lapse, drawn, name),
            )
            note = _with_lapse(note, lapse(blueprint, case, looker, value, not note["wrong"]))
        notes.append(note)
        if note["found"]:
            found[name] = tuple(note["faults"]) or ("doubt",)
    return _result(blueprint, order, step, found, notes, drawn("speed") / RANGE)


def _look(
    blueprint: Blueprint,
    case: Case,
    order: ReviewOrder,
    understood: Grasp,
    value: Value,
    inputs: Mapping[str, Value],
    drawn: int,
) -> dict[str, Any]:
    """Look at one value: with what probability it is turned back, and whether it is."""
    fit = review_fit(blueprint, order, value)
    if is_sound(blueprint.scenario, case, value):
        vague = _vagueness(blueprint, order, understood, value.name)
        chance = FALSE_ALARM + VAGUE_ALARM * vague + UNFIT_ALARM * (1.0 - fit)
        return _note(value.name, False, chance, drawn, {}, ())
    seen = {name: inputs[name] for name in (*order.sees, *order.on) if name in inputs}
    faults = tuple(fault for fault in value.faults) or ("slip",)
    parts = {
        "criteria": max(criteria_for(blueprint, order, understood, value, fault) for fault in faults),
        "evidence": max(
            BLIND + (1.0 - BLIND) * evidence(blueprint, value.name, fault, seen) for fault in faults
        ),
        "independence": independence(order, value),
        "fit": 0.55 + 0.45 * fit,
        "tier": TIER[order.model],
    }
    chance = 1.0
    for part in parts.values():
        chance *= part
    return _note(value.name, True, chance, drawn, parts, faults)


def _draw_lapse(drawn: Callable[[str], int], name: str, hazard: str) -> int:
    """The draw for a lapse on the value of that name."""
    return drawn(f"{hazard}:{name}")


def _with_lapse(note: dict[str, Any], lapsed: Lapse) -> dict[str, Any]:
    """The note of a look after the reviewer's lapses: a sound value doubted without an end, or a wrong one
    let pass."""
    if not lapsed.notes:
        return note
    found = note["found"] if lapsed.hazard is None else lapsed.hazard == GOES_ON
    return {**note, "found": found, "lapse": lapsed.hazard, "hazards": list(lapsed.notes)}


def _vagueness(blueprint: Blueprint, order: ReviewOrder, understood: Grasp, name: str) -> float:
    """1 without criteria that say anything, at most 0.15 with such, 0 where they say for sure what good
    means."""
    said = _said(blueprint, order, understood, name)
    unclear = 1.0 - understood.protection("gives_success_criteria", by_criterion=True) / HIGHEST
    return 1.0 - said + said * 0.15 * unclear


def _said(blueprint: Blueprint, order: ReviewOrder, understood: Grasp, name: str) -> float:
    """How far the criteria say anything that a reviewer could go by, 0..1: they name the value or its needs,
    or some rule is read in them. A letter, a mark or another trade's words say nothing."""
    if understood.mentions is None:
        return 1.0
    named = _named(blueprint, order.criteria, name)
    if named >= 1.0:
        return named
    read = max(understood.protection(slug, by_criterion) for slug, by_criterion in RULES)
    return max(named, read / HIGHEST)


def _note(
    name: str, wrong: bool, chance: float, drawn: int, parts: Mapping[str, float], faults: tuple[str, ...]
) -> dict[str, Any]:
    millionths = to_millionths(chance)
    return {
        "value": name,
        "wrong": wrong,
        "probability": millionths / 1e6,
        "draw": as_share(drawn),
        "found": strikes(drawn, millionths),
        "parts": {part: round(figure, 6) for part, figure in parts.items()},
        "faults": list(faults),
    }


def review_fit(blueprint: Blueprint, order: ReviewOrder, value: Value) -> float:
    """The reviewer's fit: its craft of reviewing, or that of the task under review, whichever is better."""
    crafts = blueprint.scenario.roster[order.agent].crafts
    producer = blueprint.tasks.get(value.name)
    craft = producer.task.craft if producer is not None and producer.task is not None else "review"
    return min(1.0, max(crafts.get("review", 0.0), crafts.get(craft, UNKNOWN_FIT)) / 0.9)


def criteria_for(
    blueprint: Blueprint, order: ReviewOrder, understood: Grasp, value: Value, fault: str
) -> float:
    """How well the criteria lead to a fault, 0.1 .. 0.977."""
    said = _said(blueprint, order, understood, value.name)
    hazard = HAZARDS.get(fault)
    about = 0.0
    if hazard is not None and hazard.prevented_by is not None and fault != "slip":
        about = understood.protection(hazard.prevented_by, hazard.by_criterion)
    if hazard is None or fault in ("slip", "vague_request", "slip_in_figures"):
        about = max(about, *(understood.protection(slug) for slug in CHECKED_BY))
        about = max(about, 0.9 * NAMED_VALUE * _named(blueprint, order.criteria, value.name))
    return NO_CRITERIA + (GENERAL_LOOK - NO_CRITERIA) * max(said, about / HIGHEST) + POWER_OF_CRITERIA * about


def _named(blueprint: Blueprint, criteria: str, name: str) -> float:
    """1 where the criteria name the value under review in its own words, 0.5 where they name one of its
    needs."""
    words = _words(criteria)
    if _word_for(blueprint, name) & words:
        return 1.0
    producer = blueprint.tasks.get(name)
    needs = producer.needs if producer is not None else ()
    return 0.5 if any(_word_for(blueprint, need) & words for need in needs) else 0.0


@lru_cache(maxsize=1024)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _word_for(blueprint: Blueprint, name: str) -> frozenset[str]:
    """The words of a value's name."""
    return frozenset(name.split("_"))


def evidence(blueprint: Blueprint, name: str, fault: str, seen: Mapping[str, Value]) -> float:
    """The share of what the faulty value rests on that the reviewer sees, 0..1; for an inherited fault, of
    its root."""
    root = fault.partition(":")[2] if fault.startswith("inherited:") else name
    producer = blueprint.by_value.get(root)
    if producer is None or not producer.needs:
        return 1.0
    return sum(need in seen for need in producer.needs) / len(producer.needs)


def independence(order: ReviewOrder, value: Value) -> float:
    """1, or less where the reviewer is the author."""
    if value.author is None:
        return 1.0
    agent, _, model = value.author.partition("/")
    if agent != order.agent:
        return 1.0
    return SAME_MODEL_TOO if model == order.model else SAME_AGENT


def _result(
    blueprint: Blueprint,
    order: ReviewOrder,
    step: Step,
    found: Mapping[str, tuple[str, ...]],
    notes: list[dict[str, Any]],
    speed: float,
) -> StepResult:
    data = blueprint.scenario.data
    looked_at = {name: step.inputs[name] for name in (*order.on, *order.sees) if name in step.inputs}
    words = len(order.criteria.split()) + sum(
        words_of(value, data.get(name)) for name, value in looked_at.items()
    )
    tokens_in, tokens_out = tokens(words) + OVERHEAD_TOKENS, 30 + 20 * len(found)
    text = _say(blueprint, found)
    return StepResult(
        port="fail" if found else "pass",
        values={"feedback": write_feedback(found, f"{order.agent}/{order.model}", text)},
        seconds=call_seconds(order.model, tokens_out, 0.8 + 0.6 * speed),
        cost=call_cost(order.model, tokens_in, tokens_out),
        input_tokens=tokens_in,
        output_tokens=tokens_out,
        detail={"agent": order.agent, "model": order.model, "sees": sorted(looked_at), "looks": notes},
    )


def _title(fault: str) -> str:
    """A fault's name within a sentence."""
    title = HAZARDS[fault].title
    return title[:1].lower() + title[1:]


def _say(blueprint: Blueprint, found: Mapping[str, tuple[str, ...]]) -> str:
    """The feedback in words."""
    said: list[str] = []
    for name, faults in found.items():
        item = blueprint.scenario.data.get(name)
        title = (item.title or name) if item is not None else name
        known = [_title(fault) for fault in faults if fault in HAZARDS and fault != "slip"]
        said.append(f"{title}: {', '.join(known)}." if known else f"{title}: this does not look right.")
    return " ".join(said)
