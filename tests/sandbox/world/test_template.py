"""Templates substitute and do nothing else."""

from __future__ import annotations

import pytest

from sandbox.world.template import fill, mentioned_names, mentions, show


def test_names_and_fields_are_filled_in() -> None:
    assert fill("{{a}} and {{ b.c }}", {"a": "x"}, {"b": {"c": 2.0}}) == "x and 2"


def test_values_come_before_facts() -> None:
    assert fill("{{a}}", {"a": "value"}, {"a": "fact"}) == "value"


def test_what_is_absent_prints_nothing() -> None:
    assert fill("[{{a}}][{{b.c}}]", {"b": "text"}, {}) == "[][]"


def test_nothing_but_names_is_understood() -> None:
    text = "{{a|upper}} {{1+1}} {a} {{a.__class__}}"
    assert fill(text, {"a": "x"}, {}) == "{{a|upper}} {{1+1}} {a} "


def test_what_was_filled_in_is_not_read_again() -> None:
    assert fill("{{a}}", {"a": "{{b}}", "b": "no"}, {}) == "{{b}}"


def test_the_names_a_text_mentions_are_known() -> None:
    assert mentions("{{a.b}} {{c}} {{a.b}}") == ("a.b", "c")
    assert mentioned_names("{{a.b}} {{c}}") == {"a", "c"}


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        (43.0, "43"),
        (43.2, "43.20"),
        (float("inf"), "inf"),
        (None, ""),
        (True, "yes"),
        (False, "no"),
        ("2026-03-14", "14 March 2026"),
        ("2026-99-14", "2026-99-14"),
        ([], ""),
        (["a"], "a"),
        (["a", "b", "c"], "a, b and c"),
        ({"big_box": 2.0}, "big box: 2"),
    ],
)
def test_data_are_shown_as_people_write_them(data: object, shown: str) -> None:
    assert show(data) == shown
