"""Making cases: facts, what the input gives, the truth of every value, which hazards are live, what is
down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.scenario import Case, Scenario
from sandbox.value import Value
from sandbox.world.blueprint import Blueprint, Producer, blueprint_of
from sandbox.world.book import LiveRule
from sandbox.world.facts import draw_facts
from sandbox.world.formula import Formula, FormulaError
from sandbox.world.modes import PUBLISHED, draw_modes
from sandbox.world.template import fill
from sandbox.world.text import Scope, join, render


class CasebookError(ValueError):
    """A case that cannot be made; the message names the place and the reason."""


def make_cases(
    scenario: Scenario, seed: int | str, suite: str, count: int, practice: bool = False
) -> tuple[Case, ...]:
    """`count` cases of a suite, the same for the same seed. Practice cases use the practice material.

    Raises CasebookError where a formula of the book fails.
    """
    blueprint = blueprint_of(scenario)
    return tuple(_make_case(blueprint, seed, suite, number, practice) for number in range(1, count + 1))


def make_case(
    scenario: Scenario, seed: int | str, suite: str, number: int, practice: bool = False
) -> Case:
    """One case of a suite by its number, the same as `make_cases` has it; raises CasebookError."""
    return _make_case(blueprint_of(scenario), seed, suite, number, practice)


def practice_cases(scenario: Scenario, seed: int | str = "practice") -> tuple[Case, ...]:
    """The public cases of an exercise, as many in each suite as it says."""
    counts: Mapping[str, int] = scenario.casebook.practice
    return tuple(
        case for suite, count in counts.items() for case in make_cases(scenario, seed, suite, count, True)
    )


def start_values(case: Case) -> dict[str, Value]:
    """What the input node gives, as values with labels."""
    return {name: case.truth[name] for name in case.values}


def _make_case(blueprint: Blueprint, seed: int | str, suite: str, number: int, practice: bool) -> Case:
    book = blueprint.book
    case_id = f"practice-{suite}-{number}" if practice else f"{suite}-{number:03d}"
    try:
        facts = draw_facts(book, suite, number, seed, practice)
    except FormulaError as error:
        raise CasebookError(f"{case_id}: facts: {error}") from None
    truth = {name: _given(blueprint, name, facts) for name in book.values}
    values = {name: value.data for name, value in truth.items()}
    data = dict(values)
    for producer in blueprint.order:
        value = true_value(blueprint, producer, data, facts)
        truth[value.name] = value
        data[value.name] = value.data
    outages = book.suites[suite].outages if suite in book.suites else ()
    return Case(
        id=case_id,
        suite=suite,
        number=number,
        values=values,
        facts=facts,
        truth=truth,
        live=_live_everywhere(blueprint, facts, seed, case_id),
        outages=outages[(number - 1) % len(outages)] if outages else frozenset(),
        title=fill(book.title, values, facts),
    )


def _given(blueprint: Blueprint, name: str, facts: Mapping[str, Any]) -> Value:
    """The true value that the case itself gives."""
    spec = blueprint.book.values[name]
    item = blueprint.scenario.data[name]
    if spec.text is not None:
        text = blueprint.book.texts[spec.text]
        parts = render(text, Scope({}, facts, blueprint.secrets), None)
        return Value(name, join(parts), item.labels, tuple(part.statement for part in parts))
    assert spec.formula is not None  # noqa: S101 - the loader gives one of the two
    try:
        return Value(name, spec.formula.evaluate({}, facts), item.labels)
    except FormulaError as error:
        raise CasebookError(f"values.{name}: {error}") from None


def true_value(
    blueprint: Blueprint, producer: Producer, data: Mapping[str, Any], facts: Mapping[str, Any]
) -> Value:
    """What a worker who makes no mistake yields from these needs, when they are true; raises
    CasebookError."""
    item = producer.item
    if producer.text is not None:
        known = {need: data[need] for need in producer.needs}
        parts = render(producer.text, Scope(known, facts, blueprint.secrets), None)
        statements = tuple(part.statement for part in parts)
        labels = frozenset[str]().union(*(statement.labels for statement in statements))
        return Value(item.name, join(parts), labels, statements, task=producer.slug)
    assert producer.formula is not None  # noqa: S101 - a producer has a text or a formula
    try:
        made = producer.formula.evaluate(data, facts)
    except FormulaError as error:
        raise CasebookError(f"{producer.slug}: {producer.formula.text}: {error}") from None
    return Value(item.name, made, item.labels, task=producer.task.slug if producer.task else None)


def _live_everywhere(
    blueprint: Blueprint, facts: Mapping[str, Any], seed: int | str, case_id: str
) -> dict[str, tuple[str, ...]]:
    """The hazards that can strike each task in this case: as their rules say, and of the failure modes
    without a rule those that are drawn, where the book draws some."""
    tasks = blueprint.scenario.tasks.values()
    live = blueprint.book.live
    rules = {(task.slug, name): _rule(live.get(name), task.slug) for task in tasks for name in task.hazards}
    drawn = _drawn(blueprint.book.modes_per_case, rules, seed, case_id)
    return {
        task.slug: tuple(
            name
            for name in task.hazards
            if (name in drawn if (rule := rules[task.slug, name]) is None else rule.holds({}, facts))
        )
        for task in tasks
    }


def _drawn(
    count: int, rules: Mapping[tuple[str, str], Formula | None], seed: int | str, case_id: str
) -> frozenset[str]:
    """The hazards without a rule that are live: all of them, or of the failure modes so many."""
    free = frozenset(name for (_, name), rule in rules.items() if rule is None)
    if not count:
        return free
    modes = free.intersection(PUBLISHED)
    return (free - modes) | draw_modes(modes, count, seed, case_id)


def _rule(rule: LiveRule | None, task: str) -> Formula | None:
    """What says when a hazard of this task is live; None: nothing does."""
    if rule is None:
        return None
    return rule.everywhere if rule.everywhere is not None else rule.by_task.get(task)
