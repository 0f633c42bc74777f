"""A document survives being stored and read again."""

from __future__ import annotations

import json

from tests.workflow.make import make_agent, make_data, make_document, make_input, make_inside, make_output
from workflow.dump import dump


def rich() -> dict[str, object]:
    inside = make_inside(
        [
            make_agent("w", "reply", instructions="{{message}}", tools=["orders"]),
            {"id": "r", "kind": "review", "agent": "writer", "on": ["reply"], "criteria": "short"},
        ],
        ["w.done r"],
    )
    nodes = [
        make_input("message", "lines"),
        make_agent(
            "a",
            "amount",
            label="The analyst",
            model="large",
            retry={"max": 2, "on": ["timeout"], "wait": 1.5},
            timeout=5.0,
            fallback={"model": "small"},
            budget={"cost": 0.5, "seconds": 9.0, "calls": 3},
            when="message != ''",
        ),
        {"id": "again", "kind": "loop", "until": "verdict == 'pass'", "max": 2, "inside": inside},
        {"id": "each", "kind": "map", "over": "lines", "item": "line", "inside": make_inside([])},
        {"id": "s", "kind": "set", "values": {"twice": "amount"}},
        {"id": "x", "kind": "router", "branches": [{"port": "big", "when": "amount.eur > 5.0"}]},
        {"id": "j", "kind": "join", "wait": 2, "merge": "vote", "values": ["reply"]},
        {"id": "c", "kind": "check", "rules": ["true"], "schema": {"amount": {"type": "object"}}},
        {"id": "p", "kind": "tool", "tool": "pay", "idempotent_by": ["amount.eur"]},
        {"id": "n", "kind": "note", "text": "remember"},
        make_output("reply"),
    ]
    wires = ["start.done a", "a.done again", "again.done each", "each.done s", "s.done x", "x.big j"]
    wires += ["x.default j", "j.done c", "c.pass p", "p.done end"]
    return make_data(
        nodes,
        wires,
        title="All of it",
        layout={"a": {"x": 1.0, "y": 2.0}},
        policy={
            "budget": {"cost": 1.0, "human_minutes": 2.0},
            "approvals": ["pay"],
            "tools": {"analyst": ["orders"]},
            "redact": ["personal"],
            "audit": ["tool"],
        },
    )


def test_a_rich_document_comes_back_equal() -> None:
    document = make_document(rich())
    stored = dump(document)
    assert make_document(json.loads(json.dumps(stored))) == document
    assert stored == rich()


def test_settings_at_their_default_are_left_out() -> None:
    stored = dump(make_document(make_data([make_agent("a", "x", model="medium", instructions="")], [])))
    assert stored["nodes"] == [{"id": "a", "kind": "agent", "agent": "analyst", "yields": ["x"]}]
