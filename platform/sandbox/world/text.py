"""Texts built from statements that know whether they are true, where they come from and how they sound,
rendered in the scenario's voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from sandbox.scenario import DataItem
from sandbox.value import Statement
from sandbox.world.book import LISTS, StatementSpec, TextSpec, Wordings
from sandbox.world.page import Part as Part
from sandbox.world.page import join as join
from sandbox.world.template import fill, look_up, mentions


@dataclass(frozen=True, slots=True)
class Scope:
    """What a text may name: the values the writer had (invented ones included) and the facts."""

    values: Mapping[str, Any]
    facts: Mapping[str, Any]
    secrets: frozenset[str] = frozenset()
    """Dotted paths whose content is personal, such as `order.address`."""

    def word(self, wordings: Wordings, about: str) -> tuple[str, str]:
        """The wording this case uses for a statement, as template and filled in."""
        options = wordings.choose(self.facts["practice"])
        template = options[crc32(about.encode(), int(self.facts["voice"])) % len(options)]
        return template, fill(template, self.values, self.facts)


def secret_paths(data: Mapping[str, DataItem]) -> frozenset[str]:
    """The dotted paths of all personal fields of the data dictionary."""
    return frozenset(f"{item.name}.{field}" for item in data.values() for field in item.secret_fields)


def render(spec: TextSpec, scope: Scope, truth: Mapping[str, str] | None) -> list[Part]:
    """The parts of a text. `truth` maps `about` to what is truly said of it (see `truths`); None where this
    rendering is the truth."""
    parts: list[Part] = []
    taken: set[str] = set()
    for statement in spec.statements:
        if statement.about in taken:
            continue
        if statement.when is not None and not statement.when.holds(scope.values, scope.facts):
            continue
        taken.add(statement.about)
        parts.append(make_part(statement, scope, truth))
    return parts


def make_part(spec: StatementSpec, scope: Scope, truth: Mapping[str, str] | None) -> Part:
    """One statement rendered, with its truth, labels, source and tone."""
    template, text = scope.word(spec.wordings, spec.about)
    if spec.form in LISTS:
        text += _listed(spec, scope)
    statement = Statement(
        about=spec.about,
        text=text,
        labels=spec.labels | labels_of(template, scope) | labels_of(f"{{{{{spec.items}}}}}", scope),
        source=_source(spec, template, scope),
        tone=spec.tone,
        cited=spec.cite,
    )
    return Part(judge(statement, truth), spec.paragraph, spec, spec.form)


def _listed(spec: StatementSpec, scope: Scope) -> str:
    """The items of the list, one a line."""
    found = look_up(spec.items, scope.values, scope.facts)
    items = found if isinstance(found, list) else []
    lines = (fill(spec.each, {"item": item}, scope.facts) for item in items)
    return "".join(
        f"\n{'-' if spec.form == 'bullets' else f'{number}.'} {line}" for number, line in enumerate(lines, 1)
    )


def _source(spec: StatementSpec, template: str, scope: Scope) -> str:
    """The declared source filled in; else the values that the wording names; else what else it rests on."""
    if spec.source:
        return fill(spec.source, scope.values, scope.facts)
    named = named_values(template, scope)
    if named or spec.items.partition(".")[0] in scope.values:
        return ", ".join(dict.fromkeys([*named, *([spec.items] if spec.items else [])]))
    rests = spec.uses | (spec.when.names if spec.when is not None else frozenset())
    return ", ".join(sorted(rests & scope.values.keys()))


def named_values(template: str, scope: Scope) -> list[str]:
    """The paths of values, not facts, that a template mentions; the length of a list stands for the list."""
    paths = (path.removesuffix(".count") for path in mentions(template))
    return [path for path in dict.fromkeys(paths) if path.partition(".")[0] in scope.values]


def labels_of(template: str, scope: Scope) -> frozenset[str]:
    """`personal` where the template renders a personal field, alone or with its whole record."""
    for path in mentions(template):
        if path in scope.secrets or any(secret.startswith(path + ".") for secret in scope.secrets):
            return frozenset({"personal"})
    return frozenset()


def truths(statements: Sequence[Statement]) -> dict[str, str]:
    """What is truly said about each thing, with its source where the text prints it."""
    return {statement.about: statement.said for statement in statements}


def judge(statement: Statement, truth: Mapping[str, str] | None) -> Statement:
    """The statement with its truth: whether it says the same as the true text."""
    return replace(statement, true=truth is None or truth.get(statement.about) == statement.said)


def say(part: Part, text: str, truth: Mapping[str, str] | None) -> Part:
    """The part with another sentence, its truth judged anew."""
    return replace(part, statement=judge(replace(part.statement, text=text), truth))
