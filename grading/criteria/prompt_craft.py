"""Prompt quality: role, goal, context, form, success criteria, foreign text set apart, about this task."""

from __future__ import annotations

from grading.instructions import is_about_task, node_weights, prompts
from grading.observation import Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wording import percent
from sandbox.directives.catalogue import entry
from sandbox.directives.reading import HIGHEST_PROBABILITY
from workflow.document import Node

MARKS = {
    "states_objective": 0.30,
    "gives_format": 0.20,
    "gives_success_criteria": 0.15,
    "gives_context": 0.15,
    "states_role": 0.10,
    "separates_untrusted": 0.10,
}
"""What each mark of craft weighs. An example is welcome but never asked for: many tasks need none."""


def measure(observation: Observation) -> Measure:
    """Per agent the marks of craft that were read, weighted by how much its instructions can prevent."""
    weights = node_weights(observation)
    value, reasons = 0.0, list[Reason]()
    for node in prompts(observation):
        share = weights.get(node.id, 0.0)
        if not share:
            continue
        if not is_about_task(observation, node):
            reasons.append(
                Reason(
                    share,
                    Evidence(
                        text=f"The instructions at {observation.title_of(node.id)} name no value, "
                        "tool or limit of this task, so their craft does not count.",
                        advice="Name what it works on, as {{name}}, and what it is to make.",
                        node=node.id,
                    ),
                )
            )
            continue
        marks = marks_for(observation, node)
        for slug, weight in marks.items():
            read = _read(observation, node, slug)
            value += share * weight * read
            if read < 0.95:
                reasons.append(Reason(share * weight * (1.0 - read), _explain(observation, node, slug)))
    return Measure(
        value, f"{percent(value)} of the marks of a well-made prompt were read in yours.", tuple(reasons)
    )


def marks_for(observation: Observation, node: Node) -> dict[str, float]:
    """The marks that apply to a node: setting foreign text apart is asked only where some arrives."""
    marks = dict(MARKS)
    if not _meets_untrusted(observation, node):
        del marks["separates_untrusted"]
    total = sum(marks.values())
    return {slug: weight / total for slug, weight in marks.items()}


def _meets_untrusted(observation: Observation, node: Node) -> bool:
    names = {
        name
        for run in observation.bare
        for visit in run.visits
        if visit.node == node.id
        for name in visit.inputs
    }
    data = observation.scenario.data
    return any("untrusted" in data[name].labels for name in names if name in data)


def _read(observation: Observation, node: Node, slug: str) -> float:
    reading = observation.readings.get(node.id)
    return min(1.0, reading.criterion(slug) / HIGHEST_PROBABILITY) if reading else 0.0


def _explain(observation: Observation, node: Node, slug: str) -> Evidence:
    words, reading = entry(slug), observation.readings.get(node.id)
    sentence = reading.sentence_for(slug) if reading else None
    faint = "only faintly" if sentence else "not"
    return Evidence(
        text=f"At {observation.title_of(node.id)} “{words.title}” was {faint} read.",
        advice=f"Add a sentence of your own. {words.description}",
        node=node.id,
        sentence=sentence,
        directive=slug,
    )


RULE = Rule(
    slug="prompt_craft",
    title="Prompt craft",
    skill="prompt_quality",
    basis="text",
    weight=0.12,
    reason="These habits carry over to any real model.",
    measure=measure,
)
