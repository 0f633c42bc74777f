"""The parts of a fleet's day, each by itself."""

from __future__ import annotations

from math import inf

from hypothesis import given
from hypothesis import strategies as st

from sandbox.fleet.arrivals import arrivals, share_out
from sandbox.fleet.gate import Gate, make_resource
from sandbox.fleet.outages import Outages
from sandbox.fleet.people import Person
from sandbox.fleet.tally import spread
from sandbox.fleet.world import Capacity, Outage
from tests.sandbox.fleet.make import make_day_world
from workflow.fleet import Duty, Quota


@given(st.integers(0, 20_000), st.lists(st.integers(0, 100), min_size=1, max_size=24).filter(any))
def test_a_total_is_shared_out_without_loss_and_by_weight(total: int, weights: list[int]) -> None:
    shares = share_out(total, tuple(weights))
    assert sum(shares) == total
    assert all(
        abs(share - total * weight / sum(weights)) < 1 for share, weight in zip(shares, weights, strict=True)
    )


def test_arrivals_come_in_order_within_the_day_and_are_the_same_again() -> None:
    day = make_day_world().day
    assert day is not None
    found = list(arrivals(day, 7))
    assert found == list(arrivals(day, 7))
    times = [each.at for each in found]
    assert times == sorted(times)
    assert day.opening <= times[0] and times[-1] <= day.closing
    assert [each.number for each in found] == list(range(1, 121))


def test_a_gate_lets_in_no_more_than_its_rate_in_any_minute() -> None:
    gate = Gate(None, 2)
    for now in (0.0, 10.0):
        assert gate.opens(now) == now
        gate.enter(now)
    assert gate.opens(20.0) == 60.0
    gate.enter(60.0)
    assert gate.opens(60.0) == 70.0


def test_a_full_gate_opens_when_somebody_leaves() -> None:
    gate = Gate(1, None)
    gate.enter(0.0)
    assert gate.opens(5.0) == inf
    gate.leave()
    assert gate.opens(5.0) == 5.0


def test_the_tighter_of_what_there_is_and_what_the_fleet_allows_itself_counts() -> None:
    resource = make_resource("tool:x", Capacity(at_once=2), Quota(at_once=1))
    resource.enter(0.0)
    assert resource.ask(0.0) == "wait"
    refusing = make_resource("model:small", Capacity(at_once=1, refuses=True), None)
    refusing.enter(0.0)
    assert refusing.ask(0.0) == "refuse"


def test_a_night_shift_goes_over_midnight_with_its_lunch() -> None:
    duty = Duty("ada", 22 * 60, 6 * 60, (60, 90))
    person = Person(duty, frozenset(), None, 30 * 3600.0)
    at = {hour: person.shift_at(hour * 3600.0) for hour in (0.5, 1.25, 5.5, 12, 22.5, 25.25, 29.5)}
    assert at == {0.5: -1, 1.25: None, 5.5: -1, 12: None, 22.5: 0, 25.25: None, 29.5: 0}


def test_attention_lasts_half_a_shift_of_work_and_falls_to_what_is_left_when_tired() -> None:
    person = Person(Duty("ada", 0, 100), frozenset(), None, 6000.0)
    seen = []
    for _ in range(4):
        seen.append(person.attention(0.0))
        person.work(0.0, 1500.0)
    assert seen == [1.0, 1.0, 1.0, 0.8]
    assert person.attention(0.0) == 0.6


def test_an_outage_is_noticed_a_minute_late() -> None:
    outages = Outages([Outage("model:large", 60, 90), Outage("tool:x", 80, 100)])
    seen = [
        (outages.down(now), outages.known(now)) for now in (3599.0, 3600.0, 3660.0, 4860.0, 5405.0, 6100.0)
    ]
    large, both, tool, none = (frozenset(each) for each in (("large",), ("large", "x"), ("x",), ()))
    assert seen == [
        (none, none), (large, none), (large, large), (both, both), (tool, both), (none, none),
    ]  # fmt: skip


def test_percentiles_are_figures_that_occur() -> None:
    assert spread([]).count == 0
    found = spread([float(each) for each in range(100, 0, -1)])
    assert (found.mean, found.p50, found.p95) == (50.5, 50.0, 95.0)
