"""Containers multiply: a document may not keep everybody waiting."""

from __future__ import annotations

import time
from typing import Any

import pytest

from workflow.validate import validate
from workflow.workload import MAX_WORK, weigh


def nested(depth: int, copies: int = 20) -> dict[str, Any]:
    """Maps inside maps, a pure node in the innermost."""
    inside: dict[str, Any] = {"nodes": [{"id": "work", "kind": "set", "values": {"x": "1.0"}}], "edges": []}
    for level in range(depth):
        inside = {
            "nodes": [{"id": f"map_{level}", "kind": "map", "copies": copies, "inside": inside}],
            "edges": [],
        }
    return {"podium": 1, **inside}


def codes(document: dict[str, Any]) -> list[str]:
    return [problem.code for problem in validate(document)[1] if problem.severity == "error"]


@pytest.mark.parametrize(("depth", "work"), [(0, 1), (1, 21), (2, 421)])
def test_copies_multiply_what_is_inside(depth: int, work: int) -> None:
    document, problems = validate(nested(depth))
    assert document is not None, problems
    assert weigh(document.graph) == work


def test_a_loop_counts_its_most_turns() -> None:
    data = nested(0)
    loop = {"id": "rounds", "kind": "loop", "until": "true", "max": 7, "inside": {**data}}
    loop["inside"].pop("podium")
    document, _ = validate({"podium": 1, "nodes": [loop], "edges": []})
    assert document is not None
    assert weigh(document.graph) == 8


@pytest.mark.parametrize("depth", [3, 10, 15])
def test_too_much_work_is_refused_at_once_and_names_the_node(depth: int) -> None:
    began = time.perf_counter()
    document, problems = validate(nested(depth))
    assert time.perf_counter() - began < 2
    assert document is None
    assert [problem.node for problem in problems if problem.code == "too_much_work"] == [f"map_{depth - 1}"]


def test_a_generous_workflow_is_within_the_limit() -> None:
    assert "too_much_work" not in codes(nested(2))
    assert MAX_WORK >= 1000
