"""Planting a defect: one value at one producer is made wrong, so that what follows can be watched."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sandbox.scenario import Case
from sandbox.step import Step, StepResult, written_id
from sandbox.value import Value
from sandbox.world.blueprint import Blueprint, Producer
from sandbox.world.draw import draw, pick_index
from sandbox.world.hazards import HAZARDS
from sandbox.world.produce import (
    NOTHING_LACKED,
    corrupt_data,
    corrupt_text,
    produce,
    text_value,
    wrong_roots,
)
from sandbox.world.soundness import is_sound
from sandbox.world.text import Scope, render, truths


@dataclass(frozen=True, slots=True)
class Plant:
    """A defect to plant: at the node of that id (or whoever does that task), in that value, in that case
    (None or the case's id). `hazard` None lets the case's luck choose among what can strike there."""

    at: str
    value: str
    case: str | None = None
    hazard: str | None = None

    def meets(self, step: Step, blueprint: Blueprint) -> bool:
        """Whether this step is the first try of the producer in question."""
        producer = blueprint.by_value.get(self.value)
        here = self.at == written_id(step.node.id) or (producer is not None and producer.slug == self.at)
        return here and step.attempt == 1 and all(number == 1 for _, number in step.path)


def plant_in(
    blueprint: Blueprint, case: Case, plant: Plant, step: Step, result: StepResult, seed: int | str
) -> StepResult:
    """The result with the defect in it, and what the same call made of it remade. Unchanged where the step
    did
    not make the value."""
    value = result.values.get(plant.value)
    producer = blueprint.by_value.get(plant.value)
    if value is None or producer is None or (plant.case is not None and plant.case != case.id):
        return result
    wrong = make_wrong(blueprint, case, producer, value, step, seed, plant.hazard)
    values = {**result.values, plant.value: wrong}
    detail = {**result.detail, "planted": {"value": plant.value, "hazard": wrong.faults[0]}}
    return replace(result, values=_remade(blueprint, case, values, plant.value, step), detail=detail)


def make_wrong(
    blueprint: Blueprint,
    case: Case,
    producer: Producer,
    value: Value,
    step: Step,
    seed: int | str,
    hazard: str | None = None,
) -> Value:
    """A wrong version of the value, by a hazard that can strike it; by a plain slip where those leave it
    right."""
    dice = draw(seed, case.id, producer.slug, "plant", 1, 0)
    options = (*(slug for slug in case.live.get(producer.slug, ()) if HAZARDS[slug].makes_wrong), "slip")
    first = hazard or options[pick_index(dice, len(options))]
    for slug in (first, "slip"):
        for shift in range(8):
            wrong = _corrupted(
                blueprint, case, producer, value, step, slug, (dice + shift * 536870909) % (1 << 32)
            )
            if not is_sound(blueprint.scenario, case, wrong):
                return wrong
    return replace(value, data="?", statements=(), faults=("slip",), flags=value.flags | {"planted"})


def _corrupted(
    blueprint: Blueprint, case: Case, producer: Producer, value: Value, step: Step, slug: str, dice: int
) -> Value:
    needs = {need: step.inputs[need].data for need in producer.needs if need in step.inputs}
    known: dict[str, Any] = {need: case.truth[need].data for need in producer.needs if need in case.truth}
    known |= needs
    if producer.text is None:
        data = corrupt_data(blueprint, case, producer, value.data, slug, dice, known)
        return replace(value, data=data, faults=(slug,), flags=value.flags | {"planted"})
    scope = Scope(known, case.facts, blueprint.secrets)
    truth = truths(case.truth[producer.item.name].statements)
    parts = corrupt_text(producer, tuple(render(producer.text, scope, truth)), scope, truth, slug, dice)
    made = text_value(producer, parts, (slug,))
    return replace(made, author=value.author, attempt=value.attempt, flags=value.flags | {"planted"})


def _remade(
    blueprint: Blueprint, case: Case, values: dict[str, Value], planted: str, step: Step
) -> dict[str, Value]:
    """What the same call made from the planted value, made again from it."""
    touched = {planted}
    for producer in blueprint.order:
        name = producer.item.name
        if name in values and name != planted and touched & set(producer.needs):
            had = {
                need: values.get(need) or step.inputs.get(need) or case.truth[need] for need in producer.needs
            }
            roots = wrong_roots(case, producer.needs, had)
            remade = produce(blueprint, case, producer, had, NOTHING_LACKED, (), roots)
            values[name] = replace(remade, author=values[name].author, attempt=values[name].attempt)
            touched.add(name)
    return values
