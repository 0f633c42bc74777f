"""What can be told from an expression before it is worked out: its names, and how much work it could make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

MAX_GROWTH = 4096
"""How often an expression may multiply the size of its data, at most, by its own form."""
MAX_TURNS = 10_000
"""Turns of all its map, filter and the like together, after which CEL gives up."""
MAX_SIZE = 20_000_000
"""Characters and entries that one evaluation may give at most."""
MAX_WORK = 1_000_000_000
"""Nanoseconds that one evaluation may take, by a rough estimate that errs on the long side."""

_MACROS = frozenset({"all", "exists", "exists_one", "map", "filter"})
_LIBRARIES = {"math", "strings"}
_SUMS = {"+", "-", "*", "/", "%"}
_SWELLING = {"replace", "format", "join"}
"""Functions that could make much out of little."""
_WORDS = {"true", "false", "null", "in"}
_TYPES = {"int", "uint", "double", "bool", "string", "bytes", "list", "map", "null_type", "type", "dyn"}
_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")
_TOKEN = re.compile(
    r"""(?P<string>[bB]?[rR][bB]?(?:"[^"\n]*"|'[^'\n]*')|[bB]?(?:\"\"\"(?:\\.|[^\\])*?\"\"\"|'''(?:\\.|[^\\])*?'''
        |"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'))
    |(?P<comment>//[^\n]*)
    |(?P<number>0[xX][0-9a-fA-F]+[uU]?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[uU]?)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<space>\s+)
    |(?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)


class ExpressionError(ValueError):
    """The expression cannot be understood, or came to nothing with these values; the text says why."""


@dataclass(frozen=True, slots=True)
class Form:
    """What can be told from an expression's text: its free names, those of them that are read inside a map,
    filter or the like (macros), how many macros there are and how deep they nest, how many sums and entries
    of lists (joins) could multiply the data, and whether texts are split into lists."""

    names: tuple[str, ...]
    inner: tuple[str, ...]
    macros: int
    nesting: int
    joins: int
    splits: bool
    mixes_numbers: bool

    @property
    def growth(self) -> int:
        """How many times as large as its data a result could be."""
        return int((1 + self.joins) ** max(1, self.macros))

    def is_too_much(self, data: Mapping[str, Any]) -> bool:
        """Whether an evaluation with these values could take long or swell."""
        if not self.macros and not self.joins:
            return False
        characters, entries = _extent(data.get(name) for name in self.names)
        if (characters + entries) * self.growth > MAX_SIZE:
            return True
        weight = self._weight(characters, entries)
        if not self.macros:
            return weight > MAX_WORK
        items = (characters if self.splits else entries) + self.joins
        turns = min(MAX_TURNS, int(self.macros * max(1, items) ** self.nesting))
        read_inside = _extent(data.get(name) for name in self.inner)
        inner = weight if self.nesting > 1 else self._weight(*read_inside)
        return weight * self.macros + turns * inner > MAX_WORK

    def _weight(self, characters: int, entries: int) -> int:
        """About how many nanoseconds it takes to look at so many characters and entries once."""
        return (50 if self.splits else 5) * characters + 150 * entries


def survey(text: str) -> Form:
    """Read an expression's form from its tokens."""
    tokens = [
        (match.lastgroup or "", match.group())
        for match in _TOKEN.finditer(text)
        if match.lastgroup not in ("space", "comment")
    ]
    padded = [("", ""), *tokens, ("", ""), ("", "")]
    names: dict[str, bool] = {}
    scopes: list[tuple[str, int]] = []
    depth = macros = nesting = joins = 0
    for at, (sort, token) in enumerate(tokens, start=1):
        before, after = padded[at - 1][1], padded[at + 1][1]
        if sort == "name" and before == "." and after == "(":
            if token in _SWELLING:
                raise ExpressionError(f"'{token}' cannot be used here; compare or pick texts instead.")
            if token in _MACROS:
                scopes.append((padded[at + 2][1], depth))
                macros += 1
                nesting = max(nesting, len(scopes))
        elif sort == "name" and _is_free(token, before, after, scopes):
            names[token] = names.get(token, False) or bool(scopes)
        elif token in _OPENING:
            depth += 1
        elif token in _CLOSING:
            depth -= 1
            while scopes and scopes[-1][1] >= depth:
                scopes.pop()
        elif token in ("+", ","):
            joins += 1
    words = {token for _, token in tokens}
    return Form(
        names=tuple(names),
        inner=tuple(name for name, is_inner in names.items() if is_inner),
        macros=macros,
        nesting=nesting,
        joins=max(0, joins - macros),
        splits="split" in words,
        mixes_numbers=_mixes_numbers(padded, words),
    )


def _mixes_numbers(tokens: list[tuple[str, str]], words: set[str]) -> bool:
    """Whether a whole number stands in a sum with a value, and nothing there is a count."""
    if words & {"size", "int", "indexOf", "lastIndexOf"}:
        return False
    for before, (sort, token), after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if sort != "number" or not token.isdigit():
            continue
        if after[1] in _SUMS or before[1] in _SUMS - {"-"}:
            return any(kind == "name" for kind, _ in tokens)
    return False


def _is_free(token: str, before: str, after: str, scopes: list[tuple[str, int]]) -> bool:
    if before == "." or after == "(" or token in _WORDS or token in _TYPES:
        return False
    if token in _LIBRARIES and after == ".":
        return False
    return all(token != variable for variable, _ in scopes)


def _extent(values: Iterable[Any]) -> tuple[int, int]:
    """Characters and entries in the values, counted without recursion."""
    characters = entries = 0
    waiting = list(values)
    while waiting and characters + entries <= MAX_SIZE:
        value = waiting.pop()
        entries += 1
        if isinstance(value, str):
            characters += len(value)
        elif isinstance(value, Mapping):
            waiting.extend(value.keys())
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)
    return characters, entries
