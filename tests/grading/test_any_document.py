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


def plan_it(document: Document, luck: random.Random) -> None:
    """Have an agent's work planned, well or badly, within some limits."""
    node = luck.choice(list(nodes_of(document, "agent")))
    roster = sorted(bike_hire().scenario.roster)
    kept = {key: node[key] for key in ("id", "label", "retry", "timeout", "budget") if key in node}
    plan = {
        "kind": "plan",
        "agent": luck.choice(roster),
        "roster": luck.sample(roster, luck.randrange(1, len(roster) + 1)),
        "yields": luck.choice([node["yields"], luck.sample(DATA, 2)]),
        "instructions": luck.choice(["", node["instructions"], "{{fee}} {{}}"]),
        "tasks": luck.randrange(1, 7),
        "depth": luck.randrange(1, 4),
        "model": luck.choice(["small", "large"]),
    }
    node.clear()
    node.update(kept | plan)


def remember_it(document: Document, luck: random.Random) -> None:
    """Write a value down on the way, or read it where it may not be."""
    graph = luck.choice(list(graphs_of(document)))
    wire = graph["edges"].pop(luck.randrange(len(graph["edges"])))
    source, port, target, _ = ends(wire)
    name = fresh_id(document, "store")
    node: dict[str, Any] = {
        "id": name,
        "kind": "memory",
        "action": luck.choice(["write", "read"]),
        "store": "desk",
        "values": [luck.choice(DATA)],
    }
    graph["nodes"].append(node | luck.choice([{}, {"key": luck.choice(DATA)}]))
    graph["edges"].append(edge(source, port, name))
    ways = ("done", "missing", "error")[: luck.randrange(1, 4)]
    graph["edges"] += [edge(name, way, target) for way in ways]


def put_it_apart(document: Document, luck: random.Random) -> None:
    """Have an agent's work done by a workflow of its own."""
    node = luck.choice(list(nodes_of(document, "agent")))
    slug = fresh_id(document, "apart")
    inner = copy_of(node) | {"id": fresh_id(document, "inner")}
    given: dict[str, Any] = {"id": fresh_id(document, "given_to"), "kind": "input", "values": DATA}
    back: dict[str, Any] = {
        "id": fresh_id(document, "back"),
        "kind": "output",
        "values": list(node["yields"]),
    }
    edges = [edge(given["id"], "done", inner["id"]), edge(inner["id"], "done", back["id"])]
    document.setdefault("workflows", {})[slug] = {"nodes": [given, inner, back], "edges": edges}
    kept = {"id": node["id"], "kind": "subflow", "workflow": slug, "yields": list(node["yields"])}
    node.clear()
    node.update(kept)


CHANGES: tuple[Change, ...] = (
    lose_an_edge, lose_a_node, cross_a_wire, ask_for_anything, check_anything, add_a_constant, squeeze,
    plan_it, plan_it, remember_it, put_it_apart,
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
@pytest.mark.parametrize("seed", range(45))
def test_a_spoiled_workflow_is_graded_or_refused_and_every_grade_adds_up(seed: int) -> None:
    result = grade_submission(bike_hire(), spoil(seed), seed=seed, reader=READER)
    if isinstance(result, NotGradable):
        assert any(problem.severity == "error" for problem in result.problems)
        return
    for skill in result.skills:
        lost = sum(entry.points for criterion in skill.criteria for entry in criterion.evidence)
        assert 0 <= skill.score <= 100
        assert lost == pytest.approx(100 - skill.score, abs=1.2)
