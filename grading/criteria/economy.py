"""Prompt quality: nothing repeated, nothing contradictory, nothing bloated."""

from __future__ import annotations

from grading.instructions import node_weights, prompts, sentence_key, variables_in
from grading.observation import Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from sandbox.directives.catalogue import title
from workflow.document import Node

ROOM = 2_500
"""Characters that may say nothing that was understood; what was understood is never charged."""
BLOAT = 5_000
"""Characters over that room at which nothing of this criterion is left."""
PER_REPETITION = 0.2
PER_CONTRADICTION = 0.4


def measure(observation: Observation) -> Measure:
    """Per agent 1, less 0.2 for each repeated sentence, 0.4 for each contradiction, and bloat beyond 2,500
    characters."""
    weights = node_weights(observation)
    value, reasons = 0.0, list[Reason]()
    for node in prompts(observation):
        share = weights.get(node.id, 0.0)
        text = node.settings.instructions
        if not share:
            continue
        if not text.strip():
            reasons.append(
                Reason(
                    share,
                    Evidence(
                        text=f"{observation.title_of(node.id)} has no instructions; saying nothing is "
                        "not economy.",
                        advice="Say what is to be done, in a sentence or two.",
                        node=node.id,
                    ),
                )
            )
            continue
        charges = [
            *_repeated(observation, node),
            *_contradicted(observation, node),
            *_bloated(observation, node),
        ]
        charged = sum(charge for charge, _ in charges)
        value += share * max(0.0, 1.0 - charged)
        reasons.extend(
            Reason(share * charge * min(1.0, 1.0 / charged), evidence) for charge, evidence in charges
        )
    return Measure(
        value, "How far the instructions are free of repetition, contradiction and bloat.", tuple(reasons)
    )


def _repeated(observation: Observation, node: Node) -> list[tuple[float, Evidence]]:
    reading = observation.readings.get(node.id)
    seen: set[str] = set()
    found = []
    for sentence in reading.sentences if reading else ():
        key = sentence_key(sentence.text)
        if len(key.split()) > 2 and key in seen:
            found.append(
                (
                    PER_REPETITION,
                    Evidence(
                        text=f"{observation.title_of(node.id)} says the same sentence twice.",
                        advice="Delete one of the two.",
                        node=node.id,
                        sentence=sentence.text,
                    ),
                )
            )
        seen.add(key)
    return found


def _contradicted(observation: Observation, node: Node) -> list[tuple[float, Evidence]]:
    reading = observation.readings.get(node.id)
    if reading is None:
        return []
    carried = {slug for sentence in reading.sentences for slug, _ in sentence.directives}
    found = []
    for sentence in reading.sentences:
        for slug in sentence.contradicts:
            if slug in carried:
                found.append(
                    (
                        PER_CONTRADICTION,
                        Evidence(
                            text=f"At {observation.title_of(node.id)} one sentence asks for "
                            f"“{title(slug)}” and another takes it back.",
                            advice="Decide for one of the two, and delete the other.",
                            node=node.id,
                            sentence=sentence.text,
                            directive=slug,
                        ),
                    )
                )
    return found


def _bloated(observation: Observation, node: Node) -> list[tuple[float, Evidence]]:
    text, reading = node.settings.instructions, observation.readings.get(node.id)
    understood = sum(
        len(sentence.text)
        for sentence in (reading.sentences if reading else ())
        if sentence.directives or sentence.criteria or variables_in(sentence.text)
    )
    over = len(text) - understood - ROOM
    if over <= 0:
        return []
    return [
        (
            min(1.0, over / BLOAT),
            Evidence(
                text=f"Of the {len(text)} characters of instructions at "
                f"{observation.title_of(node.id)}, {len(text) - understood} ask for nothing that was "
                "understood.",
                advice="Keep to what this step needs.",
                node=node.id,
            ),
        )
    ]


RULE = Rule(
    slug="economy",
    title="Economy and consistency",
    skill="prompt_quality",
    basis="text",
    weight=0.08,
    reason="Repetition and contradiction confuse real models; a needed instruction never costs "
    "anything here.",
    measure=measure,
)
