"""Systems thinking: what this structure could achieve at best."""

from __future__ import annotations

from collections import Counter

from grading.achievement import best_outcome, part_above_guessing, worth_of
from grading.exposing import LACKING
from grading.fit import fit_of
from grading.hazard_words import describe_fault
from grading.observation import CaseRun, Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wiring import makers_of
from grading.wording import count_cases, percent


def measure(observation: Observation) -> Measure:
    """The outcome with perfect prompts against the reference's, both above what constant guesses earn."""
    value = best_outcome(observation)
    runs = observation.best
    worths = worth_of(runs)
    reasons: list[Reason] = []
    for name, deliverable in observation.scenario.deliverables.items():
        part = part_above_guessing(observation.floors[name], [worth.get(name, 0.0) for worth in worths])
        if part < 1.0:
            reasons.append(Reason(deliverable.weight * (1.0 - part), _explain(observation, runs, name)))
    explanation = (
        "With perfect prompts, and before anything is checked, this structure achieves "
        f"{percent(value)} of what "
        "the reference does."
    )
    return Measure(value, explanation, tuple(reasons))


def _explain(observation: Observation, runs: tuple[CaseRun, ...], name: str) -> Evidence:
    """Say what is most often wrong with a deliverable, and where it went wrong."""
    lost = [run for run in runs if run.incidents or run.parts.get(name, 0.0) < 1.0]
    forbidden = sum(bool(run.incidents) for run in lost)
    absent = sum(name not in run.delivered for run in lost)
    if forbidden * 2 > len(lost):
        return Evidence(
            text=f"A forbidden act happened in {count_cases(forbidden, len(runs))} even with perfect "
            "prompts, and such a case is worth nothing.",
            advice="Look at the policies of the brief: something that needs approval, or must not "
            "leave the house, does.",
            count=forbidden,
            out_of=len(runs),
        )
    makers = makers_of(observation, name)
    if absent * 2 > len(lost):
        advice = f"Follow “{name}” from where it is made to the output: a wire is missing, or a node fails."
        if not makers:
            advice = (
                f"No node makes “{name}”. Add the agent or tool that yields it, and wire it to the output."
            )
        return Evidence(
            text=f"“{name}” did not come out in {count_cases(absent, len(runs))}, even with perfect prompts.",
            advice=advice,
            count=absent,
            out_of=len(runs),
            node=makers[0].id if makers else None,
        )
    return _explain_wrong(observation, lost, runs, name)


def _explain_wrong(
    observation: Observation, lost: list[CaseRun], runs: tuple[CaseRun, ...], name: str
) -> Evidence:
    """Name the node and the fault that come up most often in the cases that went wrong."""
    counts: Counter[tuple[str, str, str]] = Counter(
        (visit.node, value, hazard) for run in lost for visit in run.visits for value, hazard in visit.faults
    )
    text = f"“{name}” was wrong in {count_cases(len(lost), len(runs))} even with perfect prompts"
    if not counts:
        return Evidence(
            text=f"{text}.",
            advice="See whether every value it is made of is right where it is used.",
            count=len(lost),
            out_of=len(runs),
        )
    (node, value, hazard), count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return Evidence(
        text=f"{text}; most often {describe_fault(hazard)} in “{value}” at "
        f"{observation.title_of(node)} (in {count} of these {len(lost)}).",
        advice=_advise(observation, node, value, hazard),
        node=node,
        hazard=hazard,
        count=len(lost),
        out_of=len(runs),
        twin=observation.twins.of(hazard, value),
    )


def _advise(observation: Observation, node_id: str, value: str, hazard: str) -> str:
    """What about the structure lets a fault happen even with perfect prompts."""
    scenario = observation.scenario
    node = next(entry for entry in observation.document.every_node() if entry.id == node_id)
    task = next((task for task in scenario.tasks.values() if task.yields == value), None)
    if node.kind == "plan" and task is not None:
        return (
            "See in the trace who got this task and what was handed on with it; a better planner, a roster "
            "of those who fit, or a fixed node for this task leave less to chance."
        )
    if hazard == LACKING or task is None or node.kind != "agent":
        return f"Wire everything that “{value}” is made from into this node."
    fits = {slug: fit_of(scenario, slug, task.craft) for slug in sorted(scenario.roster)}
    better = max(fits, key=lambda slug: fits[slug])
    if fits.get(node.settings.agent, 0.0) < 0.9 * fits[better]:
        return f"Give this work to “{better}”, whose fit for {task.craft} is {fits[better]:.2f}."
    if len(node.settings.yields) > 2:
        return "Split the call: with so many tasks at once each gets less care."
    if node.settings.model == "small":
        return "A larger model slips less here, if the budget allows it; or let a check or review catch it."
    return "Such slips remain with anybody; let a check or review catch them."


RULE = Rule(
    slug="best_outcome",
    title="What the structure can achieve",
    skill="systems_thinking",
    basis="runs",
    weight=0.45,
    reason="The best prompt cannot save a structure that lacks a part.",
    measure=measure,
)
