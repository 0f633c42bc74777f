"""What a person types becomes a value of the right type, or a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from podium.runs.editing import EditError, edited_value, read_data
from sandbox.scenario import Case, DataItem
from sandbox.value import Statement, Value

ITEMS = {
    "text": DataItem("text", "text", "work"),
    "enum": DataItem("enum", "enum", "work", values=("a", "b")),
    "number": DataItem("number", "number", "work"),
    "money": DataItem("money", "money", "work"),
    "boolean": DataItem("boolean", "boolean", "work"),
    "date": DataItem("date", "date", "work"),
    "list": DataItem("list", "list", "work"),
    "record": DataItem("record", "record", "work", fields=("name", "count")),
}
CASE = Case("c", "clean", 1, {}, {}, truth={"text": Value("text", "right"), "money": Value("money", {})})


@pytest.mark.parametrize(
    ("kind", "data", "held"),
    [
        ("text", "hello", "hello"),
        ("enum", "a", "a"),
        ("number", 3, 3.0),
        ("money", {"eur": 12}, {"eur": 12.0}),
        ("money", {}, {}),
        ("boolean", False, False),
        ("date", "2026-03-02", "2026-03-02"),
        ("list", [1, "x", [True, None]], [1.0, "x", [True, None]]),
        ("record", {"count": 2}, {"count": 2.0}),
        ("enum", None, None),
    ],
)
def test_data_is_held_as_the_engine_holds_it(kind: str, data: Any, held: Any) -> None:
    assert read_data(ITEMS[kind], data) == held
    assert type(read_data(ITEMS[kind], data)) is type(held)


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("text", 3, "is a text"),
        ("text", "x" * 20_001, "is a text"),
        ("enum", "c", "one of a, b"),
        ("enum", ["a"], "one of a, b"),
        ("number", "3", "a number"),
        ("number", True, "a number"),
        ("number", 1e13, "a number"),
        ("money", 12.5, "amount of money"),
        ("money", {"usd": 3}, "amount of money"),
        ("money", {"eur": "3"}, "amount of money"),
        ("boolean", "true", "true or false"),
        ("date", "soon", "a date"),
        ("date", 20260302, "a date"),
        ("list", "a", "a list"),
        ("list", [1e300], "made of"),
        ("record", ["name"], "fields name, count"),
        ("record", {"other": 1}, "fields name, count"),
    ],
)
def test_anything_else_is_refused_in_words(kind: str, data: Any, words: str) -> None:
    with pytest.raises(EditError, match=words):
        read_data(ITEMS[kind], data)


def test_the_truth_written_by_hand_is_the_truth() -> None:
    wrong = Value("text", "wrong", faults=("slip",))
    found = edited_value(ITEMS["text"], "right", wrong, CASE)
    assert (found.data, found.author, found.faults) == ("right", "human", ())
    assert edited_value(ITEMS["money"], None, None, CASE).data == {}


def test_a_text_keeps_the_statements_whose_sentences_still_stand() -> None:
    kept = Statement("fee", "The fee is 3 euros.")
    gone = Statement("phone", "Call 123.", labels=frozenset({"personal"}))
    before = Value("text", "The fee is 3 euros. Call 123.", statements=(kept, gone), faults=("leak",))
    after = edited_value(ITEMS["text"], "Hello. The fee is 3 euros.", before, CASE)
    assert after.statements == (kept,)
    assert after.faults == ()


def test_a_value_that_never_came_carries_the_labels_of_its_kind() -> None:
    item = DataItem("note", "text", "work", labels=frozenset({"personal"}))
    assert edited_value(item, "Ann", None, CASE).labels == {"personal"}
