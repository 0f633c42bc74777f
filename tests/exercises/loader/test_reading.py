"""Reading plain data, with every fault noted and a harmless stand-in given back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from exercises.loader.cases_file import parse_cases
from exercises.loader.fact_parsing import parse_fact
from exercises.loader.reading import Reading
from sandbox.world.book import Choose, Constant, Number


def make_reading() -> Reading:
    return Reading("depot", "cases.yaml")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"chance": 2}, "must be from 0 to 1"),
        ({"chance": "often"}, "must be a number"),
        ({"number": [9, 1]}, "must be [lowest, highest]"),
        ({"number": [1, 9], "step": 0}, "must be above 0"),
        ({"whole": "x"}, "must be [lowest, highest]"),
        ({"whole": [1, 9], "step": 1}, "unknown key"),
        ({"date": ["2026-13-01", "2026-02-01"]}, "is no date"),
        ({"date": ["2026-03-01", "2026-02-01"]}, "must be a first and a last date"),
        ({"date": "2026-03-01"}, "must be a list"),
        ({"choose": []}, "must not be empty"),
        ({"choose": {"a": 1.5}}, "must be a whole number"),
        ({"pick": "Big Pool"}, "is no name"),
        ({"formula": "1.0 +"}, "no formula"),
        ({"template": ""}, "must be a text that is not empty"),
        ({"record": {"a": 1}, "omit": {"b": "true"}}, "unknown key"),
        ({"record": []}, "must be a map"),
        ({"chanse": 0.3}, "no known form"),
    ],
)
def test_a_fact_that_is_wrongly_written_is_told(raw: Any, said: str) -> None:
    read = make_reading()
    parse_fact(raw, read, "facts.it")
    assert any(said in fault.message for fault in read.faults), [str(fault) for fault in read.faults]
    assert all(fault.place.startswith("facts.it") for fault in read.faults)


def test_what_is_no_form_stands_for_itself() -> None:
    read = make_reading()
    assert parse_fact([1, "a"], read, "x") == Constant([1.0, "a"])
    assert parse_fact(date(2026, 3, 1), read, "x") == Constant("2026-03-01")
    assert parse_fact(False, read, "x") == Constant(False)
    assert not read.faults


def test_one_number_is_a_range_of_one() -> None:
    assert parse_fact({"number": 4}, make_reading(), "x") == Number(4.0, 4.0, 0.01)


def test_options_in_a_list_weigh_the_same() -> None:
    assert parse_fact({"choose": ["a", "b"]}, make_reading(), "x") == Choose(("a", "b"), (1, 1))


def test_data_that_cannot_be_are_told() -> None:
    read = make_reading()
    read.data(object(), "facts.x")
    assert read.faults[0].message == "must be plain data"


def in_text(**entry: Any) -> dict[str, Any]:
    """A casebook with one text."""
    return {"title": "x", "texts": {"a": {"statements": [], **entry}}}


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ([], ""),
        ({"title": "x", "pools": []}, "pools"),
        ({"title": "x", "pools": {"a": {"hidden": [1]}}}, "pools.a.practice"),
        (in_text(statements={}), "texts.a.statements"),
        (in_text(statements=[{"about": "b"}]), "texts.a.statements.0.text"),
        (in_text(statements=[{"about": "b", "text": "c", "paragraph": 1}]), "texts.a.statements.0.paragraph"),
        (in_text(faults={"wrong_tone": {"text": "x", "place": "top"}}), "texts.a.faults.wrong_tone.place"),
        (in_text(faults={"wrong_tone": {"text": "x", "after": "b"}}), "texts.a.faults.wrong_tone"),
        (in_text(statements=[{"about": "b", "text": "c", "tone": "loud"}]), "texts.a.statements.0.tone"),
        (in_text(statements=[{"about": "b", "text": "c", "form": "poem"}]), "texts.a.statements.0.form"),
        (in_text(statements=[{"about": "b", "text": "c", "form": "bullets"}]), "texts.a.statements.0.items"),
        (in_text(statements=[{"about": "b", "text": "c", "items": "A b"}]), "texts.a.statements.0.items"),
        (in_text(statements=[{"about": "b", "text": "c", "cite": True}]), "texts.a.statements.0.cite"),
        (in_text(statements=[{"about": "b", "text": "c", "cite": True}]), "texts.a.statements"),
        (in_text(faults={"slip": [{"text": "x", "form": "poem"}]}), "texts.a.faults.slip.0.form"),
        (in_text(faults={"slip": {"text": "x", "after": "b", "place": "end"}}), "texts.a.faults.slip"),
        ({"title": "x", "values": {"a": 1}}, "values.a"),
        ({"title": "x", "surprise": 1}, "surprise"),
    ],
)
def test_a_casebook_that_is_wrongly_written_is_told(raw: Any, place: str) -> None:
    read = make_reading()
    parse_cases(raw, {}, read)
    assert place in [fault.place for fault in read.faults], [str(fault) for fault in read.faults]
