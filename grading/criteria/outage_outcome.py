"""Systems thinking: what is left of the outcome when something is down."""

from __future__ import annotations

from collections import Counter

from grading.achievement import best_outcome
from grading.observation import CaseRun, Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wording import count_cases, listed, percent


def measure(observation: Observation) -> Measure:
    """Outcome under outages over the outcome of the same cases without them, times the best outcome."""
    calm = sum(run.score for run in observation.calm)
    outage = sum(run.score for run in observation.outages)
    kept = min(1.0, outage / calm) if calm else 0.0
    value = kept * best_outcome(observation)
    explanation = f"With tools or models down, {percent(kept)} of the outcome is left."
    return Measure(value, explanation, _reasons(observation, kept, value))


def _reasons(observation: Observation, kept: float, value: float) -> tuple[Reason, ...]:
    pairs = list(zip(observation.outages, observation.calm, strict=True))
    broken = [outage for outage, calm in pairs if outage.score < calm.score - 0.01]
    reasons = []
    if broken:
        reasons.append(Reason(1.0 - kept, _explain(observation, broken, len(pairs))))
    if value < kept:
        reasons.append(
            Reason(
                kept - value,
                Evidence(
                    text="What survives an outage is worth only as much as the structure achieves at best.",
                    advice="Raise what the structure can achieve first; this follows.",
                ),
            )
        )
    return tuple(reasons)


def _explain(observation: Observation, broken: list[CaseRun], out_of: int) -> Evidence:
    """Say what was down in the cases that broke, and where a retry or a fallback would help."""
    down = Counter(name.split(":")[0] for run in broken for name in run.case.outages)
    names = [name for name, _ in sorted(down.items(), key=lambda item: (-item[1], item[0]))]
    exposed = [
        node
        for node in observation.nodes("agent", "plan", "tool", "review")
        if not _has_way_out(observation, node.id)
    ]
    touched = [node for node in exposed if _leans_on(node.settings, set(names))]
    place = (
        f" {listed([observation.title_of(node.id) for node in touched])} had no second way."
        if touched
        else ""
    )
    return Evidence(
        text=f"{count_cases(len(broken), out_of, 'outage')} came out worse while {listed(names)} "
        f"{'was' if len(names) == 1 else 'were'} down.{place}",
        advice="Give what can fail a retry, a fallback (another model or tool), or wire its error "
        "port to a person.",
        node=touched[0].id if touched else None,
        suite="outage",
        count=len(broken),
        out_of=out_of,
    )


def _has_way_out(observation: Observation, node_id: str) -> bool:
    node = next(node for node in observation.document.every_node() if node.id == node_id)
    return node.limits.retries > 0 and node.limits.fallback is not None


def _leans_on(settings: object, names: set[str]) -> bool:
    return any(getattr(settings, name, None) in names for name in ("model", "task_model", "tool"))


RULE = Rule(
    slug="outage_outcome",
    title="Standing when something is down",
    skill="systems_thinking",
    basis="runs",
    weight=0.15,
    reason="Real tools and models fail; a workflow that has one way only fails with them.",
    measure=measure,
)
