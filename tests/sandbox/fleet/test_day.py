"""A fleet's day: nothing is lost, what is short makes cases wait, and an outage shows."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.drivers.day import simulate_day
from sandbox.fleet.report import FleetReport, Part
from sandbox.fleet.text import describe_day
from tests.sandbox.fleet.make import make_day_world, make_fleet, make_line, make_lines, run
from tests.sandbox.world.make import make_reader, make_world

ROOT = Path(__file__).parents[3]
ONE = [{"id": "ada", "from": "09:00", "until": "17:00"}]


def ended(part: Part) -> int:
    """Every way in which a case can have ended, or not."""
    return part.delivered + part.stopped + part.failed + part.refused + part.waiting


def test_every_case_that_comes_in_is_somewhere_at_the_end() -> None:
    report = run(make_fleet(), make_day_world())
    assert report.whole.arrived == ended(report.whole) == 120
    assert sum(part.arrived for part in report.kinds.values()) == 120
    assert sum(hour.arrived for hour in report.hours) == 120
    assert sum(hour.finished for hour in report.hours) == 120 - report.whole.waiting
    assert report.whole.delivered > 100


def test_an_output_that_gives_nothing_of_what_is_wanted_delivers_nothing() -> None:
    kinds = {
        name: {"title": name, "within": 60, "deliverables": ["letter"]} for name in ("ask", "claim", "thank")
    }
    report = run(make_fleet(), make_day_world(kinds=kinds))
    assert report.whole.delivered == 0
    assert report.whole.stopped > 100
    assert report.whole.in_time == 0.0


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    model=st.sampled_from(["small", "medium", "large"]),
    person=st.booleans(),
    at_once=st.integers(1, 3),
    per_minute=st.integers(1, 5),
    refuses=st.booleans(),
    cost=st.floats(0.0, 0.05),
    seed=st.integers(0, 50),
)
def test_no_case_is_ever_lost_or_counted_twice(
    model: str, person: bool, at_once: int, per_minute: int, refuses: bool, cost: float, seed: int
) -> None:
    capacity = {"at_once": at_once, "per_minute": per_minute, "beyond": "refuse" if refuses else "wait"}
    world = make_day_world(arrivals=24, capacities={f"model:{model}": capacity})
    lines = {"post": make_line("p", model=model, person=person)}
    report = run(make_fleet(lines, people=ONE, budget={"cost": cost}), world, seed=seed)
    for parts in ([report.whole], report.kinds.values()):
        assert sum(each.arrived for each in parts) == sum(map(ended, parts)) == 24
    assert sum(each.arrived for each in report.workflows.values()) == 24 - report.whole.refused


def test_the_same_day_gives_the_same_bytes_and_another_seed_another_day() -> None:
    world = make_day_world()
    first, again = run(make_fleet(), world), run(make_fleet(), make_day_world())
    assert first.as_bytes() == again.as_bytes()
    assert run(make_fleet(), world, seed=1).as_bytes() != first.as_bytes()


def test_the_report_does_not_depend_on_hash_seeds() -> None:
    program = (
        "import sys; sys.path[:0] = ['platform', '.']\n"
        "from tests.sandbox.fleet.make import *\n"
        "people = [{'id': 'ada', 'from': '08:00', 'until': '12:00', 'takes': ['a']},"
        " {'id': 'ben', 'from': '08:00', 'until': '12:00'}]\n"
        "lines = {'a': make_line('a', person=True), 'b': make_line('b', person=True, model='large')}\n"
        "fleet = make_fleet(lines, people=people, routing=[{'when': \"kind == 'ask'\", 'to': 'b'}])\n"
        "world = make_day_world(capacities={'model:large': {'at_once': 1}, 'tool:depot': {'at_once': 1}})\n"
        "sys.stdout.buffer.write(run(fleet, world).as_bytes())\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(outputs) == 1
    assert json.loads(outputs.pop())["whole"]["arrived"] == 120


def rename(text: str) -> str:
    """Other names for nodes and workflows."""
    for old, new in (("p_", "zz_"), ('"post"', '"aaa"')):
        text = text.replace(old, new)
    return text


def test_names_and_order_of_nodes_and_people_change_nothing() -> None:
    world = make_day_world()
    people = [
        {"id": "ada", "from": "08:00", "until": "10:00"},
        {"id": "ben", "from": "08:00", "until": "12:00"},
    ]
    fleet = make_fleet({"post": make_line("p", person=True)}, people=people)
    other = json.loads(rename(json.dumps(fleet)))
    other["workflows"]["aaa"]["nodes"].reverse()
    other["fleet"]["people"].reverse()
    mine, theirs = run(fleet, world).as_dict(), run(other, world).as_dict()
    assert list(mine.pop("workflows").values()) == list(theirs.pop("workflows").values())
    assert mine == theirs


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(at_once=st.integers(1, 3), per_minute=st.integers(1, 4), seed=st.integers(0, 30))
def test_more_capacity_never_makes_anybody_wait_longer(at_once: int, per_minute: int, seed: int) -> None:
    def waited(**capacity: Any) -> float:
        world = make_day_world(arrivals=40, capacities={"model:small": capacity})
        report = run(make_fleet(), world, seed=seed)
        return report.whole.wait.mean

    tight = waited(at_once=at_once, per_minute=per_minute)
    assert waited(at_once=at_once + 1, per_minute=per_minute) <= tight + 1e-9
    assert waited(at_once=at_once, per_minute=per_minute + 1) <= tight + 1e-9


def test_a_tight_quota_makes_cases_wait_and_is_never_exceeded() -> None:
    world = make_day_world()
    free = run(make_fleet(), world)
    tight = run(make_fleet(quotas={"model:small": {"per_minute": 1}}), world)
    assert free.whole.wait.p95 == 0.0
    assert tight.resources["model:small"].wait.p95 > 60.0
    assert tight.resources["model:small"].turned_away == 0
    assert max(hour.longest.get("model:small", 0) for hour in tight.hours) > 1
    assert tight.whole.time.p95 > free.whole.time.p95


def test_a_service_without_room_turns_calls_away_unless_the_fleet_holds_them_back() -> None:
    world = make_day_world(capacities={"model:small": {"per_minute": 1, "beyond": "refuse"}})
    rude = run(make_fleet(), world)
    polite = run(make_fleet(quotas={"model:small": {"per_minute": 1}}), world)
    assert rude.resources["model:small"].turned_away > 0
    assert rude.whole.failed > polite.whole.failed
    assert polite.resources["model:small"].turned_away == 0


def at_night(**fleet: Any) -> FleetReport:
    """A night's cases that all meet a person."""
    world = make_day_world(opens="19:00", profile=[1, 1], arrivals=20)
    return run(make_fleet({"post": make_line("p", person=True)}, **fleet), world)


def test_a_gate_reached_at_night_waits_until_somebody_comes_on_duty() -> None:
    report = at_night(people=ONE)
    assert report.whole.waiting == 0
    assert report.resources["people"].wait.p50 > 10 * 3600
    assert at_night(people=[{"id": "ada", "from": "19:00", "until": "22:00"}]).whole.time.p50 < 3600


def test_a_gate_that_nobody_looks_after_keeps_its_cases_until_everybody_goes_home() -> None:
    report = at_night()
    assert report.whole.waiting + report.whole.failed == 20
    assert report.whole.waiting > 15
    assert report.whole.in_time == 0.0


def test_people_are_paid_for_their_hours_on_duty_and_tire_with_the_work() -> None:
    lines = {"post": make_line("p", person=True)}
    world = make_day_world(arrivals=150)
    duty = {"id": "ben", "from": "08:00", "until": "12:00", "lunch": {"from": "10:00", "until": "10:30"}}
    report = run(make_fleet(lines, people=[duty]), world)
    assert report.money.hours_on_duty == 3.5
    assert report.money.people == 140.0
    assert report.money.attention < 0.95
    calm = run(make_fleet(lines, people=[duty]), make_day_world(arrivals=20))
    assert calm.money.attention == 1.0


def test_a_priority_goes_before_those_who_came_earlier() -> None:
    world = make_day_world()
    quota = {"model:small": {"per_minute": 1}}
    same = [{"when": "kind == 'ask'", "to": "post"}]
    first = [{**same[0], "priority": 5}]
    usual = run(make_fleet(routing=same, quotas=quota), world).kinds["ask"]
    urgent = run(make_fleet(routing=first, quotas=quota), world).kinds["ask"]
    assert urgent.wait.mean < usual.wait.mean / 2


def test_cases_go_where_the_routing_sends_them() -> None:
    lines = {"post": make_line("p"), "asked": make_line("a")}
    routing = [{"when": "kind == 'ask'", "to": "asked"}, {"when": "rates.NONE > 1.0", "to": "asked"}]
    report = run(make_fleet(lines, routing=routing), make_day_world())
    assert report.workflows["asked"].arrived == report.kinds["ask"].arrived
    assert report.routed_otherwise == 120 - report.kinds["ask"].arrived


NOON = [{"resource": "model:large", "from": "09:00", "until": "10:00"}]


def test_an_outage_shows_in_its_hour_and_not_before() -> None:
    world = make_day_world(outages=NOON)
    around = run(make_fleet({"post": make_line("p", model="large")}), world).outages[0]
    assert (around.resource, around.begins, around.ends) == ("model:large", "09:00", "10:00")
    assert around.during.failed == around.during.arrived > 20
    assert around.before.failed < around.before.arrived / 4
    assert around.after.failed < around.after.arrived / 4


def test_a_fallback_saves_the_outage_and_a_stand_in_saves_its_time_too() -> None:
    world = make_day_world(outages=NOON)
    slow = run(make_fleet({"post": make_line("p", model="large", fallback={"model": "medium"})}), world)
    lines = {"post": make_line("p", model="large", fallback={"model": "medium"})}
    quick = run(make_fleet(lines, when_down={"model:large": "model:medium"}), world)
    assert slow.outages[0].during.failed <= 1
    assert quick.outages[0].during.time.mean < slow.outages[0].during.time.mean - 2.0
    assert quick.resources == slow.resources  # nothing is limited, so nothing is listed


def test_a_day_whose_money_is_used_up_begins_no_further_case() -> None:
    report = run(make_fleet(budget={"cost": 0.005}), make_day_world())
    assert report.whole.refused > 20
    assert report.money.models_and_tools < 0.006
    assert report.whole.arrived == ended(report.whole) == 120


def test_people_stop_when_their_minutes_are_used_up() -> None:
    duty = [{"id": "ada", "from": "08:00", "until": "12:00"}]
    report = run(
        make_fleet({"post": make_line("p", person=True)}, people=duty, budget={"human_minutes": 10.0}),
        make_day_world(),
    )
    assert report.money.human_minutes == 10.0
    assert report.whole.waiting > 100


def test_what_the_rules_want_audited_is_counted() -> None:
    world = make_day_world(audit=["tool", "agent"], redact=["personal"])
    fleet = make_fleet()
    assert run(fleet, world).compliance.audited == 0.0
    half = run(fleet | {"policy": {"audit": ["tool"]}}, world).compliance
    assert 0.4 < half.audited < 0.7
    assert (half.unaudited, half.unredacted) == (("agent",), ("personal",))
    whole = run(fleet | {"policy": {"audit": ["tool", "agent"], "redact": ["personal"]}}, world).compliance
    assert (whole.audited, whole.unaudited, whole.unredacted) == (1.0, (), ())


def test_a_morning_is_the_beginning_of_the_same_day() -> None:
    world = make_day_world()
    morning = run(make_fleet(), world, cases=30)
    whole = run(make_fleet(), world)
    assert morning.whole.arrived == 30
    assert morning.hours[0].arrived == whole.hours[0].arrived == 20


def test_memory_is_shared_over_the_day() -> None:
    line = make_line("p")
    line["nodes"] += [
        {"id": "p_seen", "kind": "memory", "action": "read", "store": "seen", "values": ["parcel"]},
        {"id": "p_keep", "kind": "memory", "action": "write", "store": "seen", "values": ["parcel"]},
    ]
    line["edges"] = [
        {"from": "p_in.done", "to": "p_seen.in"},
        {"from": "p_seen.done", "to": "p_clerk.in"},
        {"from": "p_seen.missing", "to": "p_depot.in"},
        {"from": "p_depot.done", "to": "p_keep.in"},
        {"from": "p_keep.done", "to": "p_clerk.in"},
        {"from": "p_clerk.done", "to": "p_out.in"},
    ]
    world = make_day_world(capacities={"tool:depot": {"at_once": 5}})
    report = run(make_fleet({"post": line}), world)
    assert 1 <= report.resources["tool:depot"].calls < 10
    assert report.whole.delivered >= 119


def test_the_words_say_what_the_figures_say() -> None:
    report = run(make_fleet({"post": make_line("p", model="large")}), make_day_world(outages=NOON))
    text = describe_day(report)
    assert "120 cases came in" in text
    assert "model:large was down from 09:00 to 10:00." in text
    assert f"{report.outages[0].during.arrived:6} cases" in text


def test_an_exercise_without_a_day_cannot_be_run_as_one() -> None:
    world = make_day_world()
    with pytest.raises(ValueError, match="no day"):
        simulate_day(make_lines(make_fleet(), world), make_world(), 0, make_reader())
