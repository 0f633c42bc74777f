"""What fails without anybody's fault: model services and tools that are down, busy or slow."""

from __future__ import annotations

from sandbox.scenario import Case
from sandbox.step import StepResult
from sandbox.world.draw import strikes, to_millionths

SERVICE_ERROR = to_millionths(0.004)
SERVICE_BUSY = to_millionths(0.012)
"""Up to here (the errors above counted in) a model call is turned away as one too many."""
DOWN_SECONDS = 4.0
"""How long it takes to find out that something is down."""


def is_down(case: Case, name: str, attempt: int) -> bool:
    """Whether a tool or model tier is down at this try: for good, or for its first so many tries
    (`orders:2`)."""
    if name in case.outages:
        return True
    prefix = name + ":"
    return any(
        entry.startswith(prefix) and entry[len(prefix) :].isdigit() and attempt <= int(entry[len(prefix) :])
        for entry in case.outages
    )


def call_failure(case: Case, model: str, drawn: int, attempt: int) -> StepResult | None:
    """The failed result of a model call, or None where the call goes through."""
    if is_down(case, model, attempt):
        return StepResult(
            status="error",
            seconds=DOWN_SECONDS,
            message=f"The {model} model does not answer.",
            detail={"model": model, "cause": "outage"},
        )
    if strikes(drawn, SERVICE_ERROR):
        return StepResult(
            status="error",
            seconds=DOWN_SECONDS,
            message=f"The {model} model broke off.",
            detail={"model": model, "cause": "service"},
        )
    if strikes(drawn, SERVICE_BUSY):
        return StepResult(
            status="rate_limited",
            seconds=0.3,
            message=f"Too many calls to the {model} model at once.",
            detail={"model": model, "cause": "rate_limit"},
        )
    return None
