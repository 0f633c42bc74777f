"""Grades of fleets: what the day and the workflows show, and where it is counted."""

from __future__ import annotations

from typing import Any

import pytest

from grading.fleet_day import Days, against, score_day
from grading.fleet_rules import score_validation
from grading.score import SkillScore
from sandbox.fleet.report import FleetReport
from tests.sandbox.fleet.make import make_day_world, make_fleet, make_line, run
from tests.sandbox.world.make import make_reader

NOON = [{"resource": "model:large", "from": "09:00", "until": "10:00"}]
GOOD = {"post": make_line("p", model="large", retry={"max": 2}, fallback={"model": "medium"})}
TOLD = make_reader()


def day_of(lines: dict[str, Any] | None = None, **fleet: Any) -> FleetReport:
    """A day with an outage at nine; the letter does not count, so that the fee alone is the work."""
    kinds = {
        name: {"title": name, "within": 60, "deliverables": ["fee"]} for name in ("ask", "claim", "thank")
    }
    return run(make_fleet(lines or GOOD, **fleet), make_day_world(outages=NOON, kinds=kinds), mode="flawless")


def values(score: SkillScore) -> dict[str, float]:
    """The criteria's values by slug."""
    return {entry.slug: entry.value or 0.0 for entry in score.criteria}


@pytest.mark.parametrize(
    ("mine", "reference", "value"),
    [(1.0, 1.0, 1.0), (0.7, 1.0, 0.0), (0.85, 1.0, 0.5), (0.5, 0.4, 1.0), (0, 0, 1)],
)
def test_a_share_is_held_against_the_references(mine: float, reference: float, value: float) -> None:
    assert against(mine, reference) == pytest.approx(value)


def test_the_reference_against_itself_loses_nothing() -> None:
    best = day_of()
    assert score_day(Days(best, best)).score == 100


def test_an_outage_that_nothing_stands_in_for_is_seen_where_it_belongs() -> None:
    best = day_of()
    bare = day_of({"post": make_line("p", model="large", retry={"max": 2})})
    score = score_day(Days(bare, best))
    found = values(score)
    assert found["outage_level"] == 0.0
    assert score.score < 70
    told = next(entry for entry in score.criteria if entry.slug == "outage_level").evidence[0]
    assert "model:large was down from 09:00 to 10:00" in told.text
    assert told.points == pytest.approx(25.0)


def test_cases_that_wait_too_long_are_seen_in_the_service_level() -> None:
    best = day_of()
    slow = day_of(quotas={"model:large": {"per_minute": 1}, "model:medium": {"per_minute": 1}})
    assert values(score_day(Days(slow, best)))["service_level"] < 0.7


def test_a_fleet_that_delivers_nothing_earns_nothing_however_quick_and_cheap_it_is() -> None:
    nothing = make_line("p")
    nothing["nodes"] = [nothing["nodes"][0], {"id": "p_out", "kind": "output", "values": ["fee"]}]
    nothing["edges"] = [{"from": "p_in.done", "to": "p_out.in"}]
    idle = day_of({"post": nothing})
    assert idle.whole.delivered == 0
    assert idle.whole.stopped == idle.whole.arrived
    assert score_day(Days(idle, day_of())).score == 0
    assert values(score_validation((), idle, 0))["incidents"] == 0.0


def test_money_over_the_days_budget_scales_the_whole_skill() -> None:
    best = day_of()
    kinds = {
        name: {"title": name, "within": 60, "deliverables": ["fee"]} for name in ("ask", "claim", "thank")
    }
    poor = make_day_world(
        outages=NOON, kinds=kinds, budget={"cost": best.money.models_and_tools / 2, "human_minutes": 9}
    )
    dear = run(make_fleet(GOOD), poor, mode="flawless")
    assert score_day(Days(dear, best)).score == 50


def test_incidents_beyond_those_tolerated_cost_points_and_many_cost_all() -> None:
    world = make_day_world()
    report = run(make_fleet(GOOD), world)
    count = report.whole.incidents
    calm = values(score_validation((), report, count))
    assert calm["incidents"] == 1.0
    assert values(score_validation((), report, count))["house_rules"] == 1.0
