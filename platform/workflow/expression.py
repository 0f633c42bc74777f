"""Conditions, rules and formulas: CEL, compiled once, and never able to hang or to be half true.

Numbers in data are always floats, so sums need `2.0`, not `2`; comparisons take either. A name that has not
arrived is not bound, and an evaluation that goes wrong raises `ExpressionError`: it is never taken for true.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cel_expr_python import cel
from cel_expr_python.ext.ext_math import ExtMath
from cel_expr_python.ext.ext_strings import ExtStrings

MAX_LENGTH = 2000
"""Characters of one expression."""
MAX_GROWTH = 4096
"""How often an expression may multiply the size of its data, at most, by its own form."""
MAX_WORK = 20_000_000
"""Characters and items of data times growth."""

_MACROS = frozenset({"all", "exists", "exists_one", "map", "filter"})
_LIBRARIES = {"math", "strings"}
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
_POSITION = re.compile(r"<input>:(-?\d+):(-?\d+): ([^\n]*)")
_QUOTED = re.compile(r"""["']([^"']+)["']""")


class ExpressionError(ValueError):
    """The expression cannot be understood, or came to nothing with these values; the text says why."""


class Expression:
    """One compiled expression. `names` are the values it reads, in order of first appearance."""

    __slots__ = ("_evaluate", "growth", "names", "text")

    def __init__(self, text: str, names: tuple[str, ...], growth: int, program: Any) -> None:
        self.text = text
        self.names = names
        self.growth = growth
        self._evaluate = program.eval

    def evaluate(self, data: Mapping[str, Any]) -> Any:
        """The result as plain JSON data with floats for numbers; raises `ExpressionError`."""
        return _plain(self._result(data).plain_value(), self.text)

    def is_true(self, data: Mapping[str, Any]) -> bool:
        """The truth of a condition. Anything but true or false raises `ExpressionError`."""
        value = self._result(data).value()
        if value is True:
            return True
        if value is False:
            return False
        raise ExpressionError(f"'{_short(self.text)}' must be true or false, and it is neither.")

    def _result(self, data: Mapping[str, Any]) -> Any:
        if self.growth > 1 and _extent(data.get(name) for name in self.names) * self.growth > MAX_WORK:
            raise ExpressionError(f"The values are too large for '{_short(self.text)}'.")
        try:
            result = self._evaluate(data=data)
        except (RuntimeError, ValueError, TypeError, OverflowError) as error:
            raise ExpressionError(_explain_run(str(error), self.text)) from None
        if result.type() == cel.Type.ERROR:
            raise ExpressionError(_explain_run(str(result.value()), self.text))
        return result


@lru_cache(maxsize=4096)
def compile_expression(text: str) -> Expression:
    """The expression of that text; raises `ExpressionError` saying where it goes wrong and what to do."""
    if not text.strip():
        raise ExpressionError("The expression is empty.")
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"The expression is longer than {MAX_LENGTH} characters.")
    if "\x00" in text or not _is_encodable(text):
        raise ExpressionError("The expression holds characters that cannot be read.")
    names, growth = _survey(text)
    if growth > MAX_GROWTH:
        raise ExpressionError("The expression nests too many map, filter or exists; split it in two steps.")
    try:
        program = _environment(tuple(sorted(names))).compile(text)
    except (RuntimeError, ValueError, TypeError) as error:
        raise ExpressionError(_explain_compile(str(error), text)) from None
    return Expression(text, names, growth, program)


@lru_cache(maxsize=1024)
def _environment(names: tuple[str, ...]) -> Any:
    """CEL with its mathematics and texts, knowing these names as values of any type."""
    variables = dict.fromkeys(names, cel.Type.DYN)
    return cel.NewEnv(variables=variables, extensions=[ExtMath(), ExtStrings()])


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _survey(text: str) -> tuple[tuple[str, ...], int]:
    """The free names of an expression, and how much it could multiply its data at most."""
    tokens = [
        (match.lastgroup or "", match.group())
        for match in _TOKEN.finditer(text)
        if match.lastgroup not in ("space", "comment")
    ]
    names: dict[str, None] = {}
    scopes: list[tuple[str, int]] = []
    depth = macros = joins = 0
    for at, (sort, token) in enumerate(tokens):
        before = tokens[at - 1][1] if at else ""
        after = tokens[at + 1][1] if at + 1 < len(tokens) else ""
        if sort == "name":
            if before == "." and token in _MACROS and after == "(" and at + 2 < len(tokens):
                scopes.append((tokens[at + 2][1], depth))
                macros += 1
            elif _is_free(token, before, after, scopes):
                names[token] = None
            elif token in _SWELLING and before == "." and after == "(":
                raise ExpressionError(f"'{token}' cannot be used here; compare or pick texts instead.")
        elif token in _OPENING:
            depth += 1
        elif token in _CLOSING:
            depth -= 1
            while scopes and scopes[-1][1] >= depth:
                scopes.pop()
        elif token in ("+", ","):
            joins += 1
    growth = (1 + max(0, joins - macros)) ** max(1, macros) if joins or macros else 1
    return tuple(names), growth


def _is_free(token: str, before: str, after: str, scopes: list[tuple[str, int]]) -> bool:
    if before == "." or after == "(" or token in _WORDS or token in _TYPES:
        return False
    if token in _LIBRARIES and after == ".":
        return False
    return all(token != variable for variable, _ in scopes)


def _extent(values: Any) -> int:
    """Characters and items in the values, counted without recursion."""
    total = 0
    waiting = list(values)
    while waiting:
        value = waiting.pop()
        total += 1
        if isinstance(value, str):
            total += len(value)
        elif isinstance(value, Mapping):
            waiting.extend(value.keys())
            waiting.extend(value.values())
        elif isinstance(value, list | tuple):
            waiting.extend(value)
        if total > MAX_WORK:
            break
    return total


def _plain(value: Any, text: str) -> Any:
    """JSON data with floats for numbers; anything else that CEL knows is refused."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        number = float(value)
        if not math.isfinite(number):
            raise ExpressionError(f"'{_short(text)}' gives a number that is not finite.")
        return number
    if isinstance(value, list | tuple):
        return [_plain(item, text) for item in value]
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise ExpressionError(f"'{_short(text)}' gives a record whose keys are not texts.")
        return {key: _plain(item, text) for key, item in value.items()}
    raise ExpressionError(f"'{_short(text)}' gives a {type(value).__name__}, which cannot be passed on.")


def _explain_compile(raw: str, text: str) -> str:
    found = _POSITION.search(raw)
    message = found.group(3) if found else raw
    column = f"At character {found.group(2)}: " if found and int(found.group(2)) > 0 else ""
    named = _QUOTED.search(message)
    if "undeclared reference" in message and named:
        return f"{column}there is no function '{named.group(1)}' in this language."
    if "no matching overload" in message:
        return f"{column}this does not fit together. In sums, write numbers with a point: 2.0 instead of 2."
    if "recursion" in raw:
        return "The expression is nested too deeply; split it into several."
    if "EOF" in message:
        return f"{column}the expression ends too early."
    return f"{column}{message.split(' expecting ')[0].rstrip()}."


def _explain_run(raw: str, text: str) -> str:
    named = _QUOTED.search(raw)
    where = f"'{_short(text)}'"
    if "No value with name" in raw and named:
        return f"{where} needs '{named.group(1)}', which has not arrived."
    if "Key not found" in raw and named:
        return f"{where}: there is no '{named.group(1)}' in the value."
    if "no matching overload" in raw.lower() or "no_matching_overload" in raw.lower():
        return f"{where} mixes values that do not fit together (in sums, write 2.0 instead of 2)."
    if "budget" in raw:
        return f"{where} takes too many steps."
    return f"{where} could not be worked out: {raw.split(': ', 1)[-1].splitlines()[0]}."


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:77] + "..."
