"""From text to data: YAML or JSON, within limits, with nothing clever in it.

The YAML is the plain part: no anchors, no tags, no merge keys, and only `true`, `false` and `null` as words
with a meaning (so that `on:` stays a key). Numbers are those of JSON.
"""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from workflow.limits import MAX_BYTES, MAX_DEPTH, MAX_ITEMS, check_data, escape, printable, too_large
from workflow.problem import Problem

_WORDS: dict[str, Any] = {"": None, "null": None, "~": None, "true": True, "false": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,20}\Z")
_DECIMAL = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
_NOT_NUMBERS = {".inf", "-.inf", "+.inf", ".nan", ".Inf", "-.Inf", ".NaN", ".INF", "-.INF", ".NAN"}
_PLAIN_TAGS = {None, "!"}


class _RefusedError(Exception):
    """Parsing ends with a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def parse_text(text: str | bytes) -> tuple[Any, tuple[Problem, ...]]:
    """The data of a YAML or JSON text and no problems, or None and what is wrong with it."""
    try:
        readable = _decode(text)
        data = _parse_json(readable) if readable.lstrip()[:1] in ("{", "[") else _parse_yaml(readable)
    except _RefusedError as refused:
        return None, (refused.problem,)
    problems = check_data(data)
    return (None, problems) if problems else (data, ())


def _decode(text: str | bytes) -> str:
    if len(text) > MAX_BYTES:
        raise _RefusedError(
            Problem(
                "too_large",
                "",
                f"The document has {len(text) // 1000} kB; a workflow may have {MAX_BYTES // 1000}.",
                "Shorten it; long material belongs to the cases, not to the instructions.",
            )
        )
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise _RefusedError(
                Problem(
                    "not_utf8",
                    "",
                    f"The document is not UTF-8 text (byte {error.start}).",
                    "Save it as UTF-8.",
                )
            ) from None
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise _RefusedError(
            Problem("empty_text", "", "The document is empty.", "Start with 'podium: 1', then the nodes.")
        )
    return text


def _parse_json(text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_record, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        try:
            return _parse_yaml(text)
        except _RefusedError as refused:
            if refused.problem.code != "syntax":
                raise
        raise _RefusedError(_syntax(error.msg, error.lineno, error.colno)) from None
    except RecursionError:
        raise _RefusedError(_too_deep()) from None
    except ValueError:
        raise _RefusedError(
            Problem("bad_number", "", "The document holds a number with too many digits.", "Shorten it.")
        ) from None


def _record(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _RefusedError(_duplicate(key, ""))
            seen.add(key)
    return record


def _no_constant(name: str) -> Any:
    message = f"{name} is not a number that a workflow can hold."
    raise _RefusedError(Problem("bad_number", "", message, "Write a number."))


def _parse_yaml(text: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise _RefusedError(_syntax(error.problem or "", line, column)) from None
    except yaml.reader.ReaderError:
        raise _RefusedError(
            Problem(
                "unreadable_text",
                "",
                "The document holds a character that cannot be written (a NUL or half a character).",
                "Type it again, or paste it as plain text.",
            )
        ) from None
    except (yaml.YAMLError, UnicodeError, ValueError) as error:
        raise _RefusedError(_syntax(str(error).splitlines()[0] if str(error) else "", 1, 1)) from None
    return builder.result


class _Builder:
    """Builds data from YAML events, so that depth and size stay in hand and nothing is ever constructed."""

    def __init__(self) -> None:
        self.result: Any = None
        self._open: list[dict[str, Any] | list[Any]] = []
        self._keys: list[str | None] = []
        self._documents = 0
        self._items = 0

    def take(self, event: yaml.Event) -> None:
        """The next event of the text."""
        self._items += 1
        if self._items > 2 * MAX_ITEMS:
            raise _RefusedError(too_large())
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _RefusedError(self._syntax_at(event, "a second document starts here"))
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _RefusedError(self._no_anchor(event))
        elif isinstance(event, yaml.ScalarEvent):
            self._place(self._scalar(event), event)
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin({}, event)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin([], event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
            self._keys.pop()

    def _begin(self, container: dict[str, Any] | list[Any], event: yaml.Event) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _RefusedError(_too_deep())
        self._check_tag(event)
        self._place(container, event)
        self._open.append(container)
        self._keys.append(None)

    def _place(self, value: Any, event: yaml.Event) -> None:
        if not self._open:
            self.result = value
            return
        parent = self._open[-1]
        if isinstance(parent, list):
            parent.append(value)
        elif self._keys[-1] is None:
            self._keys[-1] = self._key(value, event, parent)
        else:
            parent[self._keys[-1]] = value
            self._keys[-1] = None

    def _key(self, value: Any, event: yaml.Event, parent: dict[str, Any]) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise _RefusedError(self._syntax_at(event, "a list or record cannot be a key"))
        key = str(event.value)
        if key == "<<":
            raise _RefusedError(self._no_anchor(event))
        if key in parent:
            pointer = "".join(f"/{escape(part)}" for part in self._keys[:-1] if part is not None)
            raise _RefusedError(_duplicate(key, pointer))
        return key

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        self._check_tag(event)
        text = event.value
        if not event.implicit[0] or event.style:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.match(text):
            return int(text)
        if len(text) < 400 and _DECIMAL.match(text):
            return float(text)
        if text in _NOT_NUMBERS:
            raise _RefusedError(_bad_number(text, event))
        return text

    def _check_tag(self, event: Any) -> None:
        if event.tag not in _PLAIN_TAGS:
            raise _RefusedError(
                Problem(
                    "no_tags",
                    "",
                    f"The tag '{printable(str(event.tag))[:60]}' in line {_line(event)} means nothing here.",
                    "Take the tag out and write the value plainly.",
                )
            )

    def _no_anchor(self, event: yaml.Event) -> Problem:
        return Problem(
            "no_anchors",
            "",
            f"Line {_line(event)} uses a YAML anchor, alias or merge key.",
            "Write the value out in full in each place.",
        )

    def _syntax_at(self, event: yaml.Event, what: str) -> Problem:
        mark = event.start_mark
        return _syntax(what, _line(event), mark.column + 1 if mark else 1)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _syntax(what: str, line: int, column: int) -> Problem:
    return Problem(
        "syntax",
        "",
        f"Line {line}, character {column}: {printable(what) or 'this cannot be read'}.",
        "Check the quotes, the indentation and the brackets around there.",
    )


def _too_deep() -> Problem:
    return Problem("too_deep", "", f"The document is nested deeper than {MAX_DEPTH} levels.", "Flatten it.")


def _duplicate(key: str, pointer: str) -> Problem:
    return Problem(
        "duplicate_key",
        pointer,
        f"The key '{printable(key)[:60]}' stands twice in the same record.",
        "Keep one of the two.",
    )


def _bad_number(text: str, event: yaml.Event) -> Problem:
    return Problem("bad_number", "", f"Line {_line(event)}: '{text}' is not a number.", "Write a number.")
