"""What holds for every document: termination, sums, replay, and that names and order mean nothing.

`PODIUM_EXAMPLES` says how many documents are drawn for each; `bench/properties.py` draws 2,000.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sandbox.drivers.replay import replay
from sandbox.drivers.simulation import simulate
from sandbox.engine.event import log_bytes
from sandbox.engine.log import RunLog
from sandbox.engine.program import Program
from sandbox.step import written_id
from tests.sandbox.engine.drawing import VALUES, Fate, documents, graphs, scramble
from tests.sandbox.engine.make import make_program, make_values
from workflow.document import Document, Node
from workflow.validate import validate
from workflow.workload import MAX_WORK

__all__ = ["VALUES", "Fate", "documents", "graphs"]

EXAMPLES = int(os.environ.get("PODIUM_EXAMPLES", "60"))
common = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 9)
FAULTS = st.sampled_from([0, 10, 30])


def play(data: dict[str, Any], fate: Fate, **settings_: Any) -> RunLog:
    """The run of a stored document by that fate."""
    return simulate(make_program(data), make_values(**VALUES), fate, **settings_)


@common
@given(documents, SEEDS, st.sampled_from([0, 20, 60]))
def test_every_run_ends_within_its_limits(data: dict[str, Any], seed: int, faults: int) -> None:
    fate = Fate(seed, faults)
    log = play(data, fate)
    assert log.status in ("delivered", "stopped", "failed")
    assert (log.reason != "") == (log.status == "failed")
    assert log.events[-1].type == "run_finished"
    assert fate.calls <= MAX_WORK * 4
    document, _ = validate(data)
    assert document is not None
    assert_limits_are_kept(document, log, fate)


def assert_limits_are_kept(document: Document, log: RunLog, fate: Fate) -> None:
    """Tries, turns, calls, tasks and the policy's budget stay within what the document says."""
    nodes = {node.id: node for node in document.every_node()}
    nodes |= {
        node.id: node for each in document.workflows.values() for node in Document(each.graph).every_node()
    }
    for (node_id, _), tries in fate.tries.items():
        limits = nodes[written_id(node_id)].limits
        assert tries <= 1 + limits.retries + bool(limits.fallback)
    for event in log.events:
        if event.type == "turn_started" and event.node is not None:
            assert 1 <= event.data["turn"] <= nodes[event.node].settings.max
        if event.type == "plan_made" and "trouble" not in event.data and event.node in nodes:
            assert 1 <= len(event.data["tasks"]) <= nodes[event.node].settings.tasks
    calls: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for event in log.events:
        if event.type == "step_started" and event.node in nodes:
            calls[event.node, tuple(each for each, _ in event.path if is_subflow(nodes, each))] += 1
    for (node_id, _), made in calls.items():
        limits = nodes[node_id].limits
        assert nodes[node_id].kind == "plan" or limits.budget_calls is None or made <= limits.budget_calls
    most = document.policy.budget_cost
    if most is not None and log.status != "failed":
        assert log.cost <= most + 1e-9


def is_subflow(nodes: Mapping[str, Node], node_id: str) -> bool:
    """A workflow has its budgets anew wherever a subflow runs it."""
    return node_id in nodes and nodes[node_id].kind == "subflow"


@common
@given(documents, SEEDS, FAULTS)
def test_cost_is_the_sum_of_the_steps_in_the_log(data: dict[str, Any], seed: int, faults: int) -> None:
    fate = Fate(seed, faults)
    log = play(data, fate)
    spent = [event.data["cost"] for event in log.events if "attempt" in event.data and "cost" in event.data]
    assert log.cost == pytest.approx(sum(spent))
    assert log.cost <= fate.cost + 1e-9
    assert log.seconds == max(event.at for event in log.events)


@common
@given(documents, SEEDS, FAULTS)
def test_a_replay_is_the_run_byte_for_byte(data: dict[str, Any], seed: int, faults: int) -> None:
    log = play(data, Fate(seed, faults))
    assert log_bytes(replay(make_program(data), log.events).events) == log_bytes(log.events)


@common
@given(documents, SEEDS, FAULTS, st.integers(0, 99))
def test_names_and_order_change_nothing_but_names(
    data: dict[str, Any], seed: int, faults: int, mix: int
) -> None:
    other = scramble(data, mix)
    one, two = play(data, Fate(seed, faults)), play(other, Fate(seed, faults))
    assert story(one, make_program(data)) == story(two, make_program(other))
    assert {name: value.data for name, value in one.outputs.items()} == {
        name: value.data for name, value in two.outputs.items()
    }
    assert (one.cost, one.seconds, one.status) == (two.cost, two.seconds, two.status)


def story(log: RunLog, program: Program) -> list[Any]:
    """What happened, each node named by its place in the structure: identical twins are free to swap."""
    keys: dict[str | None, str] = {plan.id: plan.key for plan in program.plans}

    def place(node: str | None) -> str:
        return keys.get(written_id(node or ""), "") + (node or "").partition(".")[2]

    return sorted(
        (event.at, event.type, place(event.node), [(place(node), at) for node, at in event.path])
        for event in log.events
    )


@common
@given(documents, SEEDS)
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
@given(documents, SEEDS)
def test_events_are_numbered_and_never_run_backwards(data: dict[str, Any], seed: int) -> None:
    log = play(data, Fate(seed, 20))
    assert [event.seq for event in log.events] == list(range(len(log.events)))
    ends = [event.at for event in log.events if event.type != "step_started"]
    assert ends == sorted(ends)


@common
@given(documents, SEEDS, graphs("u", 1, (), True))
def test_notes_layout_and_workflows_that_nobody_runs_change_not_a_byte(
    data: dict[str, Any], seed: int, unused: dict[str, Any]
) -> None:
    more = data | {
        "title": "Other",
        "nodes": [{"id": "lonely", "kind": "note", "text": "hm"}, *data["nodes"]],
        "layout": {"n0": {"x": 1.0, "y": 2.0}},
        "workflows": data["workflows"] | {"unused": unused},
    }
    assert log_bytes(play(more, Fate(seed, 20)).events) == log_bytes(play(data, Fate(seed, 20)).events)


LONELY: list[dict[str, Any]] = [
    {"id": "never0", "kind": "agent", "agent": "analyst", "yields": ["unheard"]},
    {"id": "never1", "kind": "tool", "tool": "orders"},
    {"id": "never2", "kind": "human"},
    {"id": "never3", "kind": "set", "values": {"x": "'changed'"}},
]


@common
@given(documents, SEEDS, FAULTS, st.integers(1, 4))
def test_nodes_that_are_never_reached_change_nothing(
    data: dict[str, Any], seed: int, faults: int, how_many: int
) -> None:
    """Nodes behind a branch that no case takes, leading on to the document's own output. Where they change
    the canonical order of the others, equals may swap their luck: such documents are drawn anew."""
    gate = {"id": "gate", "kind": "router", "branches": [{"port": "never", "when": "false"}]}
    base = data | {
        "nodes": [*data["nodes"], gate],
        "edges": [*data["edges"], {"from": "n_start.done", "to": "gate.in"}],
    }
    ids = ["gate.never", *(f"{node['id']}" for node in LONELY[:how_many])]
    wires = [{"from": ids[0], "to": f"{ids[1]}.in"}]
    wires += [{"from": f"{a}.{port_of(a)}", "to": f"{b}.in"} for a, b in pairwise(ids[1:])]
    wires += [{"from": f"{ids[-1]}.{port_of(ids[-1])}", "to": "n_end.in"}]
    more = base | {"nodes": [*base["nodes"], *LONELY[:how_many]], "edges": [*base["edges"], *wires]}
    before, after = make_program(base), make_program(more)
    known = [plan.id for plan in before.plans]
    assume(known == [plan.id for plan in after.plans if plan.id in known])
    one, two = (play(each, Fate(seed, faults, by_place=False)) for each in (base, more))
    assert lines(one) == lines(two)
    assert (one.status, one.reason, one.cost, one.seconds) == (two.status, two.reason, two.cost, two.seconds)
    assert {name: value.data for name, value in one.outputs.items()} == {
        name: value.data for name, value in two.outputs.items()
    }


def port_of(node_id: str) -> str:
    """The port by which one of the lonely nodes would be left."""
    return "approved" if node_id == "never2" else "done"


def lines(log: RunLog) -> list[Any]:
    """What happened, but for the nodes that were skipped, and for keys that name a place in the structure."""
    return [
        (event.at, event.type, event.node, event.path, repr({**event.data, "key": ""}))
        for event in log.events
        if event.type != "step_skipped"
    ]


@common
@given(documents)
def test_generated_documents_are_valid(data: dict[str, Any]) -> None:
    document, problems = validate(data)
    assert document is not None, problems
