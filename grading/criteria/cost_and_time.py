"""Systems thinking: cost and time against the reference, at equal outcome."""

from __future__ import annotations

from grading.achievement import best_outcome
from grading.observation import Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wording import percent

FULL_UP_TO = 1.1
NOTHING_FROM = 2.5


def measure(observation: Observation) -> Measure:
    """Half for euros, half for seconds: full up to 1.1 times the reference, nothing from 2.5 times; times
    the best outcome, so that doing nothing quickly earns nothing. Measured with perfect prompts before
    anything is sent back."""
    runs, reference = observation.bare, observation.reference
    cost = sum(run.cost for run in runs) / len(runs) if runs else 0.0
    seconds = sum(run.seconds for run in runs) / len(runs) if runs else 0.0
    thrift, speed = ease(cost, reference.cost), ease(seconds, reference.seconds)
    best = best_outcome(observation)
    value = best * (thrift + speed) / 2
    reasons = [
        Reason(
            (1 - thrift) / 2,
            Evidence(
                text=f"A case costs {cost:.4f} euros; the reference needs {reference.cost:.4f}.",
                advice="See which steps really need the large model, and whether any work is done twice.",
            ),
        ),
        Reason(
            (1 - speed) / 2,
            Evidence(
                text=f"A case takes {seconds:.1f} seconds; the reference needs {reference.seconds:.1f}.",
                advice="Start side by side what does not wait for each other: wire values, not one "
                "long line.",
            ),
        ),
        Reason(
            (thrift + speed) / 2 * (1 - best),
            Evidence(
                text=f"Thrift counts only as far as the work gets done: {percent(best)}.",
                advice="Raise what the structure can achieve first; this follows.",
            ),
        ),
    ]
    explanation = (
        f"A case costs {cost:.4f} euros and {seconds:.1f} seconds; the reference {reference.cost:.4f} "
        "euros and "
        f"{reference.seconds:.1f} seconds."
    )
    return Measure(value, explanation, tuple(reason for reason in reasons if reason.blame > 0.001))


def ease(spent: float, reference: float) -> float:
    """1 up to 1.1 times the reference, 0 from 2.5 times, a straight line between."""
    if reference <= 0:
        return 1.0 if spent <= 0 else 0.0
    return min(1.0, max(0.0, (NOTHING_FROM - spent / reference) / (NOTHING_FROM - FULL_UP_TO)))


RULE = Rule(
    slug="cost_and_time",
    title="Cost and time",
    skill="systems_thinking",
    basis="runs",
    weight=0.10,
    reason="Waste is a design fault; thrift without results is none of a virtue.",
    measure=measure,
)
