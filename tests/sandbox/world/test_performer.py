"""The simulated world carries out whatever a learner can cause, and never raises."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.value import Value
from sandbox.world.casebook import make_cases
from sandbox.world.performer import SimulatedWorld
from tests.sandbox.world.make import make_node, make_reader, make_step, make_world

WORLD = make_world()
CASES = make_cases(WORLD, 0, "noisy", 12)
NAMES = ("note", "parcel", "rates", "fee", "kind_of", "verdict_of", "letter", "charged", "feedback", "odd")
DATA = st.recursive(
    st.none() | st.booleans() | st.floats(-1e9, 1e9) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["eur", "price", "currency", "days", "GBP"]), inner, max_size=3)
    ),
    max_leaves=8,
)
INPUTS = st.dictionaries(st.sampled_from(NAMES), DATA, max_size=6)
SOME = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True).map(tuple)
TEXT = st.text(max_size=40) | st.just("{{note}} {{fee}} {{parcel}} {{rates}} {{verdict_of}} {{feedback}}")


def nodes() -> st.SearchStrategy[Any]:
    """Nodes of every performing kind with settings that the validator lets through."""
    agents = st.sampled_from(sorted(WORLD.roster))
    tiers = st.sampled_from(["small", "medium", "large"])
    return st.one_of(
        st.builds(
            lambda **fields: make_node("agent", **fields),
            agent=agents,
            model=tiers,
            instructions=TEXT,
            yields=SOME,
            tools=st.sampled_from([(), ("depot",), ("depot", "till")]),
        ),
        st.builds(lambda tool: make_node("tool", tool=tool), st.sampled_from(sorted(WORLD.tools))),
        st.builds(
            lambda **fields: make_node("review", **fields),
            agent=agents,
            model=tiers,
            on=SOME,
            sees=SOME,
            criteria=TEXT,
        ),
        st.builds(
            lambda **fields: make_node("human", **fields), minutes=st.floats(0, 60), sees=SOME, edits=SOME
        ),
    )


@settings(max_examples=150, deadline=None)
@given(
    nodes(),
    INPUTS,
    st.sampled_from(["actual", "perfect", "empty", "flawless"]),
    st.integers(1, 12),
    st.booleans(),
)
def test_whatever_arrives_a_step_comes_to_something(
    node: Any, data: dict[str, Any], mode: Any, number: int, planted: bool
) -> None:
    case = CASES[number - 1]
    inputs = {name: Value(name, given) for name, given in data.items()}
    plant = ("node", "fee", None) if planted else None
    world = SimulatedWorld(WORLD, case, 0, make_reader(), mode=mode, plant=plant)
    result = world.perform(make_step(node, inputs))
    assert result.status in ("ok", "error", "rate_limited")
    assert result.seconds >= 0.0
    assert result.cost >= 0.0
    assert all(name == value.name for name, value in result.values.items())


@settings(max_examples=60, deadline=None)
@given(nodes(), INPUTS, st.integers(1, 12))
def test_the_same_step_comes_to_the_same(node: Any, data: dict[str, Any], number: int) -> None:
    case = CASES[number - 1]
    inputs = {name: Value(name, given) for name, given in data.items()}
    one, other = (
        SimulatedWorld(WORLD, case, 3, make_reader()).perform(make_step(node, inputs)) for _ in range(2)
    )
    assert one == other


@settings(max_examples=60, deadline=None)
@given(nodes(), INPUTS, st.integers(1, 12))
def test_a_lean_world_differs_in_its_detail_alone(node: Any, data: dict[str, Any], number: int) -> None:
    case = CASES[number - 1]
    inputs = {name: Value(name, given) for name, given in data.items()}
    full, lean = (
        SimulatedWorld(WORLD, case, 3, make_reader(), lean=lean).perform(make_step(node, inputs))
        for lean in (False, True)
    )
    assert (full.status, full.port, full.values, full.cost) == (
        lean.status,
        lean.port,
        lean.values,
        lean.cost,
    )
