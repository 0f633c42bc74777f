"""Outcome validation: what was stopped ends in a sound result after all."""

from __future__ import annotations

from grading.guards import effective_guards, stopped_by
from grading.observation import Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wording import plural


def measure(observation: Observation) -> Measure:
    """Of the planted defects that a working guard stopped, the share that was repaired or mended by a person,
    or would have been by whoever comes after the guard that stopped it for good."""
    stopped = stopped_by(observation, effective_guards(observation))
    if not stopped:
        text = "Nothing was stopped by a guard that tells bad from sound, so nothing could be mended."
        advice = (
            "First put a check or review in place; then wire its fail port to whoever can mend what it stops."
        )
        return Measure(0.0, text, (Reason(1.0, Evidence(text=text, advice=advice)),))
    lost = [trial for trial in stopped if not trial.mended]
    guards = sorted({guard for trial in lost for guard in trial.caught_by})
    reasons = tuple(
        Reason(
            sum(guard in trial.caught_by for trial in lost),
            Evidence(
                text=f"What {observation.title_of(guard)} stopped ended there: "
                f"{plural(sum(guard in trial.caught_by for trial in lost), 'case')} got no result.",
                advice="Wire its fail port to whoever can mend it: back into a loop with the "
                "feedback, or to a person.",
                node=guard,
            ),
        )
        for guard in guards
    )
    kept = len(stopped) - len(lost)
    return Measure(
        kept / len(stopped),
        f"{kept} of {plural(len(stopped), 'stopped defect')} ended in a sound result.",
        reasons,
    )


RULE = Rule(
    slug="way_back",
    title="A way back",
    skill="outcome_validation",
    basis="structure",
    weight=0.10,
    reason="Whoever asked still wants an answer.",
    measure=measure,
)
