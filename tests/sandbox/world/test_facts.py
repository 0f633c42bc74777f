"""The hidden facts of a case, each drawn from a stream of its own."""

from __future__ import annotations

from typing import Any

import pytest

from exercises.loader.fact_parsing import parse_fact
from exercises.loader.reading import Reading
from sandbox.world.book import Casebook, Pool, SuiteSpec
from sandbox.world.facts import draw_fact, draw_facts

POOLS = {"colours": Pool(("red", "green", "blue"), ("white",))}


def make_book(facts: dict[str, Any], suites: dict[str, dict[str, Any]] | None = None) -> Casebook:
    read = Reading("x", "cases.yaml")
    made = Casebook(
        title="",
        pools=POOLS,
        facts={name: parse_fact(raw, read, name) for name, raw in facts.items()},
        values={},
        texts={},
        suites={
            suite: SuiteSpec({name: parse_fact(raw, read, name) for name, raw in override.items()})
            for suite, override in (suites or {}).items()
        },
    )
    assert not read.faults
    return made


def draw_one(raw: Any, number: int = 1, practice: bool = False, **before: Any) -> Any:
    return draw_facts(make_book({**before, "it": raw}), "clean", number, 0, practice)["it"]


def draw_many(raw: Any, **before: Any) -> list[Any]:
    book = make_book({**before, "it": raw})
    return [draw_facts(book, "clean", number, 0, False)["it"] for number in range(1, 200)]


def test_an_entry_is_picked_from_the_side_that_is_asked_for() -> None:
    assert set(draw_many({"pick": "colours"})) == {"red", "green", "blue"}
    assert draw_one({"pick": "colours"}, practice=True) == "white"


def test_a_sample_holds_different_entries() -> None:
    samples = draw_many({"sample": "colours", "count": [1, 5]})
    assert {len(sample) for sample in samples} == {1, 2, 3}
    assert all(len(set(sample)) == len(sample) for sample in samples)


def test_weights_tell_in_what_proportion_options_come() -> None:
    drawn = draw_many({"choose": {"often": 9, "seldom": 1}})
    assert 150 < drawn.count("often") < 199


def test_options_may_be_any_data() -> None:
    assert set(draw_many({"choose": [1, 2]})) == {1.0, 2.0}


def test_a_chance_comes_true_as_often_as_it_says() -> None:
    assert 30 < sum(draw_many({"chance": 0.25})) < 70
    assert not any(draw_many({"chance": 0}))


def test_a_number_lies_in_its_range_on_its_step() -> None:
    drawn = draw_many({"number": [2, 3], "step": 0.25})
    assert set(drawn) == {2.0, 2.25, 2.5, 2.75, 3.0}


def test_whole_numbers_are_floats_too() -> None:
    assert set(draw_many({"whole": [1, 3]})) == {1.0, 2.0, 3.0}


def test_a_date_lies_in_its_range() -> None:
    drawn = draw_many({"date": ["2026-02-27", "2026-03-01"]})
    assert set(drawn) == {"2026-02-27", "2026-02-28", "2026-03-01"}


def test_a_date_may_follow_another() -> None:
    assert draw_one({"after": "day", "days": 3}, day="2026-02-27") == "2026-03-02"


def test_formulas_and_templates_see_earlier_facts() -> None:
    assert draw_one({"formula": "facts.a * 2.0"}, a=4) == 8.0
    assert draw_one({"template": "No. {{a}}"}, a=4) == "No. 4"


def test_a_record_draws_its_fields_and_leaves_out_what_it_should() -> None:
    raw = {"record": {"a": 1, "b": {"chance": 1}}, "omit": {"a": "facts.gone"}}
    assert draw_one(raw, gone=True) == {"b": True}
    assert draw_one(raw, gone=False) == {"a": 1.0, "b": True}


def test_another_fact_moves_no_other() -> None:
    alone = draw_facts(make_book({"a": {"number": [0, 9]}}), "clean", 3, 0, False)
    beside = draw_facts(make_book({"z": {"number": [0, 9]}, "a": {"number": [0, 9]}}), "clean", 3, 0, False)
    assert alone["a"] == beside["a"]


def test_a_suite_may_draw_a_fact_another_way() -> None:
    book = make_book({"a": 1}, {"noisy": {"a": 2}})
    assert draw_facts(book, "clean", 1, 0, False)["a"] == 1.0
    assert draw_facts(book, "noisy", 1, 0, False)["a"] == 2.0


def test_the_case_itself_is_among_the_facts() -> None:
    facts = draw_facts(make_book({}), "clean", 7, 0, True)
    assert facts["number"] == 7.0
    assert facts["suite"] == "clean"
    assert facts["practice"] is True


def test_what_is_no_specification_cannot_be_drawn() -> None:
    with pytest.raises(TypeError):
        draw_fact("x", None)  # type: ignore[arg-type]
