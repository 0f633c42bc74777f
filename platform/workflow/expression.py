"""Conditions, rules and formulas: CEL, compiled once, and never able to hang or to be half true.

Numbers in data are always floats, so sums need `2.0`, not `2`; comparisons take either. A name that has not
arrived is not bound, and an evaluation that goes wrong raises `ExpressionError`: it is never taken for true.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cel_expr_python import cel
from cel_expr_python.ext.ext_math import ExtMath
from cel_expr_python.ext.ext_strings import ExtStrings

from workflow.survey import MAX_GROWTH, ExpressionError, Form, survey

__all__ = ["Expression", "ExpressionError", "compile_expression"]

MAX_LENGTH = 2000
"""Characters of one expression."""

_NONE = ctypes.py_object(None)
_POSITION = re.compile(r"<input>:(-?\d+):(-?\d+): ([^\n]*)")
_OVERLOAD = re.compile(r"no matching overload for '([^']*)' applied to '\(([^\n]*)\)'")
_COMPARISONS = {"_>_", "_<_", "_>=_", "_<=_", "_==_", "_!=_"}
_NUMBERS = {"int", "uint", "double", "dyn"}
_QUOTED = re.compile(r"""["']([^"']+)["']""")


class Expression:
    """One compiled expression. `names` are the values it reads, in order of first appearance."""

    __slots__ = ("_evaluate", "_form", "names", "text")

    def __init__(self, text: str, form: Form, program: Any) -> None:
        self.text = text
        self.names = form.names
        self._form = form
        self._evaluate = program.eval

    @property
    def mixes_numbers(self) -> bool:
        """Whether a sum holds a whole number such as `2`, which does not fit the floats of the data."""
        return self._form.mixes_numbers

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
        if value is None:
            _give_back_none()
        raise ExpressionError(f"'{_short(self.text)}' must be true or false, and it is neither.")

    def _result(self, data: Mapping[str, Any]) -> Any:
        if self._form.is_too_much(data):
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
    form = survey(text)
    if form.growth > MAX_GROWTH:
        raise ExpressionError("The expression nests too many map, filter or exists; split it in two steps.")
    environment = _environment(tuple(sorted(form.names)))
    try:
        program = environment.compile(text)
    except (RuntimeError, ValueError, TypeError) as error:
        if not _is_harmless(str(error)):
            raise ExpressionError(_explain_compile(str(error), text)) from None
        program = environment.compile(text, disable_check=True)
    return Expression(text, form, program)


def _is_harmless(raw: str) -> bool:
    """Whether CEL's type check only minds what works all the same: comparing kinds of numbers, or a choice
    between values of different types."""
    clashes = _OVERLOAD.findall(raw)
    return len(clashes) == raw.count("ERROR: <input>") > 0 and all(
        name == "_?_:_" or (name in _COMPARISONS and set(types.split(", ")) <= _NUMBERS)
        for name, types in clashes
    )


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


def _give_back_none() -> None:
    """Make good for a None that the library gave. Its version 0.1.3 does so without a reference of its own:
    some ten thousand nulls, and Python 3.11 ends the process because None has none left. Where None is
    immortal this does no harm."""
    ctypes.pythonapi.Py_IncRef(_NONE)


def _plain(value: Any, text: str) -> Any:
    """JSON data with floats for numbers; anything else that CEL knows is refused."""
    if value is None:
        _give_back_none()
        return None
    if isinstance(value, bool | str):
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
