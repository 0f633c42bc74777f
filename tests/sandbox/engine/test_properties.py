"""What holds for every document: termination, sums, replay, and that names and order mean nothing."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.drivers.replay import replay
from sandbox.drivers.simulation import simulate
from sandbox.engine.event import log_bytes
from sandbox.engine.log import RunLog
from sandbox.engine.program import Program
from sandbox.step import PlannedTask, Step, StepResult
from sandbox.value import Value
from tests.sandbox.engine.make import make_program, make_values
from tests.sandbox.engine.test_canonical import shuffle
from workflow.kinds import kind_of
from workflow.validate import validate

EXAMPLES = 100
NAMES = ("x", "y", "z")
FORMULAS = ("x", "y + y", "x + '!'", "1.0")
CONDITIONS = ("x == 'x0'", "size(y) > 1", "verdict == 'pass'", "true", "false", "z.eur > 1.0")


class Fate:
    """Performs by a hash of what is asked, never of ids, so that equal structures meet equal luck."""

    def __init__(self, seed: int, faults: int) -> None:
        self.seed = seed
        self.faults = faults
        self.cost = 0.0
        self.calls = 0

    def perform(self, step: Step) -> StepResult:
        """The fate of a step."""
        numbers = [number for _, number in step.path]
        told = sorted((name, str(value.data)) for name, value in step.inputs.items())
        key = repr((self.seed, step.key, step.attempt, step.rank, numbers, told))
        luck = blake2b(key.encode(), digest_size=8).digest()
        cost = luck[0] / 1024
        self.cost += cost
        self.calls += 1
        seconds = luck[1] / 16
        if luck[2] % 100 < self.faults:
            status: Any = ("error", "timeout", "rate_limited")[luck[3] % 3]
            return StepResult(status=status, seconds=seconds, cost=cost, message="luck")
        if step.node.kind == "plan":
            return StepResult(seconds=seconds, cost=cost, plan=plan_of(step, luck))
        happy = kind_of(step.node.kind).happy
        ports = (*happy, "rejected") if step.node.kind == "human" else happy
        made = getattr(step.node.settings, "yields", ())
        values = {name: Value(name, f"{name}{luck[4] % 3}", depth=step.depth) for name in made}
        return StepResult(
            port=ports[luck[5] % len(ports)],
            values=values,
            seconds=seconds,
            cost=cost,
            minutes=luck[6],
        )


def plan_of(step: Step, luck: bytes) -> tuple[PlannedTask, ...]:
    """A plan for what the step asks for: mostly a chain or side by side, now and then one that is none."""
    needs = tuple(sorted(step.inputs.keys() & set(NAMES)))
    names = [*step.node.settings.yields, *("x", "y", "z")[: luck[7] % 2]]
    tasks: list[PlannedTask] = []
    for at, name in enumerate(names):
        before = (tasks[-1].id,) if tasks and luck[5] % 2 else ()
        who = ("analyst", "writer")[luck[6] % 2]
        tasks.append(PlannedTask(f"t{at}", who, (name,), needs, after=before, plans=luck[4] % 5 == at))
    return tuple(tasks[: 9 if luck[3] % 8 else 0])


@st.composite
def graphs(draw: Any, prefix: str = "n", depth: int = 0) -> dict[str, Any]:
    """Nodes of all kinds that run, wired forwards."""
    count = draw(st.integers(1, 6 if depth == 0 else 3))
    nodes = [draw(nodes_of(f"{prefix}{at}", depth)) for at in range(count)]
    edges = []
    if depth == 0:
        nodes = [
            {"id": "start", "kind": "input", "values": list(NAMES)},
            *nodes,
            {"id": "end", "kind": "output", "values": list(NAMES)},
        ]
    for at, target in enumerate(nodes):
        sources = nodes[:at]
        if target["kind"] in ("input", "note") or not sources:
            continue
        for source in draw(st.lists(st.sampled_from(sources), max_size=3, unique_by=lambda node: node["id"])):
            ports = ports_of(source)
            if ports:
                edges.append(
                    {"from": f"{source['id']}.{draw(st.sampled_from(ports))}", "to": f"{target['id']}.in"},
                )
    return {"nodes": nodes, "edges": edges}


def ports_of(node: dict[str, Any]) -> list[str]:
    """Ports that a stored node surely has."""
    ports = {
        "input": ["done", "x", "y"],
        "agent": ["done", "done", "error", *node.get("yields", [])],
        "router": ["left", "default"],
        "check": ["pass", "fail", "feedback"],
        "review": ["pass", "fail", "error"],
        "human": ["approved", "rejected"],
        "set": ["done", "error"],
        "join": ["done"],
        "loop": ["done", "exhausted", "error"],
        "map": ["done", "error"],
        "plan": ["done", "exhausted", "error", *node.get("yields", [])],
        "tool": ["done", "error"],
        "output": [],
    }
    return [
        *ports[node["kind"]],
        *(["exhausted"] if "budget" in node and node["kind"] not in ("loop", "plan") else []),
    ]


SOME = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)
CONDITION = st.sampled_from(CONDITIONS)
SETTINGS: dict[str, Any] = {
    "agent": {
        "agent": st.just("analyst"),
        "yields": SOME,
        "model": st.sampled_from(["small", "large"]),
        "instructions": st.sampled_from(["", "do it", "{{x}}"]),
    },
    "plan": {
        "agent": st.just("analyst"),
        "yields": SOME,
        "roster": st.sampled_from([["analyst", "writer"], ["analyst"]]),
        "tasks": st.integers(1, 4),
        "depth": st.integers(1, 3),
    },
    "router": {"branches": CONDITION.map(lambda text: [{"port": "left", "when": text}])},
    "check": {"rules": CONDITION.map(lambda text: [text])},
    "review": {"agent": st.just("writer"), "on": SOME},
    "human": {},
    "set": {"values": st.dictionaries(st.sampled_from(NAMES), st.sampled_from(FORMULAS), min_size=1)},
    "join": {
        "wait": st.sampled_from(["all", "any", 2]),
        "values": SOME,
        "merge": st.sampled_from(["collect", "vote", "first"]),
    },
    "tool": {"tool": st.just("orders"), "idempotent_by": st.sampled_from([[], ["x"]])},
    "loop": {"until": CONDITION, "max": st.just(2)},
    "map": {"copies": st.integers(1, 3)},
}


@st.composite
def nodes_of(draw: Any, node_id: str, depth: int) -> dict[str, Any]:
    """One node, with limits where its kind may have them."""
    kinds = ["agent"] * 4 + ["router", "check", "review", "human", "set", "join", "tool", "plan"]
    kind = draw(st.sampled_from(kinds + (["loop", "map"] if depth < 2 else [])))
    node: dict[str, Any] = {"id": node_id, "kind": kind} | draw(st.fixed_dictionaries(SETTINGS[kind]))
    limits = kind_of(kind).limits
    if kind_of(kind).container:
        node["inside"] = draw(graphs(f"{node_id}_", depth + 1))
    if "retry" in limits and draw(st.booleans()):
        node["retry"] = {"max": draw(st.integers(0, 2)), "wait": 1.0}
    if "timeout" in limits and draw(st.booleans()):
        node["timeout"] = 8.0
    if "budget" in limits and draw(st.integers(0, 3)) == 0:
        node["budget"] = {"calls": draw(st.integers(1, 4))}
    return node


documents = graphs().map(lambda graph: {"podium": 1, **graph})
common = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
VALUES = {"x": "x0", "y": "yy", "z": "z0"}


def play(data: dict[str, Any], fate: Fate, **settings_: Any) -> RunLog:
    return simulate(make_program(data), make_values(**VALUES), fate, **settings_)


@common
@given(documents, st.integers(0, 9), st.sampled_from([0, 20, 60]))
def test_every_run_ends_within_its_limits(data: dict[str, Any], seed: int, faults: int) -> None:
    fate = Fate(seed, faults)
    log = play(data, fate)
    assert log.status in ("delivered", "stopped", "failed")
    assert fate.calls < 20_000
    assert (log.reason != "") == (log.status == "failed")
    assert log.events[-1].type == "run_finished"


@common
@given(documents, st.integers(0, 9), st.sampled_from([0, 30]))
def test_cost_is_the_sum_of_the_steps_in_the_log(data: dict[str, Any], seed: int, faults: int) -> None:
    log = play(data, Fate(seed, faults))
    spent = [event.data["cost"] for event in log.events if "attempt" in event.data and "cost" in event.data]
    assert log.cost == pytest.approx(sum(spent))
    assert log.seconds == max(event.at for event in log.events)


@common
@given(documents, st.integers(0, 9), st.sampled_from([0, 30]))
def test_a_replay_is_the_run_byte_for_byte(data: dict[str, Any], seed: int, faults: int) -> None:
    log = play(data, Fate(seed, faults))
    assert log_bytes(replay(make_program(data), log.events).events) == log_bytes(log.events)


@common
@given(documents, st.integers(0, 9), st.sampled_from([0, 30]), st.integers(0, 99))
def test_names_and_order_change_nothing_but_names(
    data: dict[str, Any], seed: int, faults: int, mix: int
) -> None:
    other, _ = shuffle(data, mix)
    one, two = play(data, Fate(seed, faults)), play(other, Fate(seed, faults))
    assert story(one, make_program(data)) == story(two, make_program(other))
    assert {name: value.data for name, value in one.outputs.items()} == {
        name: value.data for name, value in two.outputs.items()
    }
    assert (one.cost, one.seconds, one.status) == (two.cost, two.seconds, two.status)


def story(log: RunLog, program: Program) -> list[Any]:
    """What happened, each node named by its place in the structure: identical twins are free to swap."""
    keys: dict[str | None, str] = {plan.id: plan.key for plan in program.plans}
    return sorted(
        (event.at, event.type, keys.get(event.node, ""), [(keys.get(node, ""), at) for node, at in event.path])
        for event in log.events
    )


@common
@given(documents, st.integers(0, 9))
def test_a_lean_run_comes_to_the_same(data: dict[str, Any], seed: int) -> None:
    full, lean = play(data, Fate(seed, 20)), play(data, Fate(seed, 20), lean=True)
    assert (full.status, full.reason, full.cost, full.seconds) == (
        lean.status,
        lean.reason,
        lean.cost,
        lean.seconds,
    )
    assert full.outputs == lean.outputs
    assert len(lean.events) <= len(full.events)


@common
@given(documents, st.integers(0, 9))
def test_events_are_numbered_and_never_run_backwards(data: dict[str, Any], seed: int) -> None:
    log = play(data, Fate(seed, 20))
    assert [event.seq for event in log.events] == list(range(len(log.events)))
    ends = [event.at for event in log.events if event.type != "step_started"]
    assert ends == sorted(ends)


@common
@given(documents, st.integers(0, 9))
def test_a_node_that_nothing_leads_to_an_output_changes_no_delivery(data: dict[str, Any], seed: int) -> None:
    more = data | {"nodes": [*data["nodes"], {"id": "lonely", "kind": "note", "text": "hm"}]}
    assert log_bytes(play(more, Fate(seed, 20)).events) == log_bytes(play(data, Fate(seed, 20)).events)


@common
@given(documents)
def test_generated_documents_are_valid(data: dict[str, Any]) -> None:
    document, problems = validate(data)
    assert document is not None, problems
