"""What a learner may see of an exercise, as plain data. Tasks, hazards, truths and solutions stay on the
server."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from podium.courses.models import Exercise, ExerciseVersion
from podium.courses.packages import open_package, render_markdown
from podium.courses.templates import make_templates
from sandbox.scenario import Case, Scenario
from sandbox.world.casebook import practice_cases as make_practice_cases
from sandbox.world.cost import EUROS_IN, EUROS_OUT, call_cost
from workflow.dump import dump_workflow

USUAL_TOKENS = (600, 150)
"""Tokens read and written in the call that a tier's price is shown for."""


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
        "workflows": describe_workflows(scenario),
        "starter": dict(package.starter),
        "templates": make_templates(scenario),
        "suites": dict(scenario.suites),
        "incidents_tolerated": scenario.incidents_tolerated,
    }


def _summary(version: ExerciseVersion) -> dict[str, Any]:
    return {
        "slug": version.exercise_id,
        "title": version.title,
        "summary": version.summary,
        "level": version.level,
        "kind": version.kind,
        "minutes": version.minutes,
        "skills": version.skills,
        "duties": version.duties,
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


def describe_workflows(scenario: Scenario) -> list[dict[str, Any]]:
    """The workflows that the exercise brings along for subflows, each version by itself; the last of a slug
    counts where a subflow names no version."""
    return [
        {"slug": slug, "title": "", "version": "", **dump_workflow(workflow)}
        for slug, versions in sorted(scenario.workflows.items())
        for workflow in versions
    ]


def list_models() -> list[dict[str, Any]]:
    """The model tiers that a document may name, with their price: `cost` is euros of a usual call, `cost_in`
    and `cost_out` euros for a thousand tokens read and written."""
    return [
        {
            "slug": tier,
            "title": f"{tier.capitalize()} model",
            "cost": round(call_cost(tier, *USUAL_TOKENS), 4),
            "cost_in": EUROS_IN[tier],
            "cost_out": EUROS_OUT[tier],
        }
        for tier in EUROS_IN
    ]


def list_cases(version: ExerciseVersion | None) -> list[dict[str, Any]]:
    """The public practice cases, without their truths."""
    if version is None:
        return []
    return [
        {"id": case.id, "title": case.title, "suite": case.suite, "values": dict(case.values)}
        for case in practice_cases(version).values()
    ]


def practice_cases(version: ExerciseVersion) -> Mapping[str, Case]:
    """The public practice cases by id, truths included: for the server alone."""
    return _practice_cases(version)


@lru_cache(maxsize=64)
def _practice_cases(version: ExerciseVersion) -> Mapping[str, Case]:
    return {case.id: case for case in make_practice_cases(open_package(version).scenario)}


def read_hint(version: ExerciseVersion | None, number: int) -> tuple[str | None, int]:
    """The HTML of the hint with that number (from 1; None where there is none), and how many there are."""
    hints = open_package(version).hints if version else ()
    if not 1 <= number <= len(hints):
        return None, len(hints)
    return render_markdown(hints[number - 1]), len(hints)
