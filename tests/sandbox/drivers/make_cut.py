"""Documents of every sort, and performers that are cut off in the middle of a run."""

from __future__ import annotations

from typing import Any

from sandbox.drivers.journal import Record, plain_record, record_from
from sandbox.step import Step, StepResult
from sandbox.value import Statement, Value
from tests.sandbox.engine.test_container import letters
from tests.sandbox.engine.test_memory import make_writing_and_reading
from tests.sandbox.engine.test_properties import Fate
from tests.sandbox.engine.test_subflow import make_nested
from tests.workflow.make import make_agent, make_data, make_input, make_inside, make_output


class Killed(BaseException):
    """The process ends here."""


class CutJournal:
    """A journal whose records pass through plain data, as a file would keep them, and that ends the process
    at the given write (0: never)."""

    def __init__(self, plain: list[dict[str, Any]] | None = None, last: int = 0) -> None:
        self.plain = list(plain or [])
        self.last = last

    def read(self) -> tuple[Record, ...]:
        return tuple(record_from(each) for each in self.plain)

    def append(self, record: Record) -> None:
        self.plain.append(plain_record(record))
        if len(self.plain) == self.last:
            raise Killed


class Fated(Fate):
    """A fate that gives values with everything that is known of one, and effects; `calls` are by step."""

    def __init__(self, seed: int, faults: int) -> None:
        super().__init__(seed, faults)
        self.performed: list[tuple[int, str, str]] = []

    def perform(self, step: Step) -> StepResult:
        self.performed.append((step.id, step.node.kind, step.key))
        result = super().perform(step)
        made = {name: rich(value) for name, value in result.values.items()}
        acts = step.node.kind == "tool" and result.status == "ok"
        return StepResult(
            status=result.status,
            port=result.port,
            values=made,
            seconds=result.seconds / 3.0,
            cost=result.cost / 7.0,
            minutes=result.minutes,
            message=result.message,
            detail={"sees": sorted(step.inputs), "attempt": step.attempt},
            effect=acts,
        )


def rich(value: Value) -> Value:
    """The same value with all that may be known of it."""
    part = Value("part", {"deep": [1.5, None, True]}, flags=frozenset({"edited"}))
    said = Statement("subject", "It is so.", False, frozenset({"personal"}))
    labels = frozenset({"untrusted", "personal"})
    return Value(
        value.name,
        value.data,
        labels,
        (said,),
        "task",
        "author/large",
        2,
        value.depth,
        ("slip",),
        parts=(part,),
    )


def gates() -> dict[str, Any]:
    """Two people one after the other, beside an agent, and what follows."""
    first = {"id": "first", "kind": "human", "minutes": 5, "sees": ["x"], "edits": ["x"]}
    second = {"id": "second", "kind": "human", "minutes": 1, "sees": ["x"]}
    return make_data(
        [
            make_input("message"),
            make_agent("w", "x"),
            first,
            second,
            make_agent("v", "y"),
            make_output("x", "y"),
        ],
        ["start.done w", "w.done first", "first.approved second", "start.done v", "second.approved end"],
    )


def payments() -> dict[str, Any]:
    """Effects in a loop in a map, with retries: what must never happen twice."""
    pay = {"id": "pay", "kind": "tool", "tool": "pay", "retry": {"max": 2, "wait": 0.5}}
    pay["idempotent_by"] = ["item"]
    note = {"id": "note", "kind": "tool", "tool": "orders"}
    loop = {
        "id": "round",
        "kind": "loop",
        "max": 2,
        "until": "y != 'y0'",
        "inside": make_inside([make_agent("w", "y"), note], ["w.done note"]),
    }
    inside = make_inside([make_agent("a", "x"), pay, loop], ["a.done pay", "pay.done round"])
    each = {"id": "each", "kind": "map", "over": "lines", "item": "item", "concurrency": 2, "inside": inside}
    return make_data(
        [make_input("lines"), each, make_output("lines", "x")],
        ["start.done each", "each.done end", "each.error end"],
    )


DOCUMENTS = {
    "a loop": letters(),
    "memory": make_writing_and_reading(),
    "a workflow inside": make_nested(make_agent("w", "reply", retry={"max": 2, "wait": 0.1})),
    "people": gates(),
    "effects in loops in a map": payments(),
}
VALUES: dict[str, Any] = {"message": "hello", "lines": ["a", "b", "c"]}
