"""Specimens of an exercise's texts: each as it should be, and as each hazard that can strike it leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from sandbox.scenario import Case, Scenario
from sandbox.value import Statement
from sandbox.world.blueprint import Blueprint, Producer, blueprint_of
from sandbox.world.draw import draw
from sandbox.world.hazards import HAZARDS
from sandbox.world.page import Part, join
from sandbox.world.produce import corrupt_text
from sandbox.world.text import Scope, render, truths


@dataclass(frozen=True, slots=True)
class Specimen:
    """One text of one case. `hazard` is None where it is as it should be; `struck` are the places in `parts`
    that are new or different, `lost` the statements that are gone."""

    value: str
    hazard: str | None
    parts: tuple[Part, ...]
    struck: frozenset[int] = frozenset()
    lost: tuple[Statement, ...] = ()

    @property
    def text(self) -> str:
        """What a reader sees."""
        return join(self.parts)

    def marked(self, before: str = "»", after: str = "«") -> str:
        """The text with what is wrong between two marks."""
        return join(
            [
                _mark(part, before, after) if place in self.struck else part
                for place, part in enumerate(self.parts)
            ]
        )


def specimens(scenario: Scenario, case: Case, hazard: str | None = None) -> Iterator[Specimen]:
    """All texts that agents write in this case: the true one, then one for each hazard that is live in it,
    the plain slip among them (only those struck by `hazard`, if given)."""
    blueprint = blueprint_of(scenario)
    for producer in blueprint.order:
        if producer.text is None:
            continue
        true = _true(blueprint, case, producer)
        yield Specimen(producer.item.name, None, true)
        for slug in (*case.live.get(producer.slug, ()), "slip"):
            if hazard in (None, slug) and HAZARDS[slug].makes_wrong:
                yield strike(scenario, case, producer, slug)


def strike(scenario: Scenario, case: Case, producer: Producer, hazard: str) -> Specimen:
    """The text of a worker who had everything and was struck by the hazard."""
    blueprint = blueprint_of(scenario)
    true = _true(blueprint, case, producer)
    truth = truths([part.statement for part in true])
    dice = draw("texts", case.id, producer.slug, hazard, 1, 0)
    parts = corrupt_text(producer, true, _scope(blueprint, case, producer), truth, hazard, dice)
    parts = tuple(part for part in parts if part.statement.text)
    return _compared(producer.item.name, hazard, true, parts)


def _scope(blueprint: Blueprint, case: Case, producer: Producer) -> Scope:
    return Scope({need: case.truth[need].data for need in producer.needs}, case.facts, blueprint.secrets)


def _true(blueprint: Blueprint, case: Case, producer: Producer) -> tuple[Part, ...]:
    assert producer.text is not None  # noqa: S101 - only called for texts
    parts = render(producer.text, _scope(blueprint, case, producer), None)
    return tuple(part for part in parts if part.statement.text)


def _compared(value: str, hazard: str, true: tuple[Part, ...], parts: tuple[Part, ...]) -> Specimen:
    matcher = SequenceMatcher(
        None, [part.statement.said for part in true], [part.statement.said for part in parts], autojunk=False
    )
    struck: set[int] = set()
    lost: list[Statement] = []
    for sort, left, right, new_left, new_right in matcher.get_opcodes():
        if sort != "equal":
            struck.update(range(new_left, new_right))
            lost += [part.statement for part in true[left:right]]
    return Specimen(value, hazard, parts, frozenset(struck), tuple(lost))


def _mark(part: Part, before: str, after: str) -> Part:
    return replace(part, statement=replace(part.statement, text=f"{before}{part.statement.text}{after}"))
