"""Prompt quality: the share of preventable faults that the learner's instructions prevent."""

from __future__ import annotations

from collections import defaultdict

from grading.exposing import LACKING
from grading.hazard_words import describe_strike, directive_against, missing_sentence
from grading.instructions import prompts, variables_in
from grading.observation import Exposure, Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wiring import needs_of
from grading.wording import count_cases, listed, percent

Key = tuple[str, str, str]
"""Node, value, hazard."""
Place = tuple[str, str]
"""Node and value."""


def measure(observation: Observation) -> Measure:
    """Expected faults at the agents' outputs: (without guidance - yours) / (without guidance - perfect),
    over all hidden cases. A value that the instructions make worse than no guidance would earns nothing,
    and takes nothing from the others."""
    groups: dict[Key, list[Exposure]] = defaultdict(list)
    for exposure in observation.exposures:
        groups[(exposure.node, exposure.value, exposure.hazard)].append(exposure)
    preventable, prevented = defaultdict[Place, float](float), defaultdict[Place, float](float)
    for exposure in observation.exposures:
        preventable[(exposure.node, exposure.value)] += exposure.preventable
        prevented[(exposure.node, exposure.value)] += exposure.prevented
    total = sum(preventable.values())
    if total <= 0:
        return Measure(0.0, "No agent worked on anything, so there was nothing for instructions to prevent.")
    reasons = []
    for key, exposures in sorted(groups.items()):
        lost = sum(exposure.preventable - exposure.prevented for exposure in exposures)
        if lost > 0.01 * total:
            reasons.append(Reason(lost, _explain(observation, key, exposures)))
    value = sum(min(preventable[place], max(0.0, prevented[place])) for place in sorted(preventable)) / total
    explanation = f"Your instructions prevent {percent(value)} of the faults that instructions can prevent."
    return Measure(value, explanation, tuple(reasons))


def _explain(observation: Observation, key: Key, exposures: list[Exposure]) -> Evidence:
    """Say how often the fault really happened, in the suite where it costs most, and what no sentence asked
    for."""
    node, value, hazard = key
    suite = _worst_suite(exposures)
    count = _count_struck(observation, key, suite)
    out_of = sum(run.suite == suite for run in observation.actual)
    directive = directive_against(hazard)
    reading = observation.readings.get(node)
    sentence = reading.sentence_for(directive) if reading and directive else None
    asked, advice = missing_sentence(hazard, sentence)
    if hazard == LACKING:
        names = overlooked(observation, node, value)
        asked = f"its instructions never mention {names}"
        advice = f"Put {names} into the instructions."
    title = observation.title_of(node)
    where = f"{describe_strike(hazard, value)} in {count_cases(count, out_of, suite)} at {title}"
    return Evidence(
        text=f"{where}; {asked}.",
        advice=advice,
        node=node,
        suite=suite,
        count=count,
        out_of=out_of,
        sentence=sentence,
        hazard=hazard,
        directive=directive,
        twin=observation.twins.of(hazard, value, suite),
    )


def overlooked(observation: Observation, node: str, value: str) -> str:
    """The needs of a value that reach the node and are not mentioned there: `{{order}} and {{rates}}`."""
    agent = next(entry for entry in prompts(observation) if entry.id == node)
    arrived = {
        name
        for run in observation.bare
        for visit in run.visits
        if visit.node == node and visit.planned is None
        for name in visit.inputs
    }
    unseen = (set(needs_of(observation.scenario, value)) & arrived) - variables_in(
        agent.settings.instructions
    )
    return listed(["{{" + name + "}}" for name in sorted(unseen)])


def _worst_suite(exposures: list[Exposure]) -> str:
    lost: dict[str, float] = defaultdict(float)
    for exposure in exposures:
        lost[exposure.suite] += exposure.preventable - exposure.prevented
    return min(lost, key=lambda suite: (-lost[suite], suite))


def _count_struck(observation: Observation, key: Key, suite: str) -> int:
    node, value, hazard = key
    return sum(
        any(visit.node == node and (value, hazard) in visit.faults for visit in run.visits)
        for run in observation.actual
        if run.suite == suite
    )


RULE = Rule(
    slug="faults_prevented",
    title="Faults prevented",
    skill="prompt_quality",
    basis="runs",
    weight=0.50,
    reason="Preventing faults is what instructions are for.",
    measure=measure,
)
