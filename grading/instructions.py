"""Questions about the learner's instructions that several criteria ask."""

from __future__ import annotations

import re

from grading.observation import Observation
from workflow.document import Node
from workflow.template import variables

_WORD = re.compile(r"[^\W_]+")


def prompts(observation: Observation) -> tuple[Node, ...]:
    """The nodes whose instructions are judged: the agents and planners."""
    return observation.nodes("agent", "plan")


def variables_in(text: str) -> set[str]:
    """The names of the values that instructions mention as `{{name}}`."""
    return set(variables(text))


def node_weights(observation: Observation) -> dict[str, float]:
    """Each agent's share of all that instructions can prevent; the shares add up to 1 (or there are none)."""
    amounts: dict[str, float] = {}
    for exposure in observation.exposures:
        amounts[exposure.node] = amounts.get(exposure.node, 0.0) + exposure.preventable
    total = sum(amounts.values())
    return {node: amount / total for node, amount in amounts.items() if amount > 0} if total else {}


def is_about_task(observation: Observation, node: Node) -> bool:
    """Whether the instructions name a value, a tool or a policy of this exercise."""
    text = node.settings.instructions
    scenario = observation.scenario
    if variables_in(text) & set(scenario.data):
        return True
    words = " " + " ".join(_WORD.findall(text.casefold())) + " "
    names = {*scenario.data, *scenario.tools}
    return any(f" {' '.join(_WORD.findall(name.casefold().replace('_', ' ')))} " in words for name in names)


def sentence_key(text: str) -> str:
    """A sentence without case, punctuation and spacing, to find repetitions by."""
    return " ".join(_WORD.findall(text.casefold()))
