"""Outcome validation: every place where a defect can arise has something behind it that stops some."""

from __future__ import annotations

from grading.guards import effective_guards, stopped_by
from grading.observation import Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wording import plural


def measure(observation: Observation) -> Measure:
    """The share of places (node and value) from which at least one planted defect was stopped by a guard
    that works."""
    places = sorted({(trial.node, trial.value) for trial in observation.trials})
    if not places:
        return Measure(0.0, "Nothing that agents make is delivered, so there is no place to guard.")
    caught = {(trial.node, trial.value) for trial in stopped_by(observation, effective_guards(observation))}
    reasons = tuple(
        Reason(
            1.0,
            Evidence(
                text=f"No check, review or person stopped a wrong “{value}” from "
                f"{observation.title_of(node)}.",
                advice="Put one behind it whose verdict changes what happens next.",
                node=node,
                twin=observation.twins.of(value=value),
            ),
        )
        for node, value in places
        if (node, value) not in caught
    )
    return Measure(
        len(caught) / len(places),
        f"{len(caught)} of {plural(len(places), 'place')} where a defect can arise have a guard that "
        "stops some.",
        reasons,
    )


RULE = Rule(
    slug="places_guarded",
    title="Every place guarded",
    skill="outcome_validation",
    basis="structure",
    weight=0.12,
    reason="A hole in the fence is a hole; and a check counts only if flipping its verdict changes a run.",
    measure=measure,
)
