"""What a run received from outside, kept so that it outlives the process: the journal *is* the stored state.

A run is a pure function of what it is given and of what came of its steps. Three kinds of records say all of
it: what it was given, that a step with an effect is about to be taken, and what came of a step. Values are
kept whole (labels, statements, faults), floats to the last bit, so that a resumed run cannot tell that it was
interrupted. A journal is the server's own: unlike the event log it is never redacted and never shown.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as File
from typing import Any, Protocol

from sandbox.step import PlannedTask, StepResult
from sandbox.value import Statement, Value


@dataclass(frozen=True, slots=True)
class Given:
    """The run began with these values."""

    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Intent:
    """A step that may act on the world is about to be taken under this idempotency key. Without a `Done`
    after it the effect is in doubt, and the tool is asked again under the same key."""

    step: int
    key: str


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a step. `at` is when it was taken in, in seconds of the run's own clock; None in virtual
    time, where the result's own duration says it."""

    step: int
    result: StepResult
    at: float | None = None


Record = Given | Intent | Done


class Journal(Protocol):
    """Keeps records in order. `append` returns once the record is safe."""

    def read(self) -> tuple[Record, ...]:
        """All records so far."""
        ...

    def append(self, record: Record) -> None:
        """Add one."""
        ...


class MemoryJournal:
    """A journal for one process: what it holds can be handed on."""

    def __init__(self, records: tuple[Record, ...] = ()) -> None:
        self.records = list(records)

    def read(self) -> tuple[Record, ...]:
        """All records so far."""
        return tuple(self.records)

    def append(self, record: Record) -> None:
        """Add one."""
        self.records.append(record)


class FileJournal:
    """A journal in a file, one record a line. A line that was cut short by a sudden end does not count."""

    def __init__(self, path: File) -> None:
        self.path = path
        self._mend()

    def read(self) -> tuple[Record, ...]:
        """All records so far."""
        lines = self.path.read_bytes().splitlines() if self.path.exists() else []
        return tuple(record_from(json.loads(line)) for line in lines)

    def append(self, record: Record) -> None:
        """Add one; it is on the disk when this returns."""
        line = json.dumps(plain_record(record), separators=(",", ":"), ensure_ascii=False) + "\n"
        with self.path.open("ab") as file:
            file.write(line.encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(file.fileno())

    def _mend(self) -> None:
        """Cut off what a killed writer left of its last line."""
        content = self.path.read_bytes() if self.path.exists() else b""
        whole = content.rfind(b"\n") + 1
        if whole != len(content):
            with self.path.open("r+b") as file:
                file.truncate(whole)


def plain_record(record: Record) -> dict[str, Any]:
    """A record as plain JSON data."""
    if isinstance(record, Given):
        return {"given": _plain_values(record.values)}
    if isinstance(record, Intent):
        return {"intent": record.step, "key": record.key}
    plain: dict[str, Any] = {"done": record.step, "result": _plain_result(record.result)}
    return plain if record.at is None else {**plain, "at": record.at}


def record_from(plain: Mapping[str, Any]) -> Record:
    """The record of plain data; KeyError or TypeError where it is none."""
    if "given" in plain:
        return Given(_values_from(plain["given"]))
    if "intent" in plain:
        return Intent(plain["intent"], plain["key"])
    return Done(plain["done"], _result_from(plain["result"]), plain.get("at"))


_RESULT_FIELDS = (
    "status",
    "port",
    "seconds",
    "cost",
    "input_tokens",
    "output_tokens",
    "minutes",
    "message",
    "effect",
)
_VALUE_FIELDS = ("task", "author", "attempt", "depth")
_NO_RESULT = StepResult()
_NO_VALUE = Value("", None)


def _plain_result(result: StepResult) -> dict[str, Any]:
    plain = {name: getattr(result, name) for name in _RESULT_FIELDS}
    plain = {name: item for name, item in plain.items() if item != getattr(_NO_RESULT, name)}
    if result.values:
        plain["values"] = _plain_values(result.values)
    if result.incidents:
        plain["incidents"] = list(result.incidents)
    if result.detail:
        plain["detail"] = _plain(result.detail)
    if result.plan:
        plain["plan"] = [task.as_dict() for task in result.plan]
    return plain


def _result_from(plain: Mapping[str, Any]) -> StepResult:
    known = {name: plain[name] for name in _RESULT_FIELDS if name in plain}
    return StepResult(
        **known,
        values=_values_from(plain.get("values", {})),
        incidents=tuple(plain.get("incidents", ())),
        detail=plain.get("detail", {}),
        plan=tuple(PlannedTask.of(task) for task in plain.get("plan", ())),
    )


def _plain_values(values: Mapping[str, Value]) -> dict[str, Any]:
    return {name: _plain_value(value) for name, value in values.items()}


def _values_from(plain: Mapping[str, Any]) -> dict[str, Value]:
    return {name: _value_from(item) for name, item in plain.items()}


def _plain_value(value: Value) -> dict[str, Any]:
    """A value with all that is known of it; what is as usual is left out."""
    plain: dict[str, Any] = {"name": value.name, "data": _plain(value.data)}
    for name in _VALUE_FIELDS:
        if getattr(value, name) != getattr(_NO_VALUE, name):
            plain[name] = getattr(value, name)
    if value.labels:
        plain["labels"] = sorted(value.labels)
    if value.faults:
        plain["faults"] = list(value.faults)
    if value.flags:
        plain["flags"] = sorted(value.flags)
    if value.statements:
        plain["statements"] = [
            [each.about, each.text, each.true, sorted(each.labels)] for each in value.statements
        ]
    if value.parts:
        plain["parts"] = [_plain_value(part) for part in value.parts]
    return plain


def _value_from(plain: Mapping[str, Any]) -> Value:
    return Value(
        plain["name"],
        plain["data"],
        **{name: plain[name] for name in _VALUE_FIELDS if name in plain},
        labels=frozenset(plain.get("labels", ())),
        faults=tuple(plain.get("faults", ())),
        flags=frozenset(plain.get("flags", ())),
        statements=tuple(
            Statement(about, text, true, frozenset(labels))
            for about, text, true, labels in plain.get("statements", ())
        ),
        parts=tuple(_value_from(part) for part in plain.get("parts", ())),
    )


def _plain(data: Any) -> Any:
    """The same data as JSON holds it: tuples as lists, sets sorted, nothing rounded."""
    if isinstance(data, Mapping):
        return {str(key): _plain(item) for key, item in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(item) for item in data]
    if isinstance(data, set | frozenset):
        return sorted(_plain(item) for item in data)
    return data
