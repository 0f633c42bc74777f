"""Hostile documents without end: good ones spoilt at random places, and shapes that grow beyond measure."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from typing import Any

from tests.workflow.make import make_agent, make_data, make_input, make_inside, make_output
from tests.workflow.test_dump import rich
from tests.workflow.test_fleet import make_fleet
from tests.workflow.test_subflows import make_caller, make_further, make_whole

BOMBS: tuple[str, ...] = (
    "(a+)+$", "(a|aa)*b", "(" * 200 + "a" + ")" * 200, "a{1000}{1000}", "(a*)*" * 60 + "b", "\\1(a)", "(?=a)",
    "[" * 500, "a" * 30_000, ".*" * 400 + "x", "\\p{L}{500}{500}",
)  # fmt: skip
RULES: tuple[str, ...] = (
    "lines.all(a, lines.all(b, lines.all(c, lines.all(d, lines.all(e, lines.all(f, a == f))))))",
    "lines.map(a, lines.map(b, lines.map(c, lines.map(d, [a, b, c, d])))) == []",
    "message.matches('(a+)+$')", "size(message + message + message) > 99999999", "[" * 300 + "]" * 300,
    "true" + " || true" * 240, "9223372036854775807 + 1 > 0", "1 / 0 == 1", "message[99] == 'x'", "{}",
    "'" + "\\u0000" * 90 + "' == message", "dyn(message).x.y.z == dyn(1)", "timestamp('x') > timestamp('y')",
    "'a'" + ".replace('a', 'aa')" * 60 + " == ''", "b'\\xff' == b'\\xff'", "[1,2,3].exists_one(x, x / 0 > 1)",
    "message == '\ud800'", "message == '\x00'", "\x00", "a" * 3000, "((((((", "has(message.x.y)", "\u202e",
    "double('1e400') > 1.0", "int('9' + '9') > 1", "[message][-1] == message", "message.size().size() > 0",
)  # fmt: skip
ATOMS: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**53, 2**53 + 1, 2**63, 10**400, -(10**400), 0.0, -0.0, 1e308, 1e-320,
    float("inf"), float("-inf"), float("nan"), "", " ", "\n", "\x00", "a\x00b", "\ud800", "x\udfff", "\u202e",
    "🙂" * 50, "a\u0301" * 40, "x" * 3000, "x" * 70_000, "..", ".", "a.", ".a", "a.b.c", "/", "~", "~1", "{{",
    "{{x}}" * 900, "{{" * 5000, "}}{{", "{{ message }}", "{{0.__class__}}", "__proto__", "__class__",
    "constructor", "null", "true", "1e999", "start", "end", "in", "done", "error", "message", "model:large",
    "tool:pay", "24:00", "99:99", "-1:30", "٠٩:٠٠", [], {}, [[]], [None], [{}], {"": None}, {"a": {}},
    ["a"] * 3000, [[[[[[[[[[]]]]]]]]]], {"from": "a.b", "to": "c.d"}, {"id": "a", "kind": "agent"},
    *BOMBS[:4], *RULES[:6], {"pattern": "(a+)+$"}, {"$ref": "#"}, {"$ref": "http://localhost/x.json"},
)  # fmt: skip

Place = tuple[Any, Any]
"""A record or list, and the key or number of an entry in it."""


def places_in(data: Any) -> list[Place]:
    """Every entry of every record and list, outermost first."""
    found: list[Place] = []
    waiting = [data]
    while waiting:
        held = waiting.pop(0)
        keys: list[Any] = list(held) if isinstance(held, dict) else list(range(len(held)))
        found.extend((held, key) for key in keys)
        waiting.extend(held[key] for key in keys if isinstance(held[key], dict | list))
    return found


def deep(luck: random.Random, value: Any) -> Any:
    """A value in the middle of many records or lists."""
    for _ in range(luck.choice([5, 30, 59, 60, 61, 200, 900])):
        value = {"inside": value} if luck.random() < 0.5 else [value]
    return value


def _replace(data: Any, luck: random.Random) -> None:
    held, key = luck.choice(places_in(data))
    held[key] = copy.deepcopy(luck.choice(ATOMS))


def _remove(data: Any, luck: random.Random) -> None:
    held, key = luck.choice(places_in(data))
    del held[key]


def _swap(data: Any, luck: random.Random) -> None:
    (one, a), (two, b) = luck.choice(places_in(data)), luck.choice(places_in(data))
    one[a], two[b] = copy.deepcopy(two[b]), copy.deepcopy(one[a])


def _add_key(data: Any, luck: random.Random) -> None:
    records = [data, *(held[key] for held, key in places_in(data) if isinstance(held[key], dict))]
    known = [key for held, key in places_in(data) if isinstance(key, str)]
    keys = [*known, "", "\x00", "\ud800", "a/b~c", "x" * 900, 1, None, 2.5]
    luck.choice(records)[luck.choice(keys)] = copy.deepcopy(luck.choice(ATOMS))


def _bury(data: Any, luck: random.Random) -> None:
    held, key = luck.choice(places_in(data))
    held[key] = deep(luck, held[key])


def _multiply(data: Any, luck: random.Random) -> None:
    lists = [held[key] for held, key in places_in(data) if isinstance(held[key], list) and held[key]]
    if lists:
        chosen = luck.choice(lists)
        chosen.extend(copy.deepcopy(chosen[:40]) * luck.choice([1, 3, 40, 300]))


def _tangle(data: Any, luck: random.Random) -> None:
    """More wires among the nodes that there are, in every direction."""
    nodes = [each["id"] for each in data.get("nodes", []) if isinstance(each, dict) and "id" in each]
    ports = ["done", "error", "exhausted", "pass", "fail", "default", "message", "nowhere"]
    if nodes and isinstance(data.get("edges"), list):
        for _ in range(luck.choice([1, 5, 60])):
            ends = {"from": f"{luck.choice(nodes)}.{luck.choice(ports)}", "to": f"{luck.choice(nodes)}.in"}
            data["edges"].append(ends)


def _bomb(data: Any, luck: random.Random) -> None:
    """A rule, a pattern or a schema that might take for ever."""
    pattern, rule = luck.choice(BOMBS), luck.choice(RULES)
    schema = luck.choice(
        [
            {"pattern": pattern},
            {"patternProperties": {pattern: {"type": "string"}, "^.*$": {}}},
            {"allOf": [{"pattern": pattern}] * luck.choice([2, 400])},
            {"enum": ["x" * 40] * 300},
            {"anyOf": [{"not": {"anyOf": [{"not": {}}] * 20}}] * 20},
            {"items": {"$ref": "#/items"}},
            {"$schema": "http://localhost/meta.json", "type": "string"},
            {"$id": "file:///etc/passwd", "$ref": "x"},
            {"$dynamicAnchor": "a", "properties": {"b": {"$dynamicRef": "#a"}}},
            {"format": "regex", "minLength": 10**18},
            {"multipleOf": 1e-300},
            {"uniqueItems": True, "contains": {"pattern": pattern}, "minContains": 10**9},
        ]
    )
    node = {"id": "bomb", "kind": "check", "rules": [rule], "schema": {"message": schema}}
    further = luck.choice(
        [
            node,
            {"id": "bomb", "kind": "router", "branches": [{"port": "left", "when": rule}] * 3},
            {"id": "bomb", "kind": "set", "values": {"x": rule, "y": rule}},
            {"id": "bomb", "kind": "loop", "until": rule, "max": 10, "inside": make_inside([])},
            make_agent("bomb", "reply", when=rule, instructions="{{message}}" * 50),
        ]
    )
    if isinstance(data.get("nodes"), list):
        data["nodes"].append(further)


SPOILERS: tuple[Callable[[Any, random.Random], None], ...] = (
    _replace, _replace, _replace, _remove, _swap, _add_key, _bury, _multiply, _tangle, _bomb,
)  # fmt: skip


def good_documents() -> list[dict[str, Any]]:
    """Documents with every kind, further workflows and a fleet, that are right before they are spoilt."""
    memory = {"store": "notes", "values": ["reply"], "key": "message"}
    planner = {"agent": "analyst", "roster": ["analyst", "writer"], "yields": ["reply"], "depth": 2}
    more = make_data(
        [
            make_input("message"),
            {"id": "plan", "kind": "plan", **planner},
            {"id": "down", "kind": "memory", "action": "write", **memory},
            {"id": "up", "kind": "memory", "action": "read", **memory},
            {"id": "ask", "kind": "human", "sees": ["reply"], "edits": ["reply"]},
            make_output("reply"),
        ],
        ["start.done plan", "plan.done down", "down.done up", "up.done ask", "ask.approved end"],
    )
    nested = make_whole(make_caller(), answer=make_further("a", make_agent("w", "reply")))
    return [dict(rich()), make_fleet(), nested, more]


def chained_subflows(luck: random.Random) -> dict[str, Any]:
    """Each workflow runs the next several times over: two to the power of their number, or a circle."""
    count, times = luck.choice([3, 12, 20, 25]), luck.choice([1, 2, 3, 40])
    closes = luck.random() < 0.3
    workflows: dict[str, Any] = {}
    for at in range(count):
        following = f"w{at + 1}" if at + 1 < count else "w0" if closes else ""
        inner = [
            {"id": f"i{at}", "kind": "input", "values": ["message"]},
            *(
                {"id": f"s{at}_{each}", "kind": "subflow", "workflow": following, "yields": ["message"]}
                for each in range(times if following else 0)
            ),
            {"id": f"o{at}", "kind": "output", "values": ["message"]},
        ]
        workflows[f"w{at}"] = make_inside(inner, [f"i{at}.done o{at}"])
    caller = {"id": "call", "kind": "subflow", "workflow": "w0", "yields": ["message"]}
    return make_data([make_input(), caller, make_output()], ["start.done call", "call.done end"]) | {
        "workflows": workflows
    }


def towers(luck: random.Random) -> dict[str, Any]:
    """Containers in containers, each with many copies or turns."""
    nodes = [make_agent("deepest", "reply")]
    for at in range(luck.choice([2, 4, 8, 16, 28, 120])):
        inside = make_inside(nodes)
        loop = {"id": f"l{at}", "kind": "loop", "until": "false", "max": 10, "inside": inside}
        copies = {"id": f"l{at}", "kind": "map", "copies": luck.choice([1, 2, 50]), "inside": inside}
        nodes = [luck.choice([loop, copies, loop | {"max": 1}])]
    return make_data([make_input(), *nodes, make_output("reply")], ["start.done l0"])


def crowds(luck: random.Random) -> dict[str, Any]:
    """Very many nodes, wires or values."""
    count = luck.choice([50, 400, 1990, 2500])
    kind = luck.choice(["chain", "mesh", "ring", "alike", "star"])
    ids = [f"n{at}" for at in range(count)]
    nodes = [make_agent(each, "amount" if kind == "alike" else f"v{at}") for at, each in enumerate(ids)]
    pairs = list(pairwise(ids))
    if kind == "ring":
        pairs.append((ids[-1], ids[0]))
    elif kind == "mesh":
        wide = ids[:120]
        pairs = [(a, b) for at, a in enumerate(wide) for b in wide[at + 1 :]]
    elif kind == "star":
        pairs = [(ids[0], each) for each in ids[1:]]
    elif kind == "alike":
        pairs = []
    return make_data([make_input(), *nodes, make_output()], [f"{a}.done {b}" for a, b in pairs])


def _spoilt(luck: random.Random) -> Any:
    data = copy.deepcopy(luck.choice(good_documents()))
    for _ in range(luck.choice([1, 1, 1, 2, 3, 8])):
        if places_in(data):
            with suppress(RecursionError):  # what is buried already cannot be copied once more
                luck.choice(SPOILERS)(data, luck)
    return data


PIECES: tuple[str, ...] = (
    "\x00", "\ud800", "&a ", "*a", "<<: *a\n", "!!python/name:os.system ", "\t", "\ufeff", '"', "'", "{" * 90,
    "[" * 9000, "1e400", "- " * 3000, "? ", ": ", "|\n", ">\n", "%YAML 9.9\n---\n", "---\n", "\u2028", "#",
    "\r", "NaN", ".inf", "9" * 5000, "\\u0000", "\\ud800", '"a": 1, "a": 2,', "null", "\x85",
)  # fmt: skip


def spoil_text(text: str, luck: random.Random) -> str | bytes:
    """A text cut, doubled, torn, or with something between its characters."""
    at = luck.randrange(len(text) + 1)
    piece = luck.choice(PIECES)
    spoilt = luck.choice(
        [text[:at], text[at:], text + text, text[:at] + piece + text[at:], text[:at] * 2 + text[at:],
         piece * luck.choice([1, 50]) + text, text.replace(":", piece, 3), text.replace('"', "'")]
    )  # fmt: skip
    if luck.random() < 0.2:
        raw = bytearray(spoilt.encode("utf-8", "surrogatepass"))
        for _ in range(luck.choice([1, 20])):
            raw[luck.randrange(len(raw))] = luck.randrange(256)
        return bytes(raw)
    return spoilt


def hostile_document(seed: int) -> tuple[str, Any]:
    """A hostile document by its number: `text` to be parsed, or `data` as a JSON body would give it."""
    luck = random.Random(seed)
    kind = luck.random()
    if kind < 0.55:
        return "data", _spoilt(luck)
    if kind < 0.8:
        data = luck.choice(good_documents()) if luck.random() < 0.7 else _spoilt(luck)
        try:
            text = json.dumps(data, indent=luck.choice([None, 2]))
        except (TypeError, ValueError, RecursionError):
            text = repr(data)
        return "text", spoil_text(text, luck)
    shape = luck.choice([chained_subflows, towers, crowds])(luck)
    if luck.random() < 0.3:
        luck.choice(SPOILERS)(shape, luck)
    return "data", shape
