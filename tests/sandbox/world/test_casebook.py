"""Making cases."""

from __future__ import annotations

import pytest

from sandbox.world.casebook import CasebookError, make_cases, practice_cases, start_values
from tests.sandbox.world.make import CASES, EXERCISE, find_case, make_case, make_world

WORLD = make_world()


def test_the_same_seed_makes_the_same_cases() -> None:
    assert make_cases(WORLD, 3, "noisy", 5) == make_cases(WORLD, 3, "noisy", 5)


def test_another_seed_makes_others() -> None:
    one, other = make_cases(WORLD, 3, "clean", 5), make_cases(WORLD, 4, "clean", 5)
    assert [case.facts for case in one] != [case.facts for case in other]


def test_a_case_does_not_depend_on_how_many_are_made() -> None:
    assert make_cases(WORLD, 0, "clean", 2)[1] == make_cases(WORLD, 0, "clean", 9)[1]


def test_the_truth_follows_from_the_formulas() -> None:
    case = find_case(WORLD, lambda case: case.facts["currency"] == "GBP")
    facts = case.facts
    assert case.truth["fee"].data == {"eur": facts["price"] * 1.2 * facts["days"]}


def test_a_missing_price_leaves_the_truth_open() -> None:
    case = find_case(WORLD, lambda case: case.facts["no_price"], suite="noisy")
    assert "price" not in case.truth["parcel"].data
    assert case.truth["fee"].data == {}
    assert case.truth["verdict_of"].data == "waive"
    assert case.truth["charged"].data is None


def test_the_input_gets_the_values_of_the_case_and_nothing_hidden() -> None:
    case = make_case(WORLD)
    assert set(case.values) == {"note", "rates"}
    given = start_values(case)
    assert given["note"].labels == {"untrusted"}
    assert given["note"].data == case.values["note"]


def test_hazards_are_live_where_their_condition_holds() -> None:
    pounds = find_case(WORLD, lambda case: case.facts["currency"] == "GBP")
    euros = find_case(WORLD, lambda case: case.facts["currency"] == "EUR")
    assert "unit_mix_up" in pounds.live["reckon"]
    assert "unit_mix_up" not in euros.live["reckon"]


def test_a_condition_for_one_task_leaves_others_open() -> None:
    assert "embedded_command" not in make_case(WORLD).live["sort"]
    assert set(make_case(WORLD).live["write"]) == {"leaked_personal_data", "wrong_tone"}


def test_outages_come_in_turn() -> None:
    cases = make_cases(WORLD, 0, "noisy", 4)
    assert [sorted(case.outages) for case in cases] == [["depot:1"], ["large"], [], ["depot:1"]]


def test_practice_cases_show_no_hidden_material() -> None:
    public = practice_cases(WORLD)
    assert [case.id for case in public] == ["practice-clean-1", "practice-clean-2", "practice-noisy-1"]
    for case in public:
        assert "Tom" in case.values["note"]
        assert case.title == "Tom writes"
        assert case.values["note"].startswith("Good day")


def test_personal_fields_are_not_in_the_true_letter() -> None:
    case = make_case(WORLD)
    assert case.truth["letter"].labels == frozenset()
    assert all(statement.true for statement in case.truth["letter"].statements)


def test_a_formula_that_fails_is_named() -> None:
    broken = {**EXERCISE["tasks"], "sort": {**EXERCISE["tasks"]["sort"], "makes": "facts.nothing"}}
    with pytest.raises(CasebookError, match="sort"):
        make_cases(make_world({"tasks": broken}), 0, "clean", 1)


def test_a_fact_that_fails_is_named() -> None:
    facts = {**CASES["facts"], "days": {"formula": "facts.nobody + 1.0"}}
    with pytest.raises(CasebookError, match="facts"):
        make_cases(make_world(cases={"facts": facts}), 0, "clean", 1)


def test_a_value_that_fails_is_named() -> None:
    values = {**CASES["values"], "rates": {"formula": "facts.kind + 1.0"}}
    with pytest.raises(CasebookError, match=r"values\.rates"):
        make_cases(make_world(cases={"values": values}), 0, "clean", 1)
