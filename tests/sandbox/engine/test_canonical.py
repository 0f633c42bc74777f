"""The canonical order depends on the structure alone."""

from __future__ import annotations

import random
from typing import Any

import pytest

from sandbox.engine.program import Program, compile_program
from tests.sandbox.engine.make import make_program
from tests.workflow.make import make_agent, make_data, make_document, make_input, make_inside, make_output
from tests.workflow.test_dump import rich


def rename(data: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """The same graph under other ids."""
    nodes = []
    for node in data["nodes"]:
        changed = node | {"id": names[node["id"]]}
        if "inside" in node:
            changed["inside"] = rename(node["inside"], names)
        nodes.append(changed)
    edges = [
        {key: f"{names[end.split('.')[0]]}.{end.split('.')[1]}" for key, end in edge.items()}
        for edge in data["edges"]
    ]
    return data | {"nodes": nodes, "edges": edges}


def all_ids(data: dict[str, Any]) -> list[str]:
    """The ids of a graph, containers included."""
    found = []
    for node in data["nodes"]:
        found.append(node["id"])
        if "inside" in node:
            found.extend(all_ids(node["inside"]))
    return found


def shuffle(data: dict[str, Any], seed: int) -> tuple[dict[str, Any], dict[str, str]]:
    """The same document with other ids, in another order; and which id became which."""
    luck = random.Random(seed)
    ids = all_ids(data)
    fresh = [f"z{at}" for at in range(len(ids))]
    luck.shuffle(fresh)
    names = dict(zip(ids, fresh, strict=True))
    return _mix(rename(data, names), luck), names


def _mix(data: dict[str, Any], luck: random.Random) -> dict[str, Any]:
    nodes = []
    for node in data["nodes"]:
        nodes.append(node | {"inside": _mix(node["inside"], luck)} if "inside" in node else node)
    edges = list(data["edges"])
    luck.shuffle(nodes)
    luck.shuffle(edges)
    return data | {"nodes": nodes, "edges": edges}


def vote(*instructions: str, **settings: Any) -> dict[str, Any]:
    """Agents side by side that do the same work, and a vote."""
    agents = []
    for at, text in enumerate(instructions):
        agents.append(make_agent(f"a{at}", "reply", instructions=text, **settings))
    join = {"id": "j", "kind": "join", "merge": "vote", "values": ["reply"]}
    wires = [f"start.done {agent['id']}" for agent in agents] + [f"{agent['id']}.done j" for agent in agents]
    return make_data([make_input(), *agents, join, make_output("reply")], [*wires, "j.done end"])


def ranks(program: Program) -> dict[str, int]:
    return {plan.id: plan.rank for plan in program.plans}


@pytest.mark.parametrize("seed", range(5))
def test_other_ids_and_another_order_change_nothing(seed: int) -> None:
    data = rich()
    data.pop("layout")
    other, names = shuffle(data, seed)
    one, two = make_program(data), make_program(other)
    assert [names[plan.id] for plan in one.plans] == [plan.id for plan in two.plans]
    assert [(plan.rank, plan.key, plan.depth) for plan in one.plans] == [
        (plan.rank, plan.key, plan.depth) for plan in two.plans
    ]
    assert one.digest == two.digest


@pytest.mark.parametrize("seed", range(5))
def test_twins_with_other_words_are_told_apart_by_their_words_and_not_by_their_ids(seed: int) -> None:
    data = vote("one", "two", "three")
    other, names = shuffle(data, seed)
    assert {names[key]: rank for key, rank in ranks(make_program(data)).items()} == ranks(make_program(other))


def test_those_who_do_the_same_work_are_numbered() -> None:
    program = make_program(vote("", "", ""))
    assert sorted(program.plan(f"a{at}").rank for at in range(3)) == [0, 1, 2]
    assert {program.plan(f"a{at}").stride for at in range(3)} == {3}


def test_one_who_does_a_work_alone_has_rank_nought() -> None:
    nodes = [make_agent("a", "x"), make_agent("b", "y"), {"id": "t", "kind": "tool", "tool": "pay"}]
    assert set(ranks(make_program(make_data(nodes, []))).values()) == {0}


def test_words_never_move_the_rank_of_those_that_structure_tells_apart() -> None:
    def told(text: str) -> dict[str, int]:
        data = vote("", "")
        data["nodes"][1] |= {"model": "large", "instructions": text}
        return ranks(make_program(data))

    assert told("") == told("aaa") == told("zzz")


def test_labels_titles_and_layout_do_not_count() -> None:
    data = vote("", "")
    program = make_program(data)
    data["nodes"][1]["label"] = "Zoe"
    data |= {"title": "x", "layout": {"a0": {"x": 1, "y": 1}}}
    assert make_program(data).digest == program.digest


def test_twin_chains_never_cross() -> None:
    wires = ["start.done a1", "start.done a2", "a1.done b1", "a2.done b2"]

    def chains(order: list[str]) -> dict[str, Any]:
        agents = {name: make_agent(name, "x" if name[0] == "a" else "y") for name in ("a1", "a2", "b1", "b2")}
        return make_data([make_input(), *[agents[name] for name in order]], wires)

    for order in (["a1", "a2", "b1", "b2"], ["a1", "a2", "b2", "b1"], ["b2", "a2", "b1", "a1"]):
        rank = ranks(make_program(chains(order)))
        assert rank["a1"] == rank["b1"]
        assert rank["a2"] == rank["b2"]


def test_depth_counts_through_containers() -> None:
    inside = make_inside([make_agent("w", "x"), make_agent("v", "y")], ["w.done v"])
    loop = {"id": "again", "kind": "loop", "until": "true", "inside": inside}
    program = make_program(
        make_data([make_input(), loop, make_agent("z", "z")], ["start.done again", "again.done z"]),
    )
    depth = {plan.id: plan.depth for plan in program.plans}
    assert depth == {"start": 0, "again": 1, "w": 2, "v": 3, "z": 4}


def test_a_plan_is_found_by_its_id() -> None:
    program = compile_program(make_document(vote("")))
    assert program.plan("a0").node.kind == "agent"
    with pytest.raises(KeyError):
        program.plan("nobody")
