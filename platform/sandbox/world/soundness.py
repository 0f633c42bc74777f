"""Whether a value is right: compared with the truth of its case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.scenario import Case, Deliverable, Scenario
from sandbox.value import Value

NEARLY = 1e-6
"""Figures closer than this are the same."""


def is_sound(scenario: Scenario, case: Case, value: Value) -> bool:
    """Whether a value is right in this case.

    A value without a truth (feedback, a set) counts as right; of collected copies all must be right.
    """
    truth = case.truth.get(value.name)
    if truth is None or value.data is truth.data:
        return True
    if value.parts and not isinstance(truth.data, list):
        return all(is_sound(scenario, case, part) for part in value.parts)
    return score_value(scenario.deliverables.get(value.name), truth, value) >= 1.0


def score_value(deliverable: Deliverable | None, truth: Value, value: Value) -> float:
    """How right a value is, 0..1, by the deliverable's comparator; values that are none are compared
    exactly."""
    if truth.statements and isinstance(value.data, str):
        required = deliverable.required if deliverable is not None else ()
        return score_statements(truth, value, required)
    if deliverable is not None and deliverable.compare == "overlap":
        return overlap(truth.data, value.data)
    within = deliverable.within if deliverable is not None and deliverable.compare == "tolerance" else NEARLY
    return 1.0 if is_near(truth.data, value.data, max(within, NEARLY)) else 0.0


def is_near(truth: Any, data: Any, within: float) -> bool:
    """Whether data are the same, figures within an absolute distance."""
    if isinstance(truth, bool) or isinstance(data, bool):
        return truth is data
    if isinstance(truth, float | int) and isinstance(data, float | int):
        return abs(truth - data) <= within + 1e-9
    if isinstance(truth, Mapping) and isinstance(data, Mapping):
        return truth.keys() == data.keys() and all(is_near(truth[key], data[key], within) for key in truth)
    if isinstance(truth, list) and isinstance(data, list):
        return len(truth) == len(data) and all(
            is_near(one, other, within) for one, other in zip(truth, data, strict=True)
        )
    return bool(truth == data)


def overlap(truth: Any, data: Any) -> float:
    """Intersection over union of two lists; 1 where both are empty."""
    if not isinstance(data, list) or not isinstance(truth, list):
        return 0.0
    wanted, got = {str(item) for item in truth}, {str(item) for item in data}
    return len(wanted & got) / len(wanted | got) if wanted | got else 1.0


def score_statements(truth: Value, value: Value, required: tuple[str, ...]) -> float:
    """The share of required statements that are there and true, halved for each false or harmful one.

    Required are those of `required` that the true text has (all of its statements where none is named).
    """
    if value.data == truth.data:
        return 1.0
    true_now = {statement.about for statement in value.statements if statement.true}
    wanted = [entry.about for entry in truth.statements if not required or entry.about in required]
    share = sum(about in true_now for about in wanted) / len(wanted) if wanted else 1.0
    harm = sum(not statement.true for statement in value.statements if statement.about not in wanted)
    return float(share * 0.5**harm)
