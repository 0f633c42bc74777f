"""Formulas of exercise packages: CEL over values by name and the hidden `facts`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from workflow.expression import ExpressionError, compile_expression

_STRING = r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\""
_NULL = re.compile(rf"({_STRING})|(?<![\w.])null\b")
_FACTS = re.compile(rf"({_STRING})|(?<![\w.])facts\b(?:\.([A-Za-z_]\w*))?")
_PATH = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_EQUALS = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*==\s*'([^'\\]*)'")
_WORDS = frozenset({"true", "false", "null"})


class FormulaError(ValueError):
    """A formula that cannot be read or evaluated; the message says why."""


class Formula:
    """A compiled formula. `names` are the values it reads, `facts` the facts (None: possibly any)."""

    __slots__ = ("_equal", "_expression", "_must", "_path", "facts", "names", "text")

    def __init__(self, text: str) -> None:
        """Compile; raises FormulaError for what is no formula."""
        self.text = text
        try:
            self._expression = compile_expression(_NULL.sub(lambda hit: hit.group(1) or "dyn(null)", text))
        except ExpressionError as error:
            raise FormulaError(str(error)) from None
        self.names = frozenset(self._expression.names) - {"facts"}
        read = [hit.group(2) for hit in _FACTS.finditer(text) if hit.group(1) is None]
        self.facts: frozenset[str] | None = None if None in read else frozenset(read)
        path, equal = _short_form(text.strip())
        self._path = path if path and path[0] not in _WORDS else ()
        self._equal = equal
        self._must = _conditions(text)

    def evaluate(self, values: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        """Plain data, numbers as floats; raises FormulaError where a name is absent or a rule is broken."""
        if self._path:
            found = _walk(self._path, values, facts)
            return found if self._equal is None else found == self._equal
        bound = {name: _present(values, name) for name in self.names}
        if self.facts is None:
            bound["facts"] = dict(facts)
        elif self.facts:
            bound["facts"] = {name: facts[name] for name in self.facts if name in facts}
        try:
            return as_data(self._expression.evaluate(bound))
        except ExpressionError as error:
            raise FormulaError(str(error)) from None

    def holds(self, values: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
        """Whether it is true; a formula that fails or gives no boolean does not hold."""
        for name, literal in self._must:
            if name in values and values[name] != literal:
                return False
        try:
            return self.evaluate(values, facts) is True
        except FormulaError:
            return False


@lru_cache(maxsize=4096)
def compile_formula(text: str) -> Formula:
    """The compiled formula of a text, once per text; raises FormulaError."""
    return Formula(text)


def as_data(value: Any) -> Any:
    """Plain JSON data with every number a float, maps by key (CEL gives them in any order)."""
    if isinstance(value, bool) or value is None or isinstance(value, str | float):
        return value
    if isinstance(value, int):
        return float(value)
    if isinstance(value, Mapping):
        return {str(key): as_data(item) for key, item in sorted(value.items(), key=lambda pair: str(pair[0]))}
    if isinstance(value, list | tuple):
        return [as_data(item) for item in value]
    raise FormulaError(f"a formula must not yield {type(value).__name__}")


def _short_form(text: str) -> tuple[tuple[str, ...], str | None]:
    """The path (and text compared with) of the two commonest formulas, which need no evaluation."""
    if _PATH.fullmatch(text):
        return tuple(text.split(".")), None
    equals = _EQUALS.fullmatch(text)
    return (tuple(equals.group(1).split(".")), equals.group(2)) if equals else ((), None)


def _conditions(text: str) -> tuple[tuple[str, str], ...]:
    """The `name == 'text'` parts of a plain chain of `&&`: where one is not so, nothing need be evaluated."""
    if "||" in text or "?" in text or "(" in text:
        return ()
    found = [_EQUALS.fullmatch(part.strip()) for part in text.split("&&")]
    return tuple((hit.group(1), hit.group(2)) for hit in found if hit and "." not in hit.group(1))


def _walk(path: tuple[str, ...], values: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
    found: Any = facts if path[0] == "facts" else _present(values, path[0])
    for field in path[1:]:
        if not isinstance(found, Mapping) or field not in found:
            raise FormulaError(f"{'.'.join(path)} is absent")
        found = found[field]
    return found


def _present(scope: Mapping[str, Any], name: str) -> Any:
    try:
        return scope[name]
    except KeyError:
        raise FormulaError(f"{name} is absent") from None
