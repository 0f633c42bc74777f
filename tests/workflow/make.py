"""Documents and names for the tests of the workflow package."""

from __future__ import annotations

import itertools
from typing import Any

from workflow.document import Document
from workflow.names import Names, ToolNames
from workflow.problem import Problem
from workflow.validate import validate


def make_names() -> Names:
    """A small exercise: a message comes in, an order is looked up, an amount is worked out and paid."""
    return Names(
        data={
            "message": "text",
            "policy": "text",
            "lines": "list",
            "order": "record",
            "intent": "enum",
            "amount": "money",
            "decision": "enum",
            "reply": "text",
            "paid": "boolean",
        },
        given=frozenset({"message", "policy", "lines"}),
        agents=frozenset({"analyst", "writer"}),
        tools={
            "orders": ToolNames("order", ("message",)),
            "pay": ToolNames("paid", ("amount",), effect=True),
        },
        deliverables=frozenset({"amount", "reply", "paid"}),
    )


def make_input(*values: str) -> dict[str, Any]:
    """An input node called `start`."""
    return {"id": "start", "kind": "input", "values": list(values or ("message",))}


def make_agent(node_id: str, *yields: str, **settings: Any) -> dict[str, Any]:
    """An agent node; by default the analyst."""
    return {"id": node_id, "kind": "agent", "agent": "analyst", "yields": list(yields)} | settings


def make_output(*values: str) -> dict[str, Any]:
    """An output node called `end`."""
    return {"id": "end", "kind": "output", "values": list(values)}


def make_data(nodes: list[Any], wires: list[str], **rest: Any) -> dict[str, Any]:
    """A stored document; wires are written as `a.done b`."""
    return {"podium": 1, "nodes": nodes, "edges": [make_wire(wire) for wire in wires], **rest}


def make_wire(wire: str) -> dict[str, str]:
    """The stored form of `a.done b`."""
    source, target = wire.split()
    return {"from": source, "to": target if "." in target else f"{target}.in"}


def make_inside(nodes: list[Any], wires: list[str] | None = None) -> dict[str, Any]:
    """The inside of a container."""
    return {"nodes": nodes, "edges": [make_wire(wire) for wire in wires or []]}


def make_chain(*agents: dict[str, Any], values: tuple[str, ...] = ("message",)) -> dict[str, Any]:
    """Input, the agents one after the other, and an output of what the last one yields."""
    ids = ["start", *(agent["id"] for agent in agents), "end"]
    wires = [f"{before}.done {after}" for before, after in itertools.pairwise(ids)]
    last = agents[-1]["yields"] if agents else list(values)
    return make_data([make_input(*values), *agents, make_output(*last)], wires)


def make_document(data: dict[str, Any], names: Names | None = None) -> Document:
    """The document of stored data that is known to be right."""
    document, problems = validate(data, names)
    assert document is not None, problems
    return document


def find(data: Any, code: str, names: Names | None = None) -> Problem:
    """The one problem of that code."""
    _, problems = validate(data, names)
    found = [problem for problem in problems if problem.code == code]
    assert len(found) == 1, [(problem.code, problem.pointer, problem.message) for problem in problems]
    return found[0]


def codes(data: Any, names: Names | None = None) -> set[str]:
    """The codes of all problems."""
    return {problem.code for problem in validate(data, names)[1]}
