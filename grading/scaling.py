"""What scales a whole skill: nothing delivered, work that nobody does, people asked for too much."""

from __future__ import annotations

from grading.achievement import worth_without_agents
from grading.combination import Scale
from grading.hazard_words import directive_against
from grading.instructions import node_weights, prompts
from grading.observation import Observation
from grading.score import Evidence, Skill
from grading.wiring import makers_of, values_behind
from grading.wording import listed, percent
from workflow.document import Node

FREE_STRANGERS = 3
PER_STRANGER = 0.05
FOR_SURE = 0.7
"""A rule that the detector only suspects in a sentence is not held against it."""
MOST_FOR_STRANGERS = 0.3
MOST_BY_PEOPLE_ALONE = 0.5
"""What is left where every sound case is shown to a person and nothing is stopped before."""


def scales_for(observation: Observation, skill: Skill) -> tuple[Scale, ...]:
    """The factors on one skill."""
    scales: list[Scale | None] = [_delivery(observation)]
    if skill == "prompt_quality":
        scales += [_coverage(observation), _focus(observation)]
    if skill == "outcome_validation":
        scales.append(_human_minutes(observation))
        scales.append(_people_alone(observation))
    return tuple(scale for scale in scales if scale is not None)


def _delivery(observation: Observation) -> Scale:
    """0 where no deliverable came out in any case, else 1."""
    names = set(observation.scenario.deliverables)
    delivered = any(run.status == "delivered" and names & run.delivered for run in observation.actual)
    return Scale(
        "delivery", "Something is delivered", float(delivered),
        "At least one deliverable comes out." if delivered else "No deliverable came out in any hidden case.",
        Evidence(
            text="The workflow delivered nothing in any hidden case, so there is nothing to score.",
            advice="Wire what is made to the output; a practice run shows where a case ends.",
        ),
    )  # fmt: skip


def _coverage(observation: Observation) -> Scale:
    """The share of the work that somebody does: prompts that were never written cannot be good."""
    scenario = observation.scenario
    visited = {visit.node for run in observation.bare for visit in run.visits}
    wanted = {value for name in scenario.deliverables for value in values_behind(scenario, name)}
    work = [task.yields for task in scenario.tasks.values() if task.yields in wanted]
    done = {
        value: 1.0
        if any(node.id in visited for node in makers_of(observation, value))
        else worth_without_agents(observation, value)
        for value in work
    }
    missing = [value for value in work if done[value] < 1.0]
    share = sum(done.values()) / len(work) if work else 1.0
    return Scale(
        "coverage", "All the work is done", share,
        f"Somebody does {percent(share)} of the work that the deliverables need.",
        Evidence(
            text=f"Nobody makes {listed([f'“{value}”' for value in missing])}; prompts that were "
            "never written cannot be good.",
            advice="Add the agents for it.",
        ),
    )  # fmt: skip


def _focus(observation: Observation) -> Scale:
    """Each agent's kinds of rules beyond three against faults that its work is not open to take 0.05, 0.3
    at most: a few are caution, a list of them fits every step and is about none."""
    weights = node_weights(observation)
    lost: dict[str, float] = {}
    for node in prompts(observation):
        surplus = len(strangers_in(observation, node)) - FREE_STRANGERS
        if surplus > 0:
            lost[node.id] = weights.get(node.id, 0.0) * min(MOST_FOR_STRANGERS, PER_STRANGER * surplus)
    factor = 1.0 - sum(lost.values())
    titles = listed([observation.title_of(name) for name in sorted(lost)])
    return Scale(
        "focus",
        "Rules for this step",
        factor,
        f"{percent(factor)} is left for instructions that keep to their step.",
        Evidence(
            text=f"{titles} got a list of rules against faults that the work there is not open to.",
            advice="Keep the rules that each step needs; a list that fits every step is about none.",
            node=min(lost, key=lambda name: (-lost[name], name)) if lost else None,
        ),
    )


def strangers_in(observation: Observation, node: Node) -> set[str]:
    """The directives read for sure at a node that prevent nothing its work is open to."""
    reading, tasks = observation.readings.get(node.id), observation.scenario.tasks.values()
    hazards = {hazard for task in tasks if task.yields in node.settings.yields for hazard in task.hazards}
    carried = {
        slug
        for sentence in (reading.sentences if reading else ())
        for slug, chance in sentence.directives
        if chance >= FOR_SURE
    }
    return carried - {directive_against(hazard) for hazard in hazards}


def _human_minutes(observation: Observation) -> Scale:
    """Minutes per sound case over the budget scale the score down in proportion."""
    budget, minutes = observation.scenario.budget.human_minutes, observation.minutes
    factor = min(1.0, budget / minutes) if minutes > 0 else 1.0
    return Scale(
        "human_minutes", "Within the people's time", factor,
        f"A sound case takes {minutes:.2f} human minutes; the budget has {budget:.2f}.",
        Evidence(
            text=f"A sound case takes {minutes:.2f} human minutes on average, and there are "
            f"{budget:.2f}. Tired people find less, and others wait.",
            advice="Send people only what a check, a review or a limit singles out.",
        ),
    )  # fmt: skip


def _people_alone(observation: Observation) -> Scale | None:
    """Half at most where every sound case meets a person and no check or review stops anything."""
    sound, trials = observation.sound, observation.trials
    if not sound or not all(run.human for run in sound):
        return None
    people = {node.id for node in observation.nodes("human")}
    if any(guard not in people for trial in trials if not trial.missed for guard in trial.caught_by):
        return None
    return Scale(
        "people_alone", "More than people alone", MOST_BY_PEOPLE_ALONE,
        "Every case is shown to a person, and nothing else stops anything.",
        Evidence(
            text="Every sound case is shown to a person, and no check or review stops anything before.",
            advice="Let rules and reviews stop what they can, and send people the rest.",
        ),
    )  # fmt: skip
