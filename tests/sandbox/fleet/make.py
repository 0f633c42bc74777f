"""A small fleet for tests: the depot's post, on a short day."""

from __future__ import annotations

import itertools
from typing import Any

from sandbox.drivers.day import simulate_day
from sandbox.fleet.lines import Lines
from sandbox.fleet.report import FleetReport
from sandbox.names import names_of
from sandbox.scenario import Scenario
from tests.sandbox.world.make import make_reader, make_world
from workflow.validate import validate

DAY: dict[str, Any] = {
    "opens": "08:00",
    "profile": [1, 2, 2, 1],
    "arrivals": 120,
    "mix": {"clean": 1},
    "kinds": {
        "ask": {"title": "Somebody asks", "within": 60, "deliverables": ["fee"]},
        "claim": {"title": "Somebody claims", "within": 600},
        "thank": {"title": "Somebody thanks", "within": 60, "deliverables": ["fee"]},
    },
    "budget": {"cost": 5, "human_minutes": 300},
    "people": {
        "ada": {"title": "Clerk", "from": "00:00", "until": "24:00", "hours": 24, "per_hour": 30},
        "ben": {"title": "Clerk", "from": "00:00", "until": "24:00", "hours": 24, "per_hour": 40},
    },
    "after_hours": 16,
}


def make_day_world(**day: Any) -> Scenario:
    """The depot with a day; keyword arguments replace its settings."""
    return make_world({"kind": "fleet", "fleet": {**DAY, **day}})


def make_line(prefix: str, *, model: str = "small", person: bool = False, **limits: Any) -> dict[str, Any]:
    """A workflow that looks the parcel up, works out the fee, lets a person look if asked, and delivers."""
    nodes: list[dict[str, Any]] = [
        {"id": f"{prefix}_in", "kind": "input", "values": ["note", "rates"]},
        {"id": f"{prefix}_depot", "kind": "tool", "tool": "depot", "retry": {"max": 3}},
        {
            "id": f"{prefix}_clerk",
            "kind": "agent",
            "agent": "clerk",
            "model": model,
            "yields": ["fee"],
            "instructions": "Work out the fee of {{parcel}} with {{rates}}.",
            **limits,
        },
        {"id": f"{prefix}_out", "kind": "output", "values": ["fee"]},
    ]
    chain = [f"{prefix}_in", f"{prefix}_depot", f"{prefix}_clerk", f"{prefix}_out"]
    if person:
        gate = {"id": f"{prefix}_gate", "kind": "human", "minutes": 2.0, "sees": ["fee", "parcel"]}
        nodes.insert(3, gate | {"edits": ["fee"]})
        chain.insert(3, f"{prefix}_gate")
    ports = {f"{prefix}_gate": "approved"}
    edges = [
        {"from": f"{source}.{ports.get(source, 'done')}", "to": f"{target}.in"}
        for source, target in itertools.pairwise(chain)
    ]
    return {"nodes": nodes, "edges": edges}


def make_fleet(lines: dict[str, Any] | None = None, **fleet: Any) -> dict[str, Any]:
    """A stored fleet document; by default everything goes down one line."""
    workflows = lines or {"post": make_line("p")}
    block = {"otherwise": next(iter(workflows)), **fleet}
    return {"podium": 1, "nodes": [], "edges": [], "workflows": workflows, "fleet": block}


def run(document: dict[str, Any], scenario: Scenario, *, seed: int = 0, **options: Any) -> FleetReport:
    """A day of a stored document."""
    return simulate_day(make_lines(document, scenario), scenario, seed, make_reader(), **options)


def make_lines(document: dict[str, Any], scenario: Scenario) -> Lines:
    """A stored document, compiled."""
    checked, problems = validate(document, names_of(scenario))
    assert checked is not None, problems
    return Lines(checked)
