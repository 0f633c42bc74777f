"""Turns a sentence into marked words: each word with its stem, its clause, and the scopes that it stands
in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.directives.cues import (
    CLAUSE_WORDS,
    CONDITION_WORDS,
    NEGATIONS,
    REPORTS,
    WAIVERS,
)
from sandbox.directives.normalise import normalise
from sandbox.directives.stems import stem

_TOKEN = re.compile(
    r"\{\{[^{}]{0,80}\}\}|</?[a-z][\w-]{0,30}>|```|'''|\"\"\"|[a-z]+(?:'[a-z]+)*|\d+(?:[.,:/-]\d+)*|[^\s\w]|_+"
)
_NOT = re.compile(
    r"^(do|does|did|is|are|was|were|has|have|had|must|should|would|could|need|ca|wo|might)n'?t$"
)
_BREAKS = frozenset(",;:.!?()-")
LONGEST_SCOPE = 9
"""Words; a negation reaches no farther than this inside its clause."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark. `scope` is "" or "n" (negated), "w" (waived), "q" (quoted or reported);
    `condition` says
    that it stands in an if-clause; `clause` counts the clauses of the sentence from 0."""

    text: str
    stem: str
    scope: str = ""
    condition: bool = False
    clause: int = 0


def tokenise(sentence: str) -> tuple[Word, ...]:
    """Return the marked words of a sentence; numbers read as `0`, variables as `{{}}`, tags as `<>` and
    `</>`."""
    raw = _expand(_TOKEN.findall(normalise(sentence)))
    waived, negated, quoted = _spans(raw)
    words: list[Word] = []
    clause, condition = 0, False
    for index, text in enumerate(raw):
        if text in _BREAKS or text in CLAUSE_WORDS:
            clause, condition = clause + 1, False
        if text in CONDITION_WORDS:
            condition = True
        scope = "q" if quoted[index] else "w" if waived[index] else "n" if negated[index] else ""
        words.append(Word(text, stem(text), scope, condition, clause))
    return tuple(words)


def _expand(found: list[str]) -> list[str]:
    """Bring variables, tags, numbers and contracted negations to one form."""
    raw: list[str] = []
    for text in found:
        if text.startswith("{{"):
            raw.append("{{}}")
        elif text.startswith("<") and len(text) > 1:
            raw.append("</>" if text[1] == "/" else "<>")
        elif text[0].isdigit():
            raw.append("0")
        elif _NOT.match(text) or text in {"cannot", "dont", "doesnt"}:
            verb = (
                "can"
                if text in {"can't", "cannot"}
                else "will"
                if text == "won't"
                else text.removesuffix("t").removesuffix("'").removesuffix("n")
            )
            raw.extend((verb, "not"))
        elif text.startswith("_"):
            continue
        else:
            raw.append(text)
    return raw


def _spans(raw: list[str]) -> tuple[list[bool], list[bool], list[bool]]:
    """Return per text whether it stands in the scope of a waiver, of a negation, of a quotation or
    report."""
    count = len(raw)
    waived, negated, quoted = [False] * count, [False] * count, [False] * count
    open_quote = False
    for index, text in enumerate(raw):
        if text == '"':
            open_quote = not open_quote and '"' in raw[index + 1 :]
        quoted[index] = open_quote
        if text in NEGATIONS:
            _mark(raw, negated, index + 1, LONGEST_SCOPE)
        for phrase in WAIVERS.get(text, ()):
            if tuple(raw[index : index + len(phrase)]) == phrase:
                _mark(raw, waived, index, 2 * LONGEST_SCOPE)
        if text in REPORTS:
            _mark(raw, quoted, index + 1, 3 * LONGEST_SCOPE, through=True)
    return waived, negated, quoted


def _mark(raw: list[str], marks: list[bool], start: int, reach: int, through: bool = False) -> None:
    """Set the marks from `start` to the end of the clause (of the sentence: `through`), at most `reach`
    words."""
    for index in range(start, min(len(raw), start + reach)):
        if not through and (raw[index] in {",", ";", ":", ".", "but"}):
            return
        marks[index] = True
