"""Prompt quality: the instructions that the live hazards call for."""

from __future__ import annotations

from collections import defaultdict

from grading.hazard_words import describe_directive, directive_against
from grading.observation import Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wording import percent
from sandbox.directives.catalogue import title as name_directive
from sandbox.directives.reading import HIGHEST_PROBABILITY


def measure(observation: Observation) -> Measure:
    """For each node and directive: how surely it was read, weighted by what it would have prevented there."""
    weights: dict[tuple[str, str], float] = defaultdict(float)
    hazards: dict[tuple[str, str], str] = {}
    for exposure in observation.exposures:
        directive = directive_against(exposure.hazard)
        if directive is not None and exposure.preventable > 0:
            weights[(exposure.node, directive)] += exposure.preventable
            hazards.setdefault((exposure.node, directive), exposure.hazard)
    total = sum(weights.values())
    if total <= 0:
        return Measure(0.0, "No agent worked on anything that an instruction could protect.")
    value, reasons = 0.0, []
    for key, weight in sorted(weights.items()):
        read = covered(observation, *key)
        value += weight * read / total
        if read < 0.95:
            reasons.append(Reason(weight * (1.0 - read), _explain(observation, *key, hazards[key])))
    return Measure(
        value,
        f"{percent(value)} of the instructions that the hazards call for were read in your prompts.",
        tuple(reasons),
    )


def covered(observation: Observation, node: str, directive: str) -> float:
    """How surely a node's instructions carry a directive, 0..1 of what any reading can promise."""
    reading = observation.readings.get(node)
    return min(1.0, reading.directive(directive) / HIGHEST_PROBABILITY) if reading else 0.0


def _explain(observation: Observation, node: str, directive: str, hazard: str) -> Evidence:
    title, asked = observation.title_of(node), name_directive(directive)
    reading = observation.readings.get(node)
    against = reading.contradiction_of(directive) if reading else None
    sentence = reading.sentence_for(directive) if reading else None
    if against is not None:
        text, advice = (
            f"At {title} a sentence takes “{asked}” back.",
            "Decide for one of the two, and delete the other.",
        )
    elif sentence is not None:
        text, advice = (
            f"At {title} “{asked}” was read only faintly.",
            "Say it more plainly, in a sentence of its own.",
        )
    else:
        text, advice = (
            f"At {title} no sentence was read as “{asked}”.",
            f"Add one, in your own words. {describe_directive(directive)}".strip(),
        )
    return Evidence(
        text=text,
        advice=advice,
        node=node,
        sentence=against or sentence,
        hazard=hazard,
        directive=directive,
        twin=observation.twins.of(hazard),
    )


RULE = Rule(
    slug="directives_covered",
    title="Instructions that were needed",
    skill="prompt_quality",
    basis="text",
    weight=0.20,
    reason="Says which sentence is missing where, before luck decides whether it mattered.",
    measure=measure,
)
