"""Bundles: a mapping that grows cheaply and means what a copied dictionary would."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sandbox.engine.bundle import FEW, Bundle, extend, names_in, since
from sandbox.engine.event import log_bytes
from sandbox.engine.frame import NO_VALUES
from tests.sandbox.engine.make import run
from tests.workflow.make import make_agent, make_chain

SMALL = st.dictionaries(st.integers(0, 150).map(str), st.integers(), max_size=40)


@given(st.lists(SMALL, max_size=12))
def test_a_bundle_is_what_copied_dictionaries_would_be(more: list[dict[str, int]]) -> None:
    bundle: Mapping[str, int] = {}
    plain: dict[str, int] = {}
    for each in more:
        bundle, plain = extend(bundle, each), {**plain, **each}
        assert list(bundle.items()) == list(plain.items())
        assert list(bundle) == list(plain)
        assert list(bundle.values()) == list(plain.values())
        assert len(bundle) == len(plain)
        assert bundle == plain
        assert {**bundle} == plain
    assert all(bundle.get(str(at)) == plain.get(str(at)) for at in range(151))
    assert list(names_in(bundle)) == list(plain)


def test_what_a_bundle_grew_from_stays_as_it_was() -> None:
    base = extend({str(at): at for at in range(FEW + 1)}, {"a": 1})
    one, two = extend(base, {"a": 2}), extend(base, {"b": 3})
    assert (base["a"], one["a"], two["a"], "b" in base, "b" in one) == (1, 2, 1, False, False)


@given(SMALL, st.lists(SMALL, max_size=12), st.lists(SMALL, max_size=12))
def test_what_came_since_two_bundles_grew_apart_holds_all_that_differs(
    common: dict[str, int], one: list[dict[str, int]], two: list[dict[str, int]]
) -> None:
    base = extend(extend({}, common), {"fork": 0})
    mine, theirs = base, base
    for each in one:
        mine = extend(mine, each)
    for each in two:
        theirs = extend(theirs, each)
    fresh = since(mine, theirs)
    assert fresh.items() <= {**theirs}.items()
    assert {name for each in two for name in each} <= set(fresh)
    assert since(theirs, theirs) == {}


def test_what_two_bundles_share_is_not_looked_at_again() -> None:
    base: Mapping[str, int] = {}
    for at in range(1000):
        base = extend(base, {f"x{at}": at})
    assert len(since(extend(base, {"a": 1}), extend(base, {"b": 2}))) < 600
    base = extend(base, {f"y{at}": at for at in range(25)})
    assert set(since(extend(base, {"a": 1}), extend(base, {"b": 2}))) < {"b", *base}


def test_a_long_chain_keeps_few_layers_and_copies_little() -> None:
    bundle: Mapping[str, int] = NO_VALUES  # type: ignore[assignment]
    kept: set[int] = set()
    copied = 0
    for at in range(2000):
        bundle = extend(bundle, {f"x{at}": at})
        for layer in bundle.layers if isinstance(bundle, Bundle) else ():
            copied += 0 if id(layer) in kept else len(layer)
        kept = {id(layer) for layer in bundle.layers} if isinstance(bundle, Bundle) else set()
    assert isinstance(bundle, Bundle)
    assert len(bundle.layers) <= 12
    assert copied < 2000 * 40


def test_the_names_in_a_bundle_read_like_a_list() -> None:
    names: Any = names_in(extend({str(at): at for at in range(FEW + 1)}, {"last": 0}))
    assert names == [*map(str, range(FEW + 1)), "last"]
    assert (names[-1], names[:2], len(names), "last" in names) == ("last", ["0", "1"], FEW + 2, True)
    assert repr(names).endswith("'last']")
    assert names != "last"


def test_a_long_log_lists_all_inputs_of_its_last_step() -> None:
    agents = [make_agent(f"a{at}", f"x{at}") for at in range(FEW + 10)]
    log = run(make_chain(*agents))
    started = [json.loads(line) for line in log_bytes(log.events).splitlines() if b"step_started" in line]
    assert started[-1]["data"]["inputs"] == ["message", *(f"x{at}" for at in range(FEW + 9))]
