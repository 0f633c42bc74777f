"""What the engine works out by itself: input, router, set, check, and the merging of a join."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, NamedTuple

from sandbox.engine.event import canonical
from sandbox.engine.frame import NO_VALUES, Cargo, Values, data_of
from sandbox.engine.program import NodePlan
from sandbox.value import Value
from workflow.expression import ExpressionError

PASS = Value("verdict", "pass")
FAIL = Value("verdict", "fail")
NO_FEEDBACK = Value("feedback", "")


class Outcome(NamedTuple):
    """By which port a node is left, what it made, and why. `message` is for the port `error`."""

    port: str
    made: Values = NO_VALUES
    message: str = ""
    detail: Any = None


def give(plan: NodePlan, given: Values) -> Outcome:
    """Those of the case's values that an input node lists; one that the case lacks is not given."""
    return Outcome("done", {name: given[name] for name in plan.settings.values if name in given})


def route(plan: NodePlan, inputs: Values) -> Outcome:
    """The first branch whose condition holds. One that cannot be worked out does not; the log says so."""
    troubles: dict[str, str] = {}
    for port, condition in plan.expressions:
        try:
            if condition.is_true(data_of(condition.names, inputs)):
                return Outcome(port, detail={"troubles": troubles} if troubles else None)
        except ExpressionError as error:
            troubles[port] = str(error)
    return Outcome("default", detail={"troubles": troubles} if troubles else None)


def compute(plan: NodePlan, inputs: Values) -> Outcome:
    """New values from formulas; all of them, or an error. A value that is only renamed keeps what is known of
    it; a computed one inherits from what it was computed from."""
    made = {}
    for name, formula in plan.expressions:
        if formula.text.strip() in inputs:
            made[name] = replace(inputs[formula.text.strip()], name=name)
            continue
        try:
            data = formula.evaluate(data_of(formula.names, inputs))
        except ExpressionError as error:
            return Outcome("error", message=str(error))
        made[name] = _derived(name, data, [inputs[each] for each in formula.names if each in inputs])
    return Outcome("done", made)


def _derived(name: str, data: Any, sources: list[Value]) -> Value:
    """A computed value carries the labels and flags of what it was computed from."""
    labels: frozenset[str] = frozenset().union(*(each.labels for each in sources))
    faults = tuple(dict.fromkeys(fault for each in sources for fault in each.faults))
    return Value(
        name, data, labels=labels, faults=faults, depth=max((each.depth for each in sources), default=0)
    )


def check(plan: NodePlan, inputs: Values, neutral: bool) -> Outcome:
    """Whether all rules hold and all schemas fit; a rule that cannot be worked out counts as failed."""
    if neutral:
        return Outcome("pass", {"verdict": PASS, "feedback": NO_FEEDBACK})
    failed = []
    for text, rule in plan.expressions:
        try:
            if not rule.is_true(data_of(rule.names, inputs)):
                failed.append(f"This must hold: {text}")
        except ExpressionError as error:
            failed.append(str(error))
    needed = (*plan.settings.on, *(name for name, _ in plan.schemas))
    failed.extend(f"'{name}' has not arrived." for name in needed if name not in inputs)
    for name, schema in plan.schemas:
        misfit = next(iter(schema.iter_errors(inputs[name].data)), None) if name in inputs else None
        if misfit is not None:
            failed.append(f"'{name}' does not fit its schema: {str(misfit.message)[:200]}")
    if not failed:
        return Outcome("pass", {"verdict": PASS, "feedback": NO_FEEDBACK})
    reasons = list(dict.fromkeys(failed))
    return Outcome(
        "fail",
        {"verdict": FAIL, "feedback": Value("feedback", "\n".join(reasons))},
        detail={"failed": reasons},
    )


def join(plan: NodePlan, arrived: list[tuple[int, Cargo]], merged: Values) -> Outcome:
    """What becomes of the values that a join names: collected, put to the vote, or the first taken."""
    merge = plan.settings.merge
    in_order = arrived if merge == "first" else sorted(arrived, key=lambda each: each[0])
    made: dict[str, Value] = {}
    for name in plan.settings.values:
        found = [cargo[0][name] for _, cargo in in_order if name in cargo[0]]
        if not found and name in merged:
            found = [merged[name]]
        if not found:
            continue
        if merge == "first":
            made[name] = found[0]
        elif merge == "vote":
            made[name] = _vote(name, found)
        else:
            made[name] = collect(name, found)
    return Outcome("done", made)


def collect(name: str, parts: list[Value | None] | list[Value]) -> Value:
    """One list of several values, in order; a missing one leaves an empty place."""
    present = [part for part in parts if part is not None]
    labels: frozenset[str] = frozenset().union(*(part.labels for part in present))
    return Value(
        name,
        [None if part is None else part.data for part in parts],
        labels=labels,
        statements=tuple(statement for part in present for statement in part.statements),
        depth=max((part.depth for part in present), default=0),
        faults=tuple(dict.fromkeys(fault for part in present for fault in part.faults)),
        parts=tuple(part if part is not None else Value(name, None) for part in parts),
    )


def _vote(name: str, found: list[Value]) -> Value:
    """The value that most have; of several as frequent the first. Lists that a map collected are opened."""
    votes = [part for value in found for part in (value.parts or (value,))]
    if not votes:
        return collect(name, [])
    ballots = [canonical(vote.data) for vote in votes]
    counted = Counter(ballots)
    best = max(counted.values())
    return next(
        replace(vote, name=name)
        for vote, ballot in zip(votes, ballots, strict=True)
        if counted[ballot] == best
    )
