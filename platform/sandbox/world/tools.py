"""Simulated tools: latency, errors, outages, and effects that may happen twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sandbox.scenario import Case, Tool
from sandbox.value import Value
from sandbox.world.blueprint import Blueprint, Producer
from sandbox.world.draw import RANGE, strikes, to_millionths
from sandbox.world.failure import DOWN_SECONDS, is_down
from sandbox.world.formula import FormulaError

HANG = 40.0
"""A hanging call takes so many times its usual latency."""


@dataclass(frozen=True, slots=True)
class CallOutcome:
    """What came of calling a tool. `value` is None where nothing was made, `cause` says why it failed."""

    status: str
    value: Value | None
    seconds: float
    cost: float = 0.0
    cause: str = ""
    message: str = ""


def call_tool(
    blueprint: Blueprint,
    case: Case,
    producer: Producer,
    inputs: Mapping[str, Value],
    drawn: int,
    attempt: int,
) -> CallOutcome:
    """Call a tool with what is there. `drawn` decides on error, hanging and latency."""
    tool = _tool(producer)
    if is_down(case, tool.slug, attempt):
        return CallOutcome(
            "error", None, DOWN_SECONDS, cause="outage", message=f"{tool.title} does not answer."
        )
    lacking = [need for need in tool.needs if need not in inputs]
    if lacking:
        message = f"{tool.title} needs {', '.join(lacking)}."
        return CallOutcome("error", None, 0.1, cause="missing:" + ",".join(lacking), message=message)
    fails = to_millionths(tool.fails)
    if strikes(drawn, fails):
        message = f"{tool.title} reports an error."
        return CallOutcome("error", None, tool.seconds, tool.cost, "service", message)
    hangs = strikes(drawn, fails + to_millionths(tool.hangs))
    stretch = HANG if hangs else 0.7 + 0.6 * ((drawn * 2654435761) % RANGE) / RANGE
    seconds = round(tool.seconds * stretch, 3)
    cause = "hang" if hangs else ""
    return CallOutcome("ok", tool_value(case, producer, inputs), seconds, tool.cost, cause)


def call_for_agent(
    blueprint: Blueprint, case: Case, producer: Producer, inputs: Mapping[str, Value], drawn: int
) -> CallOutcome:
    """A call that an agent makes by itself, once: a hanging answer counts as none."""
    outcome = call_tool(blueprint, case, producer, inputs, drawn, 1)
    if outcome.cause == "hang":
        return replace(outcome, status="timeout", value=None, seconds=_tool(producer).seconds * 4.0)
    return outcome


def tool_value(case: Case, producer: Producer, inputs: Mapping[str, Value]) -> Value | None:
    """What the tool yields from these inputs; the truth itself where they are all true."""
    truth = case.truth[producer.item.name]
    if all(inputs[need].data is case.truth[need].data for need in producer.needs):
        return truth if truth.data is not None else None
    data: Any
    try:
        assert producer.formula is not None  # noqa: S101 - tools have formulas
        data = producer.formula.evaluate({need: inputs[need].data for need in producer.needs}, case.facts)
    except FormulaError:
        data = None
    if data is None:
        return None
    if data == truth.data:
        return truth
    roots = tuple(
        f"inherited:{need}" for need in producer.needs if inputs[need].data != case.truth[need].data
    )
    return Value(producer.item.name, data, producer.item.labels, faults=roots)


def _tool(producer: Producer) -> Tool:
    assert producer.tool is not None  # noqa: S101 - only called with tools
    return producer.tool
