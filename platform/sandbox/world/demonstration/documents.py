"""The workflow documents of the demonstrations: a chain of four agents, with one step built another way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.world.demonstration.scene import JOBS, SUM

Node = Mapping[str, Any]

GIVEN = ("request", "form", "prices", "rates")
VALUES = ("jobs", "estimate", "answer", "letter")
"""What is made, in this order."""
_AGENTS = {"jobs": "mechanic", "estimate": "bookkeeper", "answer": "manager", "letter": "writer"}
_TEXTS = {
    "jobs": "Your task: list what the customer wants done. The message: {{request}}",
    "estimate": "Your task: add up in euros what {{jobs}} cost by the list {{prices}} and {{rates}}.",
    "answer": "Your task: decide by the estimate {{estimate}} and {{form}}: accept, ask or refuse.",
    "letter": "Your task: answer {{request}}. Give the {{jobs}}, the cost {{estimate}} and the {{answer}}.",
}
OBJECTIVE = "Your task:"
"""What marks instructions as saying what is wanted."""
GOOD = "The result is good when the figures follow from the list."
"""What marks criteria as saying what good means."""

_EXACT = f"estimate.eur >= {SUM} - 0.01 && estimate.eur <= {SUM} + 0.01"
RULES: Mapping[str, str] = {
    "jobs": f"double(size(jobs)) == form.ticked && jobs.all(j, j in {list(JOBS)})",
    "estimate": f"has(estimate.eur) && {_EXACT}",
    "answer": "answer == (estimate.eur <= form.limit ? 'accept' : 'ask')",
    "letter": "jobs.all(j, letter.contains(j)) && letter.contains('euros') && !letter.matches('[<>=;{}(]')",
}
"""A rule for each value that knows nothing but what is before it."""
UNTIL = "verdict == 'pass'"


def agent(value: str, *says: str, **more: Any) -> Node:
    """The agent who makes a value, with further sentences in its instructions."""
    text = " ".join((_TEXTS[value], *says))
    return {
        "id": value,
        "kind": "agent",
        "label": _AGENTS[value].capitalize(),
        "agent": _AGENTS[value],
        "model": "large",
        "yields": [value],
        "instructions": text,
        **more,
    }


def vague_agent(value: str, **more: Any) -> Node:
    """The same without a word on what is wanted."""
    return {**agent(value, **more), "instructions": _TEXTS[value].removeprefix(OBJECTIVE).strip()}


def check(value: str) -> Node:
    """A check that knows the rule of a value."""
    return {"id": "check", "kind": "check", "label": "Check", "on": [value], "rules": [RULES[value]]}


def review(value: str, *criteria: str, sees: Sequence[str] = ("jobs", "prices", "rates")) -> Node:
    """A review with these criteria and all the evidence."""
    return {
        "id": "review",
        "kind": "review",
        "label": "Reviewer",
        "agent": "checker",
        "model": "large",
        "on": [value],
        "sees": list(sees),
        "criteria": " ".join((GOOD, *criteria)),
    }


def loop(value: str, worker: Node, guard: Node, turns: int = 6) -> Node:
    """The worker and a guard, again and again until the guard passes it."""
    inner = {**worker, "id": "worker", "instructions": f"{worker['instructions']} {{{{feedback}}}}"}
    return {
        "id": value,
        "kind": "loop",
        "label": "Until it passes",
        "until": UNTIL,
        "max": turns,
        "inside": {"nodes": [inner, guard], "edges": [{"from": "worker.done", "to": f"{guard['id']}.in"}]},
    }


def person(*values: str) -> Node:
    """A person who may put these right."""
    return {
        "id": "desk",
        "kind": "human",
        "label": "A colleague",
        "minutes": 4,
        "sees": [*GIVEN, *values],
        "edits": list(values),
        "asks": "Please put right what is wrong.",
    }


def memory(name: str, action: str) -> Node:
    """A memory of the list of jobs, read or written."""
    return {
        "id": name,
        "kind": "memory",
        "label": "Memory",
        "action": action,
        "store": "bench",
        "values": ["jobs"],
    }


def tool(slug: str, **more: Any) -> Node:
    """A call of a tool."""
    return {"id": slug, "kind": "tool", "label": slug.capitalize(), "tool": slug, **more}


def chain(
    *changed: Node, extra: Sequence[Node] = (), wires: Mapping[str, str] | None = None, before: str = "end"
) -> dict[str, Any]:
    """The four steps in a row, some of them built another way; `extra` nodes stand in the row before
    `before`, or aside if only `wires` (from: to) lead there."""
    own = {node["id"]: node for node in changed}
    row: list[str] = []
    aside = set((wires or {}).values())
    for name in (*VALUES, "end"):
        if name == before:
            row += [node["id"] for node in extra if node["id"] not in aside]
        row.append(name)
    nodes = [own.get(name) or agent(name) for name in VALUES]
    edges = [
        {"from": f"{one}.done", "to": f"{other}.in"} for one, other in zip(["start", *row], row, strict=False)
    ]
    edges += [{"from": source, "to": f"{target}.in"} for source, target in (wires or {}).items()]
    return {
        "podium": 1,
        "nodes": [
            {"id": "start", "kind": "input", "values": list(GIVEN)},
            *nodes,
            *extra,
            {"id": "end", "kind": "output", "values": list(VALUES)},
        ],
        "edges": edges,
    }


def without(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The chain without one of its steps: what comes before it leads to what comes after."""
    into = [edge for edge in document["edges"] if edge["to"] == f"{name}.in"]
    out = [edge for edge in document["edges"] if edge["from"].startswith(f"{name}.")]
    kept = [edge for edge in document["edges"] if edge not in into and edge not in out]
    joined = [{"from": one["from"], "to": other["to"]} for one in into for other in out]
    return {
        **document,
        "nodes": [node for node in document["nodes"] if node["id"] != name],
        "edges": [*kept, *joined],
    }
