"""What a live model is told when it is to plan, and how its answer becomes tasks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sandbox.models.prompt import AnswerError
from sandbox.models.protocol import Message
from sandbox.scenario import DataItem, Scenario
from sandbox.step import PlannedTask, Step
from workflow.kinds.plan import PlanSettings
from workflow.template import fill, variables

MOST_TASKS = 100
"""Tasks in an answer that is still taken for a plan (and then held against the node's own limit)."""
LONGEST = 20_000
"""Characters of one task's instructions."""


def plan_messages(step: Step, scenario: Scenario) -> tuple[Message, ...]:
    """The planner's role, its limits, its roster and the values at hand; then the learner's instructions.
    What these do not mention cannot be handed on."""
    settings: PlanSettings = step.node.settings
    planner = scenario.roster.get(settings.agent)
    shown = {name: value.data for name, value in step.inputs.items()}
    rules = [
        f"You are {planner.title if planner is not None else settings.agent}. You do not do the work "
        "yourself: break it into tasks and hand each to an agent.",
        f"Values that must come out: {_titled(settings.yields, scenario.data)}.",
        f"Values at hand: {_titled(at_hand(step), scenario.data) or 'none'}.",
        f"Agents: {'; '.join(_introduced(slug, scenario) for slug in settings.roster)}.",
        f"At most {settings.tasks} tasks. Each task yields one or more values by name, and lists under "
        "'needs' all that its agent is to be given: values at hand, or values that other tasks yield.",
        "'after' lists ids of tasks that must be done before. 'instructions' tell the agent what to do; "
        "write {{name}} where a value is to be put in. No task may be for nothing, or wait for itself.",
        'Answer with one JSON object: {"tasks": [...]}.',
    ]
    if settings.depth > 1:
        rules.insert(-1, "With 'plans': true an agent breaks its task up once more; this costs tasks too.")
    return Message("system", "\n".join(rules)), Message("user", fill(settings.instructions, shown))


def at_hand(step: Step) -> tuple[str, ...]:
    """The values that arrived and that the instructions show."""
    return tuple(name for name in variables(step.node.settings.instructions) if name in step.inputs)


def plan_schema(settings: PlanSettings) -> dict[str, Any]:
    """The JSON Schema of a plan; how many tasks there may be is the engine's to say."""
    names = {"type": "array", "items": {"type": "string"}}
    task = {
        "id": {"type": "string"},
        "agent": {"type": "string", "enum": list(dict.fromkeys(settings.roster))},
        "goal": {"type": "string"},
        "yields": names,
        "needs": names,
        "instructions": {"type": "string"},
        "after": names,
        **({"plans": {"type": "boolean"}} if settings.depth > 1 else {}),
    }
    tasks = {"type": "array", "items": _record(task)}
    return _record({"tasks": tasks})


def read_plan(answer: Mapping[str, Any], step: Step) -> tuple[PlannedTask, ...]:
    """The tasks of an answer that fits the schema. A value that a task needs and its instructions do not
    mention is put after them, so that what the plan hands on is what the agent sees."""
    if len(answer["tasks"]) > MOST_TASKS:
        raise AnswerError(f"The plan has {len(answer['tasks'])} tasks.")
    shown = {*at_hand(step)}
    made = {name for task in answer["tasks"] for name in task["yields"]}
    hidden = {*step.inputs} - shown - made
    for task in answer["tasks"]:
        for need in task["needs"]:
            if need in hidden:
                raise AnswerError(f"The plan hands on '{need[:40]}', which the planner was not shown.")
    return tuple(PlannedTask.of({**task, "instructions": _complete(task)}) for task in answer["tasks"])


def _complete(task: Mapping[str, Any]) -> str:
    text = str(task["instructions"])[:LONGEST]
    mentioned = variables(text)
    missing = [need for need in dict.fromkeys(task["needs"]) if need not in mentioned]
    return "\n".join([text, *(f"{need}: {{{{{need}}}}}" for need in missing)])


def _record(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _titled(names: tuple[str, ...], data: Mapping[str, DataItem]) -> str:
    titles = [(name, data[name].title if name in data else "") for name in names]
    return ", ".join(f"{name} ({title})" if title else name for name, title in titles)


def _introduced(slug: str, scenario: Scenario) -> str:
    agent = scenario.roster.get(slug)
    if agent is None:
        return slug
    crafts = ", ".join(sorted(agent.crafts, key=lambda craft: (-agent.crafts[craft], craft)))
    return f"{slug} ({agent.title}{f'; best first: {crafts}' if crafts else ''})"
