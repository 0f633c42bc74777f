"""Writes the event log: everything, or in a lean run only failures, effects, incidents and the end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sandbox.engine.bundle import names_in
from sandbox.engine.event import Event, EventType, Path
from sandbox.engine.frame import Values
from sandbox.engine.planning import Drawn
from sandbox.step import PlannedTask, Step, StepResult
from sandbox.value import Value
from workflow.document import Policy

REDACTED = "[redacted]"
_event = tuple.__new__


class Recorder:
    """The log of one run. Values whose labels the policy redacts never enter it."""

    __slots__ = ("_audit", "_redact", "_secrets", "events", "full")

    def __init__(self, policy: Policy, lean: bool) -> None:
        self.events: list[Event] = []
        self.full = not lean
        self._redact = policy.redact
        self._audit = policy.audit
        self._secrets: set[str] = set()

    def add(self, at: float, sort: EventType, node: str | None, path: Path, data: Mapping[str, Any]) -> None:
        """Append one event."""
        events = self.events
        events.append(_event(Event, (len(events), at, sort, node, path, data)))

    def step_started(self, at: float, step: Step) -> None:
        """A performer is asked to begin (a retry after `wait` seconds); audited kinds note what they get."""
        data: dict[str, Any] = {"inputs": names_in(step.inputs), "attempt": step.attempt}
        if step.delay:
            data["wait"] = step.delay
        if step.fallback:
            data["fallback"] = True
        if step.approved:
            data["approved"] = True
        if step.node.kind in self._audit:
            data["values"] = self.plain(step.inputs)
        self.add(at, "step_started", step.node.id, step.path, data)

    def step_finished(
        self, at: float, step: Step, port: str | None, made: Values, result: StepResult
    ) -> None:
        """A performer is done and the node is left by `port`; by none where its container was given up, when
        it may also have failed."""
        values = self.plain(made)  # first: what is redacted here is then taken out of the detail too
        data = self._result(step, result)
        data["port"] = port
        data["values"] = values
        if result.status != "ok":
            data["status"] = result.status
        self.add(at, "step_finished", step.node.id, step.path, data)

    def plan_made(self, at: float, step: Step, drawn: Drawn) -> None:
        """A planner's plan, whole and in words; with what is wrong where it cannot be carried out."""
        data: dict[str, Any] = {
            "attempt": step.attempt,
            "tasks": self._tasks(drawn.tasks),
            "text": drawn.text,
        }
        if drawn.trouble:
            data["trouble"] = drawn.trouble
        if self._redact:
            data = self._without_secrets(data)
        self.add(at, "plan_made", step.node.id, step.path, data)

    def _tasks(self, tasks: tuple[PlannedTask, ...]) -> list[dict[str, Any]]:
        plain = [task.as_dict() for task in tasks]
        return [self._without_secrets(each) for each in plain] if self._redact else plain

    def step_failed(self, at: float, step: Step, status: str, result: StepResult, final: bool) -> None:
        """A try came to nothing; `final` when no further one follows."""
        data: dict[str, Any] = {"status": status, "final": final, "message": result.message}
        if self.full:
            values = self.plain(result.values)
            data |= self._result(step, result)
            data["values"] = values
        self.add(at, "step_failed", step.node.id, step.path, data)

    def plain(self, values: Values) -> dict[str, Any]:
        """The data of values, redacted where the policy says so."""
        if not self._redact:
            return {name: value.data for name, value in values.items()}
        return {name: self._shown(value) for name, value in values.items()}

    def _shown(self, value: Value) -> Any:
        if value.labels & self._redact:
            self._secrets.update(_texts(value.data))
            return REDACTED
        return self._without_secrets(value.data)

    def _result(self, step: Step, result: StepResult) -> dict[str, Any]:
        data: dict[str, Any] = {
            "attempt": step.attempt,
            "seconds": result.seconds,
            "cost": result.cost,
            "tokens": [result.input_tokens, result.output_tokens],
            "minutes": result.minutes,
        }
        if result.effect:
            data["effect"] = True
        if result.incidents:
            data["incidents"] = list(result.incidents)
        if step.node.kind == "plan" and result.status == "ok":
            data["plan"] = self._tasks(result.plan)
        if result.detail:
            data["detail"] = self._without_secrets(result.detail) if self._redact else result.detail
        return data

    def _without_secrets(self, data: Any) -> Any:
        """The data with every text that was redacted elsewhere taken out of it."""
        if isinstance(data, str):
            for secret in sorted(self._secrets, key=lambda text: (-len(text), text)):
                data = data.replace(secret, REDACTED)
            return data
        if isinstance(data, Mapping):
            return {key: self._without_secrets(item) for key, item in data.items()}
        if isinstance(data, list | tuple):
            return [self._without_secrets(item) for item in data]
        return data


def _texts(data: Any) -> list[str]:
    """The texts in a value that are long enough to be recognised elsewhere, also as JSON writes them."""
    if isinstance(data, str):
        written = (data, json.dumps(data)[1:-1], json.dumps(data, ensure_ascii=False)[1:-1])
        return list(dict.fromkeys(written)) if len(data) > 3 else []
    if isinstance(data, Mapping):
        return [text for item in data.values() for text in _texts(item)]
    if isinstance(data, list | tuple):
        return [text for item in data for text in _texts(item)]
    return []
