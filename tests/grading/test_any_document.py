"""Whatever is valid is graded, and every grade adds up."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from exercises.proving.surgery import Document, copy_of, edge, ends, fresh_id, graphs_of, nodes_of
from grading.grade import grade_submission
from grading.score import NotGradable
from tests.grading.cast import READER, bike_hire

DATA = sorted(bike_hire().scenario.data)
PORTS = ["done", "pass", "fail", "error", "approved", "rejected", "exhausted", *DATA]
Change = Callable[[Document, random.Random], None]


def lose_an_edge(document: Document, luck: random.Random) -> None:
    """Take one wire out."""
    graph = luck.choice(list(graphs_of(document)))
    if graph["edges"]:
        graph["edges"].pop(luck.randrange(len(graph["edges"])))


def lose_a_node(document: Document, luck: random.Random) -> None:
    """Take one node out, with its wires."""
    graph = luck.choice(list(graphs_of(document)))
    if len(graph["nodes"]) > 1:
        lost = graph["nodes"].pop(luck.randrange(len(graph["nodes"])))["id"]
        graph["edges"] = [entry for entry in graph["edges"] if lost not in (ends(entry)[0], ends(entry)[2])]


def cross_a_wire(document: Document, luck: random.Random) -> None:
    """Put a wire anywhere."""
    first, second = luck.sample(document["nodes"], 2)
    document["edges"].append(edge(first["id"], luck.choice(PORTS), second["id"]))


def ask_for_anything(document: Document, luck: random.Random) -> None:
    """Have the agents yield whatever there is, with strange words."""
    for node in nodes_of(document, "agent"):
        node["yields"] = luck.sample(DATA, luck.randrange(1, 4))
        node["instructions"] = luck.choice(
            ["", "{{fee}}", "{{}} {{x}}", "You must. " * 50, node["instructions"]]
        )


def check_anything(document: Document, luck: random.Random) -> None:
    """Have checks, loops and gates decide by anything."""
    for node in nodes_of(document, "check"):
        node["rules"] = [luck.choice(["true", "false", "nothing > 2.0", "limit < 0.0"])]
    for node in nodes_of(document, "human", "tool", "review"):
        node["when"] = luck.choice(["true", "false", "fee.eur > 1.0"])
    for node in nodes_of(document, "loop"):
        node["until"] = luck.choice(["true", "false", "verdict == 'pass'"])


def add_a_constant(document: Document, luck: random.Random) -> None:
    """Set a value by hand in the middle of things."""
    name = fresh_id(document, "given")
    document["nodes"].append(
        {"id": name, "kind": "set", "values": {luck.choice(DATA): luck.choice(["''", "{}"])}}
    )
    document["edges"].append(edge("start", "done", name))
    target = luck.choice(
        [node["id"] for node in document["nodes"] if node["kind"] != "input" and node["id"] != name]
    )
    document["edges"].append(edge(name, "done", target))


def squeeze(document: Document, luck: random.Random) -> None:
    """Leave hardly any time, calls or money."""
    for node in nodes_of(document, "agent", "tool"):
        node["timeout"] = luck.choice([0.1, 5])
        node["budget"] = luck.choice([{"calls": 1}, {"cost": 0.0001}, {"seconds": 1}])


CHANGES: tuple[Change, ...] = (
    lose_an_edge, lose_a_node, cross_a_wire, ask_for_anything, check_anything, add_a_constant, squeeze,
)  # fmt: skip


def spoil(seed: int) -> Any:
    """The reference after one to four random changes."""
    luck = random.Random(seed)
    document = copy_of(bike_hire().reference)
    for change in luck.choices(CHANGES, k=luck.randrange(1, 5)):
        try:
            change(document, luck)
        except (IndexError, ValueError):
            continue
    return document


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(30))
def test_a_spoiled_workflow_is_graded_or_refused_and_every_grade_adds_up(seed: int) -> None:
    result = grade_submission(bike_hire(), spoil(seed), seed=seed, reader=READER)
    if isinstance(result, NotGradable):
        assert any(problem.severity == "error" for problem in result.problems)
        return
    for skill in result.skills:
        lost = sum(entry.points for criterion in skill.criteria for entry in criterion.evidence)
        assert 0 <= skill.score <= 100
        assert lost == pytest.approx(100 - skill.score, abs=1.2)
