"""Collects problems while a document is read, and turns pydantic's findings into plain words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import Any, Literal

from pydantic import ValidationError

from workflow.limits import MAX_PROBLEMS, escape, printable
from workflow.problem import Problem

_WANTED = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "set_type": "a list",
    "frozen_set_type": "a list",
    "mapping_type": "a record",
    "dict_type": "a record",
    "dataclass_type": "a record",
}


MOST_COMPARED = 20_000
"""Names compared in search of what was meant, in one document."""


class Report:
    """The problems found so far, in the order of the document; beyond the limit they are only counted."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._uncounted = 0
        self._compared = 0

    def add(
        self,
        code: str,
        pointer: str,
        message: str,
        remedy: str,
        *,
        node: str | None = None,
        field: str | None = None,
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        """Note one problem."""
        if len(self.problems) >= MAX_PROBLEMS:
            self._uncounted += 1
            return
        self.problems.append(
            Problem(code, pointer, printable(message), printable(remedy), node, field, severity)
        )

    def has_errors(self) -> bool:
        """Whether anything forbids to run the document."""
        return self._uncounted > 0 or any(each.severity == "error" for each in self.problems)

    def nearest(self, name: str, known: Collection[str]) -> str:
        """The known name that a wrong one may be meant for; empty where none is near. A document with so many
        wrong names that comparing them all would take seconds gets no further suggestions."""
        if len(self.problems) >= MAX_PROBLEMS or self._compared + len(known) > MOST_COMPARED:
            return ""
        self._compared += len(known)
        return next(iter(get_close_matches(name[:60], sorted(known), n=1)), "")

    def finish(self) -> tuple[Problem, ...]:
        """All problems; a last one says how many more there are."""
        if self._uncounted:
            more = Problem(
                "more_problems",
                "",
                f"There are {self._uncounted} further problems.",
                "Mend these first; then look again.",
            )
            return (*self.problems, more)
        return tuple(self.problems)

    def add_invalid(
        self,
        error: ValidationError,
        data: Any,
        pointer: str,
        known: Sequence[str],
        what: str,
        node: str | None,
    ) -> None:
        """Say each finding of pydantic in plain words. `known` are the settings that `what` has."""
        seen: set[tuple[str, str]] = set()
        for finding in error.errors(include_url=False, include_input=False):
            path, last = _place(finding["loc"], data)
            where = pointer + "".join(f"/{escape(part)}" for part in path)
            field = str(path[0]) if path else (str(last) if last is not None else None)
            code, message, remedy = _words(finding, last if last is not None else "", known, what)
            if (where, code) in seen:
                continue
            seen.add((where, code))
            self.add(code, where, message, remedy, node=node, field=printable(field) if field else None)


def _place(location: tuple[int | str, ...], data: Any) -> tuple[list[int | str], int | str | None]:
    """The part of pydantic's location that exists in the data (unions add steps to it), and its end."""
    path: list[int | str] = []
    last: int | str | None = None
    for step in location:
        try:
            data = data[step]
        except (LookupError, TypeError):
            last = step if last is None else last
            continue
        path.append(step)
        last = step
    return path, location[-1] if location and location[-1] not in path else last


def _words(finding: Any, last: int | str, known: Sequence[str], what: str) -> tuple[str, str, str]:
    """Code, message and remedy for one finding."""
    sort = finding["type"]
    context = finding.get("ctx", {})
    name = f"'{printable(str(last))[:40]}'"
    if sort in ("missing", "missing_argument"):
        return "missing_setting", f"{what} has no {name}, and needs one.", f"Add {name}."
    if sort in ("unexpected_keyword_argument", "extra_forbidden"):
        return _unknown_setting(str(last), known, what)
    if sort in _WANTED:
        wanted = _WANTED[sort]
        return "wrong_type", f"{name} must be {wanted}.", f"Write {wanted} there."
    if sort == "expression":
        return "bad_expression", str(context["reason"]), "Correct the expression; the help has examples."
    if sort == "literal_error":
        return "not_allowed", f"{name} must be {context['expected']}.", "Choose one of these."
    if sort == "string_pattern_mismatch":
        return (
            "bad_name",
            f"{name} is not a name that can be used.",
            "Use small letters, digits and underscores, begin with a letter, at most 40 characters.",
        )
    return _words_for_amounts(sort, context, name, str(finding["msg"]))


def _words_for_amounts(sort: str, context: Any, name: str, message: str) -> tuple[str, str, str]:
    bounds = {"ge": "at least", "le": "at most", "gt": "more than", "lt": "less than"}
    for key, side in bounds.items():
        if key in context:
            amount = f"{side} {context[key]}"
            return "out_of_range", f"{name} must be {amount}.", f"Write a number that is {amount}."
    if sort in ("too_long", "string_too_long"):
        limit = context.get("max_length")
        return "too_long", f"{name} is longer than {limit} allows.", f"Shorten it to {limit} or less."
    if sort == "too_short":
        return "too_short", f"{name} is empty.", "Put at least one entry there."
    return "bad_setting", f"{name} cannot be used: {message}.", "Look the setting up in the help; correct it."


def _unknown_setting(name: str, known: Sequence[str], what: str) -> tuple[str, str, str]:
    near = get_close_matches(name[:60], known, n=1)
    remedy = f"Did you mean '{near[0]}'?" if near else f"Take it out. There are: {', '.join(known)}."
    return "unknown_setting", f"{what} knows no setting '{printable(name)[:40]}'.", remedy
