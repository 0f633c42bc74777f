"""Documents of any size for the engine's bench: each shape by name, with about as many nodes as asked for.

A node counts once however often it is worked off; those of a subflow or a plan count where they are run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Data = dict[str, Any]
Block = tuple[list[Data], list[tuple[str, str]], str, str]
"""Nodes, wires among them, the first node and the port by which the block is left."""


def agent(node_id: str, *made: str) -> Data:
    """An agent that may be tried again."""
    return {"id": node_id, "kind": "agent", "agent": "worker", "yields": list(made), "retry": {"max": 5}}


def link(nodes: int) -> Block:
    """One agent."""
    return [agent(f"a{nodes}", f"xa{nodes}")], [], f"a{nodes}", f"a{nodes}.done"


def fan(at: int) -> Block:
    """A fork of three agents and the join of what they made: five nodes."""
    fork, meet = f"f{at}", f"j{at}"
    names = [f"x{at}_{each}" for each in range(3)]
    doers = [agent(f"b{name}", name) for name in names]
    wires = [(f"{fork}.done", f"b{name}") for name in names] + [(f"b{name}.done", meet) for name in names]
    nodes = [agent(fork, f"x{at}"), *doers, {"id": meet, "kind": "join"}]
    return nodes, wires, fork, f"{meet}.done"


def nest(at: int) -> Block:
    """A subflow of two agents: five nodes with its input and output."""
    return [
        {"id": f"s{at}", "kind": "subflow", "workflow": "pair", "yields": ["y"]}
    ], [], f"s{at}", f"s{at}.done"  # fmt: skip


def remember(at: int) -> Block:
    """An agent whose word is written down and read back: three nodes."""
    note = {"store": "notes", "values": [f"x{at}"]}
    nodes = [
        agent(f"a{at}", f"x{at}"),
        {"id": f"w{at}", "kind": "memory", "action": "write", **note},
        {"id": f"r{at}", "kind": "memory", "action": "read", **note},
    ]
    return nodes, [(f"a{at}.done", f"w{at}"), (f"w{at}.done", f"r{at}")], f"a{at}", f"r{at}.done"


def decide(at: int) -> Block:
    """A router, a formula and a check, which nobody outside the engine is asked for: three nodes."""
    nodes: list[Data] = [
        {"id": f"r{at}", "kind": "router", "branches": [{"port": "left", "when": "x == 'never'"}]},
        {"id": f"s{at}", "kind": "set", "values": {f"x{at}": "'word'"}},
        {"id": f"c{at}", "kind": "check", "rules": [f"x{at} != ''"]},
    ]
    return nodes, [(f"r{at}.default", f"s{at}"), (f"s{at}.done", f"c{at}")], f"r{at}", f"c{at}.pass"


def turn(at: int) -> Block:
    """A loop of one turn around a map of two copies: four nodes."""
    inside = {"nodes": [agent(f"w{at}", "y")], "edges": []}
    copies = {"id": f"m{at}", "kind": "map", "copies": 2, "inside": inside}
    loop = {
        "id": f"l{at}",
        "kind": "loop",
        "until": "true",
        "max": 1,
        "inside": {"nodes": [copies], "edges": []},
    }
    return [loop], [], f"l{at}", f"l{at}.done"


def plan(at: int) -> Block:
    """A planner and the two tasks of its plan: three nodes."""
    node = {"id": f"p{at}", "kind": "plan", "agent": "worker", "roster": ["worker"], "yields": ["y"]}
    return [node | {"tasks": 2, "retry": {"max": 5}}], [], f"p{at}", f"p{at}.done"


SHAPES: dict[str, tuple[Callable[[int], Block], int]] = {
    "chain": (link, 1),
    "fork and join": (fan, 5),
    "subflow": (nest, 5),
    "memory": (remember, 3),
    "router, set, check": (decide, 3),
    "loop and map": (turn, 4),
    "plan": (plan, 3),
}
"""What is put in a row, and how many nodes each piece has."""


def document(shape: str, nodes: int) -> Data:
    """A document in version 1 with that many nodes between its input and its output, as far as it divides."""
    make, each = SHAPES[shape]
    found: list[Data] = [{"id": "start", "kind": "input", "values": ["x"]}]
    wires: list[tuple[str, str]] = []
    before = "start.done"
    for at in range(max(1, nodes // each)):
        inner, between, first, last = make(at)
        found += inner
        wires += [(before, first), *between]
        before = last
    wires.append((before, "end"))
    found.append({"id": "end", "kind": "output", "values": ["x"]})
    data: Data = {"podium": 1, "nodes": found, "edges": _edges(wires)}
    if shape == "subflow":
        data["workflows"] = {"pair": _pair()}
    return data


def count(shape: str, nodes: int) -> int:
    """How many nodes the document of that shape has between its input and its output."""
    each = SHAPES[shape][1]
    return max(1, nodes // each) * each


def _pair() -> Data:
    nodes = [
        {"id": "pair_in", "kind": "input", "values": ["x"]},
        agent("pair_a", "z"),
        agent("pair_b", "y"),
        {"id": "pair_out", "kind": "output", "values": ["y"]},
    ]
    return {
        "nodes": nodes,
        "edges": _edges([("pair_in.done", "pair_a"), ("pair_a.done", "pair_b"), ("pair_b.done", "pair_out")]),
    }


def _edges(wires: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"from": source, "to": f"{target}.in"} for source, target in wires]
