"""Data that no workflow can hold is refused with its place."""

from __future__ import annotations

import pytest

from workflow.limits import MAX_DEPTH, check_data, escape, printable


def test_ordinary_data_has_no_problems() -> None:
    assert check_data({"a": [1, 2.5, None, True, "text", {"b": "ä"}]}) == ()


@pytest.mark.parametrize(
    ("data", "code", "pointer"),
    [
        ({"a": [float("nan")]}, "bad_number", "/a/0"),
        ({"a": float("inf")}, "bad_number", "/a"),
        ({"a": 10**30}, "bad_number", "/a"),
        ({"a/b~c": "\x00"}, "unreadable_text", "/a~1b~0c"),
        ({"a": "\ud800"}, "unreadable_text", "/a"),
        ({1: "x"}, "bad_key", ""),
        ({"a": {1, 2}}, "bad_value", "/a"),
        ({"a": b"x"}, "bad_value", "/a"),
        ("x" * 1_100_000, "too_large", ""),
        (["x"] * 40_001, "too_large", ""),
    ],
)
def test_unfit_data_is_named_with_its_place(data: object, code: str, pointer: str) -> None:
    problem = check_data(data)[0]
    assert (problem.code, problem.pointer) == (code, pointer)


def test_depth_is_counted_without_recursion() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert check_data(deep)[0].code == "too_deep"
    shallow: object = "x"
    for _ in range(MAX_DEPTH):
        shallow = [shallow]
    assert check_data(shallow) == ()


def test_keys_are_escaped_and_shown_without_control_characters() -> None:
    assert escape("a/b~") == "a~1b~0"
    assert printable("a\x07b\nc") == "a\ufffdb\nc"
