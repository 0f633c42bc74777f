"""What a learner may see of an exercise, as plain data. Tasks, hazards, truths and solutions stay on the server."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sandbox.scenario import Scenario

from podium.courses.models import Exercise, ExerciseVersion
from podium.courses.packages import open_package, render_markdown
from podium.courses.templates import make_templates


def summarise(exercise: Exercise) -> dict[str, Any]:
    """An exercise in a list."""
    return _summary(exercise.current) if exercise.current else {}


def describe(version: ExerciseVersion | None) -> dict[str, Any]:
    """An exercise whole, as the API and the pages show it."""
    if version is None:
        return {}
    package = open_package(version)
    scenario = package.scenario
    return {
        **_summary(version),
        "brief_html": render_markdown(package.brief),
        "hints_count": len(package.hints),
        "data": describe_data(scenario),
        "roster": [
            {"slug": agent.slug, "title": agent.title or agent.slug, "crafts": dict(agent.crafts)}
            for agent in scenario.roster.values()
        ],
        "tools": [
            {
                "slug": tool.slug,
                "title": tool.title or tool.slug,
                "needs": list(tool.needs),
                "yields": tool.yields,
                "effect": tool.effect,
                "seconds": tool.seconds,
                "cost": tool.cost,
                "outside": tool.outside,
            }
            for tool in scenario.tools.values()
        ],
        "policies": [{"id": policy.id, "title": policy.title} for policy in scenario.policies],
        "budget": {
            "cost": scenario.budget.cost,
            "seconds": scenario.budget.seconds,
            "human_minutes": scenario.budget.human_minutes,
        },
        "deliverables": [
            {"name": entry.name, "compare": entry.compare, "weight": entry.weight}
            for entry in scenario.deliverables.values()
        ],
        "models": list_models(),
        "starter": dict(package.starter),
        "templates": make_templates(scenario),
        "suites": dict(scenario.suites),
        "incidents_tolerated": scenario.incidents_tolerated,
    }


def _summary(version: ExerciseVersion) -> dict[str, Any]:
    package = open_package(version)
    return {
        "slug": package.slug,
        "title": package.title,
        "summary": package.summary,
        "level": package.level,
        "kind": package.kind,
        "minutes": package.minutes,
        "skills": dict(package.skills),
        "duties": list(package.duties),
        "version": version.content_hash,
    }


def describe_data(scenario: Scenario) -> list[dict[str, Any]]:
    """The data dictionary; `made_by_craft` says which craft makes a value that comes from work."""
    crafts = {task.yields: task.craft for task in scenario.tasks.values()}
    return [
        {
            "name": item.name,
            "title": item.title or item.name.replace("_", " "),
            "type": item.type,
            "source": item.source,
            "labels": sorted(item.labels),
            "values": list(item.values),
            "fields": list(item.fields),
            "made_by_craft": crafts.get(item.name),
        }
        for item in scenario.data.values()
    ]


def list_models() -> list[dict[str, Any]]:
    """The model tiers that a document may name, with their price."""
    from sandbox.world.tiers import TIERS

    return [
        {"slug": tier.slug, "title": tier.title, "cost": tier.cost} for tier in TIERS.values()
    ]


def list_cases(version: ExerciseVersion) -> list[dict[str, Any]]:
    """The public practice cases, without their truths."""
    return [
        {"id": case.id, "title": case.title, "suite": case.suite, "values": dict(case.values)}
        for case in practice_cases(version).values()
    ]


def practice_cases(version: ExerciseVersion) -> Mapping[str, Any]:
    """The public practice cases by id, truths included: for the server alone."""
    return _practice_cases(version.exercise_id, version.content_hash, version)


@lru_cache(maxsize=64)
def _practice_cases(slug: str, content_hash: str, version: ExerciseVersion) -> Mapping[str, Any]:
    from sandbox.world.casebook import practice_cases as make_practice_cases

    return {case.id: case for case in make_practice_cases(open_package(version).scenario)}


def read_hint(version: ExerciseVersion | None, number: int) -> tuple[str | None, int]:
    """The HTML of the hint with that number (from 1; None where there is none), and how many there are."""
    hints = open_package(version).hints if version else ()
    if not 1 <= number <= len(hints):
        return None, len(hints)
    return render_markdown(hints[number - 1]), len(hints)
