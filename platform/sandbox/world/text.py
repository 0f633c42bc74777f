"""Texts built from statements that know whether they are true, and rendered in the scenario's voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

from sandbox.scenario import DataItem
from sandbox.value import Statement
from sandbox.world.book import StatementSpec, TextSpec, Wordings
from sandbox.world.template import fill, mentions


@dataclass(frozen=True, slots=True)
class Part:
    """A statement in its place: whether it begins a paragraph, and the specification it came from."""

    statement: Statement
    paragraph: bool = False
    spec: StatementSpec | None = None


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
    """The parts of a text. `truth` maps `about` to the true sentence; None where this rendering is the
    truth."""
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
    """One statement rendered, with its truth and labels."""
    template, text = scope.word(spec.wordings, spec.about)
    labels = spec.labels | labels_of(template, scope)
    is_true = truth is None or truth.get(spec.about) == text
    return Part(Statement(spec.about, text, is_true, labels), spec.paragraph, spec)


def labels_of(template: str, scope: Scope) -> frozenset[str]:
    """`personal` where the template renders a personal field, alone or with its whole record."""
    for path in mentions(template):
        if path in scope.secrets or any(secret.startswith(path + ".") for secret in scope.secrets):
            return frozenset({"personal"})
    return frozenset()


def truths(statements: Sequence[Statement]) -> dict[str, str]:
    """The true sentence about each thing."""
    return {statement.about: statement.text for statement in statements}


def say(part: Part, text: str, truth: Mapping[str, str] | None) -> Part:
    """The part with another sentence, its truth judged anew."""
    is_true = truth is None or truth.get(part.statement.about) == text
    return replace(part, statement=replace(part.statement, text=text, true=is_true))


def join(parts: Sequence[Part]) -> str:
    """The text that a reader sees."""
    written: list[str] = []
    for part in parts:
        if not part.statement.text:
            continue
        if written:
            written.append("\n\n" if part.paragraph else " ")
        written.append(part.statement.text)
    return "".join(written)
