"""Running a workflow on a suite of cases, with people's attention worked out from what is asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sandbox.drivers.simulation import simulate
from sandbox.engine.log import RunLog
from sandbox.engine.program import Program
from sandbox.scenario import Case, Scenario
from sandbox.world.casebook import start_values
from sandbox.world.instruction import Reader
from sandbox.world.performer import SimulatedWorld


def run_case(
    program: Program,
    scenario: Scenario,
    case: Case,
    seed: int | str,
    reader: Reader,
    *,
    attention: float = 1.0,
    lean: bool = False,
    **mode: Any,
) -> RunLog:
    """One case through the workflow. `mode` goes to `SimulatedWorld`."""
    world = SimulatedWorld(scenario, case, seed, reader, attention, lean=lean, **mode)
    return simulate(program, start_values(case), world, lean=lean)


def run_suite(
    program: Program,
    scenario: Scenario,
    cases: Sequence[Case],
    seed: int | str,
    reader: Reader,
    *,
    attention: float | None = None,
    lean: bool = False,
    **mode: Any,
) -> tuple[RunLog, ...]:
    """All cases, in their order. `mode` goes to `SimulatedWorld`.

    A first pass with rested people tells how many minutes a case asks of them on average; what of that the
    budget has is the attention of a second pass over those that met a person. A given `attention` saves the
    first pass.
    """
    rested = 1.0 if attention is None else attention
    logs = [
        run_case(program, scenario, case, seed, reader, attention=rested, lean=lean, **mode) for case in cases
    ]
    if attention is not None:
        return tuple(logs)
    attention = attention_left(scenario, logs)
    if attention >= 1.0:
        return tuple(logs)
    return tuple(
        run_case(program, scenario, case, seed, reader, attention=attention, lean=lean, **mode)
        if log.human_minutes
        else log
        for case, log in zip(cases, logs, strict=True)
    )


def attention_left(scenario: Scenario, logs: Sequence[RunLog]) -> float:
    """The attention 0..1 that people have left: minutes in the budget over minutes asked, a case."""
    asked = sum(log.human_minutes for log in logs) / len(logs) if logs else 0.0
    allowed = scenario.budget.human_minutes
    return round(min(1.0, allowed / asked), 6) if asked > allowed else 1.0
