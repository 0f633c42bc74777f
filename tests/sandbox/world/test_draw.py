"""Luck is a hash of what it is for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sandbox.world.draw import MILLION, RANGE, Stream, as_share, draw, pick_index, strikes, to_millionths


def test_a_draw_is_the_same_on_every_machine() -> None:
    assert draw(0, "clean-001", "compute", "slip", 1, 0) == 3877787573


def test_each_part_of_the_key_matters() -> None:
    base = draw(0, "clean-001", "compute", "slip", "1", 0)
    others = [
        draw(1, "clean-001", "compute", "slip", "1", 0),
        draw(0, "clean-002", "compute", "slip", "1", 0),
        draw(0, "clean-001", "decide", "slip", "1", 0),
        draw(0, "clean-001", "compute", "other", "1", 0),
        draw(0, "clean-001", "compute", "slip", "2", 0),
        draw(0, "clean-001", "compute", "slip", "1", 1),
    ]
    assert len({base, *others}) == 7


@given(st.integers(0, RANGE - 1))
def test_nothing_strikes_at_probability_zero_and_all_at_one(drawn: int) -> None:
    assert not strikes(drawn, 0)
    assert strikes(drawn, MILLION)


@given(st.integers(0, RANGE - 1), st.floats(0, 1), st.floats(0, 1))
def test_a_lower_probability_strikes_only_where_a_higher_one_does(
    drawn: int, one: float, other: float
) -> None:
    low, high = sorted((to_millionths(one), to_millionths(other)))
    assert strikes(drawn, high) or not strikes(drawn, low)


def test_probabilities_are_kept_within_bounds() -> None:
    assert to_millionths(-0.5) == 0
    assert to_millionths(1.5) == MILLION
    assert to_millionths(0.1234567) == 123457


def test_a_draw_as_a_share_has_six_places() -> None:
    assert as_share(RANGE // 3) == 0.333333


def test_an_index_stays_in_range() -> None:
    assert pick_index(0, 7) == 0
    assert pick_index(RANGE - 1, 7) == 6


def test_a_stream_depends_on_its_name_alone() -> None:
    one, same, other = Stream("a", 1), Stream("a", 1), Stream("a", 2)
    row = [one.next() for _ in range(5)]
    assert row == [same.next() for _ in range(5)]
    assert row != [other.next() for _ in range(5)]
    assert len(set(row)) == 5


def test_draws_spread_evenly() -> None:
    stream = Stream("spread")
    counts = [0] * 10
    for _ in range(5000):
        counts[stream.index(10)] += 1
    assert min(counts) > 420
    assert max(counts) < 580
