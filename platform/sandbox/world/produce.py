"""How one task of a call comes to its value: from what the agent had, and from what struck it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.scenario import Case
from sandbox.value import Value
from sandbox.world.alter import alter, empty
from sandbox.world.blueprint import Blueprint, Producer
from sandbox.world.formula import FormulaError
from sandbox.world.hazards import HAZARDS
from sandbox.world.hazards.hazard import Strike
from sandbox.world.hazards.speech import choose_way
from sandbox.world.text import Part, Scope, join, render, truths


@dataclass(frozen=True, slots=True)
class Lack:
    """What an agent lacked of a task's needs, and whether it made something up instead of leaving it open."""

    needs: frozenset[str]
    invents: bool
    dice: int


NOTHING_LACKED = Lack(frozenset(), False, 0)


def produce(
    blueprint: Blueprint,
    case: Case,
    producer: Producer,
    had: Mapping[str, Value],
    lack: Lack,
    struck: tuple[tuple[str, int], ...],
    wrong: tuple[str, ...],
) -> Value:
    """The value that comes of a task. `had` are the needs as they arrived, `wrong` the roots of those that
    are wrong (see `wrong_roots`), `struck` the hazards with their dice.

    The fastest way first: true needs and nothing struck give the truth itself.
    """
    truth = case.truth[producer.item.name]
    if not lack.needs and not struck and not wrong:
        return truth
    faults = _faults(lack, struck, wrong)
    make = _data if producer.text is None else _text
    made = make(blueprint, case, producer, had, lack, struck, faults)
    harmless = not lack.needs and not struck and made.data == truth.data
    return truth if harmless else made


def wrong_roots(case: Case, needs: tuple[str, ...], had: Mapping[str, Value]) -> tuple[str, ...]:
    """Which wrong values the needs go back to: those that were struck themselves, by name."""
    roots: list[str] = []
    for need in needs:
        value = had.get(need)
        truth = case.truth.get(need)
        if value is None or truth is None or value.data is truth.data or value.data == truth.data:
            continue
        inherited = [fault.partition(":")[2] for fault in value.faults if fault.startswith("inherited:")]
        own = any(not fault.startswith("inherited:") for fault in value.faults)
        roots += [need] if own or not inherited else inherited
    return tuple(dict.fromkeys(roots))


def _faults(lack: Lack, struck: tuple[tuple[str, int], ...], wrong: tuple[str, ...]) -> tuple[str, ...]:
    lacking = (("lacking_need" if lack.invents else "left_open"),) if lack.needs else ()
    return (*lacking, *(slug for slug, _ in struck), *(f"inherited:{root}" for root in wrong))


def _data(
    blueprint: Blueprint,
    case: Case,
    producer: Producer,
    had: Mapping[str, Value],
    lack: Lack,
    struck: tuple[tuple[str, int], ...],
    faults: tuple[str, ...],
) -> Value:
    item, truth = producer.item, case.truth[producer.item.name]
    values = {name: value.data for name, value in had.items()}
    if lack.needs:
        data = invent(blueprint, case, item.name, lack.dice) if lack.invents else empty(item)
    else:
        data = _reckon(producer, values, case, truth)
    if not lack.needs or lack.invents:
        for slug, dice in struck:
            data = corrupt_data(blueprint, case, producer, data, slug, dice, values)
    return Value(item.name, data, item.labels, task=producer.slug, faults=faults)


def _reckon(producer: Producer, values: Mapping[str, Any], case: Case, truth: Value) -> Any:
    """The formula over what the agent had; over something unreadable it goes wrong."""
    assert producer.formula is not None  # noqa: S101 - only texts have none
    try:
        return producer.formula.evaluate(values, case.facts)
    except FormulaError:
        return alter(producer.item, truth.data, case.number * 40503)


def invent(blueprint: Blueprint, case: Case, name: str, dice: int) -> Any:
    """A plausible value made up: the scenario's own invention where it has one, else one by type."""
    formula = blueprint.book.inventions.get(name)
    if formula is not None:
        try:
            return formula.evaluate({}, case.facts)
        except FormulaError:
            pass
    item = blueprint.scenario.data.get(name)
    truth = case.truth.get(name)
    if item is None:
        return "unknown"
    if item.type == "enum" and item.values:
        return item.values[(dice * len(item.values)) >> 32]
    return alter(item, truth.data if truth is not None else empty(item), dice)


def corrupt_data(
    blueprint: Blueprint,
    case: Case,
    producer: Producer,
    data: Any,
    slug: str,
    dice: int,
    values: Mapping[str, Any],
) -> Any:
    """The data after a hazard struck, never the same as before: the scenario's way first, then the
    library's."""
    formula = blueprint.book.wrong.get(producer.item.name, {}).get(slug)
    if formula is not None:
        try:
            changed = formula.evaluate({**values, "value": data}, case.facts)
        except FormulaError:
            changed = data
        if changed != data:
            return changed
    strike = Strike(producer.item, data, Scope(values, case.facts, blueprint.secrets), dice)
    changed = HAZARDS[slug].spoil(strike).data
    return changed if changed != data else alter(producer.item, data, dice)


def _text(
    blueprint: Blueprint,
    case: Case,
    producer: Producer,
    had: Mapping[str, Value],
    lack: Lack,
    struck: tuple[tuple[str, int], ...],
    faults: tuple[str, ...],
) -> Value:
    spec = producer.text
    assert spec is not None  # noqa: S101 - only called for texts
    truth = truths(case.truth[producer.item.name].statements)
    values = {need: value.data for need, value in had.items() if need in producer.needs}
    if lack.needs and lack.invents:
        values |= {need: invent(blueprint, case, need, lack.dice) for need in lack.needs}
    scope = Scope(values, case.facts, blueprint.secrets)
    parts = tuple(render(spec, scope, truth))
    if lack.needs:
        parts = _without(blueprint, producer, parts, scope, lack, truth)
    for slug, dice in struck:
        parts = corrupt_text(producer, parts, scope, truth, slug, dice)
    return text_value(producer, parts, faults)


def text_value(producer: Producer, parts: tuple[Part, ...], faults: tuple[str, ...]) -> Value:
    """The value of a text with these parts."""
    statements = tuple(part.statement for part in parts if part.statement.text)
    labels = frozenset[str]().union(*(statement.labels for statement in statements))
    return Value(producer.item.name, join(parts), labels, statements, task=producer.slug, faults=faults)


def _without(
    blueprint: Blueprint,
    producer: Producer,
    parts: tuple[Part, ...],
    scope: Scope,
    lack: Lack,
    truth: Mapping[str, str],
) -> tuple[Part, ...]:
    """The text of somebody who lacked needs: what rests on them is invented, or left out."""
    kept: list[Part] = []
    for part in parts:
        spec = part.spec
        rests = frozenset() if spec is None else spec.reads | spec.uses | _condition_names(part)
        if not rests & lack.needs:
            kept.append(part)
        elif lack.invents:
            kept.extend(_made_up(producer, part, scope, truth, lack))
    return tuple(kept)


def _condition_names(part: Part) -> frozenset[str]:
    return part.spec.when.names if part.spec is not None and part.spec.when is not None else frozenset()


def _made_up(
    producer: Producer, part: Part, scope: Scope, truth: Mapping[str, str], lack: Lack
) -> tuple[Part, ...]:
    """A sentence that says something made up; one that would come out true by its invention stays as it
    is."""
    if not part.statement.true:
        return (part,)
    strike = Strike(producer.item, "", scope, lack.dice, (part,), truth)
    return HAZARDS["slip"].spoil(strike).parts or ()


def corrupt_text(
    producer: Producer,
    parts: tuple[Part, ...],
    scope: Scope,
    truth: Mapping[str, str],
    slug: str,
    dice: int,
) -> tuple[Part, ...]:
    """The parts of a text after a hazard struck."""
    fault = choose_way(producer.text, slug, scope, parts, dice) if producer.text is not None else None
    struck = HAZARDS[slug].spoil(Strike(producer.item, "", scope, dice, parts, truth, fault))
    return struck.parts if struck.parts is not None else parts
