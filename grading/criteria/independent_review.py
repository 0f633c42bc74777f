"""Outcome validation: who judges is not the author, and sees the evidence."""

from __future__ import annotations

from grading.guards import effective_guards
from grading.observation import Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wiring import makers_of, needs_of, planned_visits
from grading.wording import listed
from workflow.document import Node


def measure(observation: Observation) -> Measure:
    """Mean over the guards that work, by what they stopped: a check or a person is independent; a reviewer
    half for not being the author, half for the share of the work's needs that it sees."""
    guards = effective_guards(observation)
    if not guards:
        text = "There is no check, review or person that tells bad from sound."
        advice = "Add a check with a rule on the values, or a review by an agent that did not do the work."
        return Measure(0.0, text, (Reason(1.0, Evidence(text=text, advice=advice)),))
    total, value, reasons = sum(guards.values()), 0.0, list[Reason]()
    for guard, count in guards.items():
        node = next(node for node in observation.document.every_node() if node.id == guard)
        worth, evidence = (1.0, None) if node.kind != "review" else judge_review(observation, node)
        value += worth * count / total
        if evidence is not None:
            reasons.append(Reason((1.0 - worth) * count, evidence))
    return Measure(value, "Whether those who judge are independent and see the evidence.", tuple(reasons))


def judge_review(observation: Observation, node: Node) -> tuple[float, Evidence | None]:
    """What a review is worth, 0..1, and what it lacks."""
    judged = tuple(node.settings.on)
    authors = {
        maker.settings.agent
        for value in judged
        for maker in makers_of(observation, value)
        if maker.kind == "agent"
    }
    authors |= {
        visit.planned.settings.agent
        for value in judged
        for visit in planned_visits(observation, value)
        if visit.planned is not None
    }
    needs = {need for value in judged for need in needs_of(observation.scenario, value)}
    seen = needs & {*node.settings.sees, *judged}
    independent = node.settings.agent not in authors
    worth = 0.5 * independent + 0.5 * (len(seen) / len(needs) if needs else 1.0)
    if worth >= 1.0:
        return worth, None
    title = observation.title_of(node.id)
    if not independent:
        return worth, Evidence(
            text=f"{title} judges with “{node.settings.agent}”, the same agent that did the work.",
            advice="Let another agent of the roster judge it.",
            node=node.id,
        )
    missing = listed([f"“{need}”" for need in sorted(needs - seen)])
    return worth, Evidence(
        text=f"{title} does not see {missing}, which the work was made from.",
        advice=f"Let it see {missing} too.",
        node=node.id,
    )


RULE = Rule(
    slug="independent_review",
    title="Independent judgement",
    skill="outcome_validation",
    basis="structure",
    weight=0.08,
    reason="Nobody finds their own mistakes well, or any without the evidence.",
    measure=measure,
)
