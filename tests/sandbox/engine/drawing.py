"""Documents drawn at random that use every kind of node and every limit, and a performer by luck."""

from __future__ import annotations

import random
from hashlib import blake2b
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from sandbox.step import PlannedTask, Step, StepResult
from sandbox.value import Value
from workflow.kinds import kind_of
from workflow.validate import validate

NAMES = ("x", "y", "z")
FORMULAS = ("x", "y + y", "x + '!'", "1.0")
CONDITIONS = ("x == 'x0'", "size(y) > 1", "verdict == 'pass'", "true", "false", "z.eur > 1.0")
VALUES: dict[str, Any] = {"x": "x0", "y": "yy", "z": "z0", "list": ["a", "b", "c"]}


class Fate:
    """Performs by a hash of what is asked, never of ids, so that equal structures meet equal luck. `by_place`
    False: not even of the place in the structure, only of the work and what it is given."""

    def __init__(self, seed: int, faults: int, by_place: bool = True) -> None:
        self.seed = seed
        self.faults = faults
        self.by_place = by_place
        self.cost = 0.0
        self.calls = 0
        self.tries: dict[tuple[str, Any], int] = {}

    def perform(self, step: Step) -> StepResult:
        """The fate of a step."""
        luck = blake2b(self._told(step).encode(), digest_size=8).digest()
        cost = luck[0] / 1024
        self.cost += cost
        self.calls += 1
        self.tries[step.node.id, step.path] = max(step.attempt, self.tries.get((step.node.id, step.path), 0))
        seconds = luck[1] / 16
        if luck[2] % 100 < self.faults:
            status: Any = ("error", "timeout", "rate_limited")[luck[3] % 3]
            detail = {"retry_after": 2.0} if luck[4] % 2 else {}
            return StepResult(status=status, seconds=seconds, cost=cost, message="luck", detail=detail)
        happy = kind_of(step.node.kind).happy
        ports = (*happy, "rejected") if step.node.kind == "human" else happy
        values = {name: Value(name, f"{name}{luck[4] % 3}", depth=step.depth) for name in made_by(step)}
        return StepResult(
            port=ports[luck[5] % len(ports)],
            values=values,
            seconds=seconds,
            cost=cost,
            minutes=luck[6] / 64,
            effect=step.node.kind == "tool" and luck[6] % 2 == 0,
            plan=plan_for(step, luck) if step.node.kind == "plan" else (),
        )

    def _told(self, step: Step) -> str:
        numbers = [number for _, number in step.path]
        told = sorted((name, str(value.data)) for name, value in step.inputs.items())
        work = [step.node.kind, *sorted(getattr(step.node.settings, "yields", ()))]
        place = [step.key, step.rank] if self.by_place else work
        return repr((self.seed, place, step.attempt, numbers, told))


def made_by(step: Step) -> tuple[str, ...]:
    """The values that a performer makes there."""
    if step.node.kind == "plan":
        return ()
    if step.node.kind == "tool":
        return ("x",)
    if step.node.kind == "human":
        return tuple(step.node.settings.edits)
    return tuple(getattr(step.node.settings, "yields", ()))


def plan_for(step: Step, luck: bytes) -> tuple[PlannedTask, ...]:
    """A plan that is sound three times of four, else too long, circular, for strangers, or short of work."""
    wanted = list(step.node.settings.yields)
    given = sorted(set(step.inputs) & set(NAMES))
    tasks = [
        PlannedTask(f"t{at}", "analyst", (name,), tuple(given[: luck[7] % 3]), goal=f"make {name}")
        for at, name in enumerate(wanted)
    ]
    if luck[4] % 2:
        first = PlannedTask("t9", "writer", ("draft",), tuple(given[:1]), plans=luck[3] % 4 == 0)
        tasks[0] = PlannedTask("t0", "analyst", tasks[0].yields, ("draft",))
        tasks = [first, *tasks]
    wrong = luck[6] % 16
    if wrong == 0:
        tasks *= 9
    elif wrong == 1:
        tasks = [PlannedTask("t0", "stranger", tuple(wanted))]
    elif wrong == 2:
        tasks = [PlannedTask("t0", "analyst", tuple(wanted), after=("t0",))]
    elif wrong == 3:
        tasks = tasks[:-1]
    return tuple(tasks)


SOME = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)
CONDITION = st.sampled_from(CONDITIONS)
SETTINGS: dict[str, Any] = {
    "agent": {
        "agent": st.just("analyst"),
        "yields": SOME,
        "model": st.sampled_from(["small", "large"]),
        "instructions": st.sampled_from(["", "do it", "{{x}}"]),
    },
    "router": {"branches": CONDITION.map(lambda text: [{"port": "left", "when": text}])},
    "check": {"rules": CONDITION.map(lambda text: [text])},
    "review": {"agent": st.just("writer"), "on": SOME},
    "human": {"edits": st.sampled_from([[], ["x"]])},
    "set": {"values": st.dictionaries(st.sampled_from(NAMES), st.sampled_from(FORMULAS), min_size=1)},
    "join": {
        "wait": st.sampled_from(["all", "any", 2]),
        "values": SOME,
        "merge": st.sampled_from(["collect", "vote", "first"]),
    },
    "tool": {"tool": st.just("orders"), "idempotent_by": st.sampled_from([[], ["x"]])},
    "memory": {"store": st.just("notes"), "action": st.sampled_from(["read", "write"]), "values": SOME},
    "plan": {
        "agent": st.just("analyst"),
        "roster": st.just(["analyst", "writer"]),
        "yields": SOME,
        "tasks": st.integers(2, 6),
        "depth": st.integers(1, 2),
    },
    "subflow": {"yields": SOME, "workflow": st.sampled_from(["one", "two"])},
    "loop": {"until": CONDITION, "max": st.integers(1, 2)},
}
MAPS = st.fixed_dictionaries({"copies": st.integers(1, 3)}) | st.just({"over": "list", "item": "z"})
PLAIN = ("agent",) * 3 + (
    "router", "check", "review", "human", "set", "join", "tool", "memory", "plan", "note",
)  # fmt: skip
FALLBACKS = {
    "agent": {"model": "medium"}, "review": {"model": "small"}, "tool": {"tool": "archive"},
    "plan": {"model": "small"},
}  # fmt: skip


@st.composite
def graphs(
    draw: Any, prefix: str = "n", depth: int = 0, called: tuple[str, ...] = (), whole: bool | None = None
) -> dict[str, Any]:
    """Nodes of all kinds that run, wired forwards; `whole` ones have an input and an output (by default those
    at the top do). `called` are the workflows that a subflow may name."""
    count = draw(st.integers(3, 8) if depth == 0 else st.integers(1, 3))
    nodes = [draw(nodes_of(f"{prefix}{at}", depth, called)) for at in range(count)]
    edges = []
    if whole or (whole is None and depth == 0):
        nodes = [
            {"id": f"{prefix}_start", "kind": "input", "values": [*NAMES, "list"]},
            *nodes,
            {"id": f"{prefix}_end", "kind": "output", "values": list(NAMES)},
        ]
    for at, target in enumerate(nodes):
        sources = nodes[:at]
        if target["kind"] in ("input", "note") or not sources:
            continue
        least = draw(st.sampled_from([1, 1, 1, 1, 0]))
        near = sources[-3:] if draw(st.booleans()) else sources
        for source in draw(
            st.lists(st.sampled_from(near), min_size=least, max_size=3, unique_by=lambda node: node["id"])
        ):
            ports = ports_of(source)
            if ports:
                edges.append(
                    {"from": f"{source['id']}.{draw(st.sampled_from(ports))}", "to": f"{target['id']}.in"},
                )
    last = nodes[-1]["id"]
    for node in nodes[:-1] if nodes[-1]["kind"] != "note" else []:
        for port in sorted({"error", "exhausted"} & set(ports_of(node))):
            wire = {"from": f"{node['id']}.{port}", "to": f"{last}.in"}
            if wire not in edges and draw(st.sampled_from([True, True, False])):
                edges.append(wire)
    return {"nodes": nodes, "edges": edges}


def ports_of(node: dict[str, Any]) -> list[str]:
    """Ports that a stored node surely has."""
    made = node.get("yields", [])
    ports = {
        "input": ["done", "x", "y"],
        "agent": ["done", "done", "done", "error", *made],
        "plan": ["done", "done", "done", "error", "exhausted", *made],
        "subflow": ["done", "done", "done", "error", *made],
        "memory": ["done", "done", "missing"] if node.get("action") == "read" else ["done", "error"],
        "router": ["left", "default"],
        "check": ["pass", "pass", "fail", "feedback"],
        "review": ["pass", "pass", "fail", "error"],
        "human": ["approved", "approved", "rejected"],
        "set": ["done", "done", "error"],
        "join": ["done"],
        "loop": ["done", "done", "exhausted", "error"],
        "map": ["done", "done", "error"],
        "tool": ["done", "done", "error"],
        "output": [],
        "note": [],
    }
    extra = ["exhausted"] if "budget" in node and node["kind"] not in ("loop", "plan") else []
    return [*ports[node["kind"]], *extra]


@st.composite
def nodes_of(draw: Any, node_id: str, depth: int, called: tuple[str, ...]) -> dict[str, Any]:
    """One node, with limits where its kind may have them."""
    containers = ("loop", "map") * 2 if depth < 2 else ()
    kind = draw(st.sampled_from(PLAIN + containers + (("subflow", "subflow") if called else ())))
    node: dict[str, Any] = {"id": node_id, "kind": kind}
    node |= draw(MAPS) if kind == "map" else draw(st.fixed_dictionaries(SETTINGS.get(kind, {})))
    if kind == "subflow":
        node["workflow"] = draw(st.sampled_from(called))
    if kind_of(kind).container:
        node["inside"] = draw(graphs(f"{node_id}_", depth + 1, called))
    node |= draw(limits_of(kind))
    return node


@st.composite
def limits_of(draw: Any, kind: str) -> dict[str, Any]:
    """Tries, a time-out, a budget and a fallback, where the kind may have them."""
    known = kind_of(kind).limits
    found: dict[str, Any] = {}
    if "retry" in known and draw(st.booleans()):
        found["retry"] = {"max": draw(st.integers(0, 2)), "wait": 1.0}
    if "timeout" in known and draw(st.booleans()):
        found["timeout"] = 8.0
    if "budget" in known and draw(st.integers(0, 3)) == 0:
        found["budget"] = draw(
            st.sampled_from([{"calls": 1}, {"calls": 2}, {"calls": 4}, {"cost": 0.3}, {"seconds": 12.0}])
        )
    if kind in FALLBACKS and "fallback" in known and draw(st.integers(0, 3)) == 0:
        found["fallback"] = FALLBACKS[kind]
    return found


POLICIES = st.sampled_from(
    [None, None, None, {"budget": {"cost": 1.0}}, {"budget": {"seconds": 40.0, "human_minutes": 5.0}}]
)


@st.composite
def whole_documents(draw: Any) -> dict[str, Any]:
    """A document with further workflows, of which the second may run the first, and with a policy or none."""
    further = {"one": draw(graphs("p", 1, (), True)), "two": draw(graphs("q", 1, ("one",), True))}
    data = {"podium": 1, **draw(graphs("n", 0, ("one", "two"))), "workflows": further}
    policy = draw(POLICIES)
    data |= {"policy": policy} if policy else {}
    assume("too_much_work" not in {problem.code for problem in validate(data)[1]})
    return data


documents = whole_documents()


def scramble(data: dict[str, Any], seed: int) -> dict[str, Any]:
    """The same document: its nodes and workflows under other names, everything in another order."""
    luck = random.Random(seed)
    ids = [each for graph in (data, *data.get("workflows", {}).values()) for each in _ids(graph)]
    slugs = dict(zip(data.get("workflows", {}), ("vega", "altair"), strict=False))
    names = dict(zip(ids, luck.sample([f"z{at}" for at in range(len(ids))], len(ids)), strict=True))
    mixed = data | _mixed(data, names, slugs, luck)
    further = [(slugs[slug], _mixed(each, names, slugs, luck)) for slug, each in data["workflows"].items()]
    luck.shuffle(further)
    return mixed | {"workflows": dict(further)}


def _ids(graph: dict[str, Any]) -> list[str]:
    inner = [each for node in graph["nodes"] for each in _ids(node.get("inside", {"nodes": []}))]
    return [*(node["id"] for node in graph["nodes"]), *inner]


def _mixed(
    graph: dict[str, Any], names: dict[str, str], slugs: dict[str, str], luck: random.Random
) -> dict[str, Any]:
    nodes = []
    for node in graph["nodes"]:
        fresh = node | {"id": names[node["id"]], "label": f"Step {luck.randrange(99)}"}
        if "inside" in node:
            fresh["inside"] = _mixed(node["inside"], names, slugs, luck)
        if "workflow" in node:
            fresh["workflow"] = slugs[node["workflow"]]
        nodes.append(fresh)
    edges = [
        {side: f"{names[end.split('.')[0]]}.{end.split('.')[1]}" for side, end in edge.items()}
        for edge in graph["edges"]
    ]
    luck.shuffle(nodes)
    luck.shuffle(edges)
    return {"nodes": nodes, "edges": edges}
