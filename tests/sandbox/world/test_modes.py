"""Failure modes are drawn by the published shares, with a floor."""

from __future__ import annotations

import pytest

from sandbox.scenario import Scenario
from sandbox.world.casebook import make_cases
from sandbox.world.modes import FLOOR, PUBLISHED, WEIGHTS, count_shares, draw_modes, shares_of
from tests.sandbox.world.make import CASES, EXERCISE, make_world

MODES = dict.fromkeys(PUBLISHED, 0.2)


def make_world_of_modes(per_case: int) -> Scenario:
    tasks = {**EXERCISE["tasks"], "sort": {**EXERCISE["tasks"]["sort"], "hazards": MODES}}
    return make_world({"tasks": tasks}, {**CASES, "modes": {"per_case": per_case}})


def test_the_observed_shares_over_ten_thousand_cases_are_the_published_ones() -> None:
    observed = count_shares(10_000)
    for slug, share in observed.items():
        expected = WEIGHTS[slug] / 1000
        assert share == pytest.approx(expected, abs=0.9)
        assert expected == pytest.approx(max(FLOOR, PUBLISHED[slug]), rel=0.07)
    assert sum(observed.values()) == pytest.approx(100.0, abs=0.01)


def test_no_mode_is_rarer_than_the_floor() -> None:
    assert min(WEIGHTS.values()) == FLOOR * 1000
    assert sum(WEIGHTS.values()) == pytest.approx(100_000, abs=10)


def test_the_modes_of_a_case_differ_and_depend_on_the_seed_and_the_case_alone() -> None:
    first = draw_modes(PUBLISHED, 5, 1, "noisy-001")
    assert len(first) == 5
    assert draw_modes(sorted(PUBLISHED, reverse=True), 5, 1, "noisy-001") == first
    assert any(draw_modes(PUBLISHED, 5, seed, "noisy-001") != first for seed in range(2, 5))


def test_a_smaller_number_is_a_part_of_a_larger_one() -> None:
    for number in range(50):
        few, many = (draw_modes(PUBLISHED, count, 0, f"case-{number}") for count in (2, 6))
        assert few < many


def test_more_than_there_are_means_all() -> None:
    assert draw_modes({"derailment", "lost_history"}, 9, 0, "a") == {"derailment", "lost_history"}
    assert draw_modes({"unit_mix_up"}, 1, 0, "a") == frozenset()


@pytest.mark.parametrize("per_case", [1, 2, 4])
def test_each_case_of_an_exercise_has_so_many_modes_live(per_case: int) -> None:
    for case in make_cases(make_world_of_modes(per_case), 0, "clean", 40):
        assert len(case.live["sort"]) == per_case


def test_hazards_with_a_rule_keep_it_and_others_stay_live() -> None:
    cases = make_cases(make_world_of_modes(1), 0, "noisy", 40)
    for case in cases:
        assert "leaked_personal_data" in case.live["write"]
        assert ("unit_mix_up" in case.live["reckon"]) == (case.facts["currency"] != "EUR")


def test_without_a_drawing_every_mode_is_live() -> None:
    tasks = {**EXERCISE["tasks"], "sort": {**EXERCISE["tasks"]["sort"], "hazards": MODES}}
    case = make_cases(make_world({"tasks": tasks}), 0, "clean", 1)[0]
    assert set(case.live["sort"]) == set(PUBLISHED)


def test_shares_of_nothing_are_nothing() -> None:
    assert set(shares_of([]).values()) == {0.0}
