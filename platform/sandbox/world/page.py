"""How the statements of a text stand on the page: paragraphs, headings, lists, tables, quotations, code, and
citations with their list of sources. Plain text that reads as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.value import Statement
from sandbox.world.book import StatementSpec

NOWHERE = 3
"""How far beyond the last source a citation points that has none."""

_ENDINGS = (".", "!", "?", ".”", '."')
_TIGHT = frozenset({"line", "bullet", "number", "quote", "row"})
"""Forms whose neighbours of the same form follow on the next line."""


@dataclass(frozen=True, slots=True)
class Part:
    """A statement in its place: whether it begins a paragraph, its specification, and its form."""

    statement: Statement
    paragraph: bool = False
    spec: StatementSpec | None = None
    form: str = "sentence"


def join(parts: Sequence[Part]) -> str:
    """The text that a reader sees."""
    shown = [part for part in parts if part.statement.text]
    sources = sources_of(shown)
    written: list[str] = []
    count = 0
    for place, part in enumerate(shown):
        before = shown[place - 1] if place else None
        count = count + 1 if before is not None and before.form == "number" else 1
        if before is not None:
            written.append(_gap(before, part))
        written.append(_set(part, count, before, sources))
    return "".join(written)


def sources_of(parts: Sequence[Part]) -> tuple[str, ...]:
    """The sources that a text cites, in the order of their first citation; the first is [1]."""
    cited = (part.statement.source for part in parts if part.statement.cited)
    return tuple(dict.fromkeys(source for source in cited if source))


def _gap(before: Part, part: Part) -> str:
    """What stands between two statements."""
    if part.paragraph or "heading" in (part.form, before.form):
        return "\n\n"
    if part.form == before.form and part.form in _TIGHT:
        return "\n"
    if part.form == before.form == "sentence":
        return " "
    follows = before.form in ("sentence", "line") and part.form in ("bullet", "number", "line")
    return "\n" if follows else "\n\n"


def _set(part: Part, number: int, before: Part | None, sources: tuple[str, ...]) -> str:
    """One statement in its form, with the number of its source."""
    text = _marked(part.statement, sources)
    match part.form:
        case "heading":
            return f"## {text}"
        case "bullet":
            return f"- {text}"
        case "number":
            return f"{number}. {text}"
        case "quote":
            return f"> {text}"
        case "row":
            return _row(text, before)
        case "code" | "diff":
            return f"```{'diff' if part.form == 'diff' else ''}\n{text}\n```"
        case "sources":
            return "\n".join((text, *(f"[{place}] {source}" for place, source in enumerate(sources, 1))))
    return text


def _marked(statement: Statement, sources: tuple[str, ...]) -> str:
    """The text with [n] before its full stop; a citation without a source points beyond the list."""
    if not statement.cited:
        return statement.text
    number = sources.index(statement.source) + 1 if statement.source else len(sources) + NOWHERE
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if statement.text.endswith(ending):
            return f"{statement.text[: -len(ending)]} [{number}]{ending}"
    return f"{statement.text} [{number}]"


def _row(text: str, before: Part | None) -> str:
    """One row of a table; the first has a rule below it."""
    cells = [cell.strip() for cell in text.split("|")]
    row = f"| {' | '.join(cells)} |"
    if before is not None and before.form == "row":
        return row
    return f"{row}\n|{' --- |' * len(cells)}"
