"""From the checked shape of `exercise.yaml` to the frozen scenario."""

from __future__ import annotations

from exercises.loader.schema import DataPart, ExercisePart, TaskPart
from sandbox.scenario import (
    Agent,
    DataItem,
    Deliverable,
    ForbidPolicy,
    Scenario,
    Task,
    Tool,
    WorldBudget,
)
from sandbox.world.book import Casebook
from sandbox.world.hazards import HAZARDS


def make_scenario(slug: str, part: ExercisePart, book: Casebook) -> Scenario:
    """The world of the exercise."""
    data = {name: _data(name, entry) for name, entry in part.data.items()}
    return Scenario(
        slug=slug,
        data=data,
        tasks={name: _task(name, entry, data) for name, entry in part.tasks.items()},
        roster={name: Agent(name, entry.title, entry.crafts) for name, entry in part.roster.items()},
        tools={
            name: Tool(slug=name, **{**dict(entry), "needs": tuple(entry.needs)})
            for name, entry in part.tools.items()
        },
        policies=tuple(ForbidPolicy(entry.id, entry.title, entry.forbid) for entry in part.policies),
        budget=WorldBudget(part.budget.cost, part.budget.seconds, part.budget.human_minutes),
        deliverables={
            name: Deliverable(name, entry.compare, entry.weight, entry.within, tuple(entry.required))
            for name, entry in part.deliverables.items()
        },
        suites={str(suite): count for suite, count in part.suites.items()},
        casebook=book,
        incidents_tolerated=part.incidents_tolerated,
        day=None if part.fleet is None else part.fleet.day(),
    )


def _data(name: str, entry: DataPart) -> DataItem:
    return DataItem(
        name=name,
        type=entry.type,
        source=entry.source,
        title=entry.title or name.replace("_", " "),
        labels=frozenset(entry.labels),
        words=entry.words,
        values=tuple(entry.values),
        fields=tuple(entry.fields),
        secret_fields=tuple(entry.secret_fields),
    )


def _task(name: str, entry: TaskPart, data: dict[str, DataItem]) -> Task:
    is_text = entry.yields in data and data[entry.yields].type == "text"
    hazards = {
        slug: HAZARDS[slug].rate if rate < 0.0 and slug in HAZARDS else rate
        for slug, rate in entry.hazards.items()
    }
    return Task(
        slug=name,
        yields=entry.yields,
        needs=tuple(entry.needs),
        craft=entry.craft,
        difficulty=entry.difficulty,
        hazards=hazards,
        makes=entry.makes or (entry.yields if is_text else ""),
        title=entry.title or name.replace("_", " "),
    )
