"""Prompt quality: every need that is wired is mentioned, and every mention is wired."""

from __future__ import annotations

from grading.instructions import prompts, variables_in
from grading.observation import Observation
from grading.rule import Measure, Reason, Rule
from grading.score import Evidence
from grading.wiring import made_by, needs_of
from grading.wording import listed, percent
from workflow.document import Node


def measure(observation: Observation) -> Measure:
    """Mean over the agents of (wired needs that are mentioned) x (mentions that are wired)."""
    scores, reasons = [], []
    for node in prompts(observation):
        arrived = arrived_at(observation, node)
        if not arrived:
            continue
        own = set(made_by(observation.scenario, node)) | planned_values(observation, node)
        needs = {need for value in own for need in needs_of(observation.scenario, value)}
        mentioned = variables_in(node.settings.instructions)
        wanted = (needs & arrived) - own
        unseen, unbound = (
            sorted(wanted - mentioned),
            sorted(mentioned - arrived - own - _made_later(observation)),
        )
        seen = 1.0 - len(unseen) / len(wanted) if wanted else float(bool(node.settings.instructions.strip()))
        bound = 1.0 - len(unbound) / len(mentioned) if mentioned else 1.0
        scores.append(seen * bound)
        if seen * bound < 1.0:
            reasons.append(Reason(1.0 - seen * bound, _explain(observation, node, unseen, unbound)))
    value = sum(scores) / len(scores) if scores else 0.0
    return Measure(
        value,
        f"{percent(value)} of the values that are wired and needed are mentioned in the instructions.",
        tuple(reasons),
    )


def arrived_at(observation: Observation, node: Node) -> frozenset[str]:
    """The values that reached a node in any run with perfect prompts."""
    return frozenset(
        name
        for runs in (observation.bare, observation.best)
        for run in runs
        for visit in run.visits
        if visit.node == node.id and visit.planned is None
        for name in visit.inputs
    )


def planned_values(observation: Observation, node: Node) -> set[str]:
    """What is made by the plans of a planning node, on the way to what it yields too."""
    planned = (visit.planned for run in observation.bare for visit in run.visits if visit.node == node.id)
    return {name for task in planned if task is not None for name in task.settings.yields}


def _made_later(observation: Observation) -> frozenset[str]:
    """Feedback is there from the second turn of a loop on; to mention it is no mistake."""
    return frozenset({"feedback"} if observation.nodes("review", "check") else ())


def _explain(observation: Observation, node: Node, unseen: list[str], unbound: list[str]) -> Evidence:
    title = observation.title_of(node.id)
    if unseen:
        given, pronoun = listed([f"“{name}”" for name in unseen]), "it" if len(unseen) == 1 else "them"
        return Evidence(
            text=f"{title} is given {given}, but its instructions never mention {pronoun}, "
            f"so the agent does not look at {pronoun}.",
            advice=f"Put {listed(['{{' + name + '}}' for name in unseen])} into the instructions.",
            node=node.id,
        )
    return Evidence(
        text=f"The instructions at {title or 'a node'} mention "
        f"{listed(['{{' + name + '}}' for name in unbound])}, which never arrives there.",
        advice="Wire it in, or take it out of the text.",
        node=node.id,
    )


RULE = Rule(
    slug="variables_bound",
    title="Variables bound",
    skill="prompt_quality",
    basis="structure",
    weight=0.10,
    reason="What is not mentioned is not seen.",
    measure=measure,
)
