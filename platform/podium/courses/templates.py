"""Workflows to begin with, made from an exercise's own names so that each is valid; none gives the answer
away."""

from __future__ import annotations

from typing import Any

from sandbox.scenario import Scenario


def make_templates(scenario: Scenario) -> list[dict[str, Any]]:
    """An almost blank stage, one agent alone, and one agent with a reviewer."""
    return [
        {
            "slug": "blank",
            "title": "An empty stage",
            "description": "Only where the cases come in and where the results go out.",
            "document": _document([], [], scenario),
        },
        {
            "slug": "solo",
            "title": "One agent",
            "description": "One agent makes everything, with instructions for you to write.",
            "document": _solo(scenario),
        },
        {
            "slug": "reviewed",
            "title": "One agent and a reviewer",
            "description": "A reviewer reads what the agent made and sends it back once with remarks.",
            "document": _reviewed(scenario),
        },
    ]


def _given(scenario: Scenario) -> list[str]:
    return [item.name for item in scenario.data.values() if item.source == "case"]


def _made(scenario: Scenario) -> list[str]:
    works = {task.yields for task in scenario.tasks.values()}
    return [name for name in scenario.deliverables if name in works]


def _agent(scenario: Scenario) -> dict[str, Any]:
    given = ", ".join("{{" + name + "}}" for name in _given(scenario))
    return {
        "id": "worker",
        "kind": "agent",
        "agent": next(iter(scenario.roster)),
        "model": "medium",
        "yields": _made(scenario),
        "instructions": f"Here is the case: {given}\n",
    }


def _solo(scenario: Scenario) -> dict[str, Any]:
    edges = [{"from": "start.done", "to": "worker.in"}, {"from": "worker.done", "to": "end.in"}]
    return _document([_agent(scenario)], edges, scenario)


def _reviewed(scenario: Scenario) -> dict[str, Any]:
    made = _made(scenario)
    worker = _agent(scenario)
    worker["instructions"] += "{{feedback}}\n"
    review = {
        "id": "reviewer",
        "kind": "review",
        "agent": list(scenario.roster)[-1],
        "model": "medium",
        "on": made,
        "sees": _given(scenario),
        "criteria": "",
    }
    inside = {
        "nodes": [worker, review],
        "edges": [{"from": "worker.done", "to": "reviewer.in"}],
    }
    loop = {"id": "rounds", "kind": "loop", "until": "verdict == 'pass'", "max": 2, "inside": inside}
    edges = [
        {"from": "start.done", "to": "rounds.in"},
        {"from": "rounds.done", "to": "end.in"},
        {"from": "rounds.exhausted", "to": "end.in"},
    ]
    return _document([loop], edges, scenario)


def _document(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], scenario: Scenario) -> dict[str, Any]:
    start = {"id": "start", "kind": "input", "values": _given(scenario)}
    end = {"id": "end", "kind": "output", "values": list(scenario.deliverables)}
    return {"podium": 1, "nodes": [start, *nodes, end], "edges": edges}
