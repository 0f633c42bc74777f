"""Wrong data are plausible, of the same type, and never right."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.scenario import DataItem
from sandbox.world.alter import alter, alter_plain, empty, is_open

DICE = st.integers(0, (1 << 32) - 1)
FIGURES = st.floats(-1e6, 1e6).map(lambda number: round(number, 2))
PLAIN = st.one_of(
    FIGURES,
    st.booleans(),
    st.text(max_size=30),
    st.lists(FIGURES, max_size=4),
    st.dictionaries(st.sampled_from("abc"), FIGURES, max_size=3),
    st.dates().map(lambda day: day.isoformat()),
    st.none(),
)


@given(PLAIN, DICE)
def test_altered_data_differ(data: Any, dice: int) -> None:
    assert alter_plain(data, dice) != data


@given(st.sampled_from(["a", "b", "c"]), DICE)
def test_another_enum_value_is_taken(data: str, dice: int) -> None:
    item = DataItem("kind", "enum", "work", values=("a", "b", "c"))
    assert alter(item, data, dice) in {"a", "b", "c"} - {data}


@given(st.floats(0.01, 1000).map(lambda number: round(number, 2)), DICE)
def test_a_wrong_amount_is_still_an_amount(euros: float, dice: int) -> None:
    changed = alter(DataItem("fee", "money", "work"), {"eur": euros}, dice)
    assert changed.keys() == {"eur"}
    assert isinstance(changed["eur"], float)


def test_an_open_amount_gets_a_figure() -> None:
    assert alter(DataItem("fee", "money", "work"), {}, 5)["eur"] >= 10.0


def test_a_record_goes_wrong_in_a_figure_first() -> None:
    record = {"name": "Ada", "price": 10.0}
    assert alter_plain(record, 77)["name"] == "Ada"


def test_a_date_moves() -> None:
    assert alter_plain("2026-03-14", 0) == "2026-03-15"


def test_a_list_loses_an_item() -> None:
    assert len(alter_plain(["a", "b", "c"], 9)) == 2


def test_a_text_with_figures_keeps_its_words() -> None:
    changed = alter(DataItem("t", "text", "work"), "Pay 12.50 by Friday.", 3)
    assert changed.startswith("Pay ")
    assert changed.endswith(" by Friday.")


def test_an_enum_of_one_value_is_lost() -> None:
    assert alter(DataItem("kind", "enum", "work", values=("a",)), "a", 1) == ""


@pytest.mark.parametrize("kind", ["text", "record", "money", "number", "enum", "boolean", "list", "date"])
def test_open_values_are_recognised(kind: Any) -> None:
    assert is_open(empty(DataItem("x", kind, "work")))
    assert not is_open(0.0)


def test_a_date_in_a_text_moves_as_a_whole() -> None:
    assert alter_plain("We open on 31 August 2026.", 0) == "We open on 1 September 2026."


def test_a_time_in_a_text_stays_a_time_of_day() -> None:
    assert alter_plain("Meet at 23:45 sharp.", 0) == "Meet at 00:15 sharp."


@given(st.text(st.sampled_from("0123456789: .May,x"), max_size=25), DICE)
def test_any_text_goes_wrong_without_a_crash(text: str, dice: int) -> None:
    assert alter_plain(text, dice) != text
