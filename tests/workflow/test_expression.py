"""Expressions are true, false, a value, or an error with a reason; never half true, never endless."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import Any

import pytest

from workflow.expression import ExpressionError, compile_expression


def is_true(text: str, **data: Any) -> bool:
    return compile_expression(text).is_true(data)


def evaluate(text: str, **data: Any) -> Any:
    return compile_expression(text).evaluate(data)


def test_a_condition_reads_fields_of_values() -> None:
    assert is_true("amount.eur > 500.0 || decision == 'escalate'", amount={"eur": 1.0}, decision="escalate")
    assert not is_true("amount.eur > 500", amount={"eur": 1.0})


def test_numbers_of_any_kind_compare_and_choices_may_differ_in_type() -> None:
    assert is_true("amount.eur * 2.0 > 3", amount={"eur": 2.0})
    assert evaluate("known ? {'eur': 1.0} : null", known=False) is None
    with pytest.raises(ExpressionError):
        compile_expression("'text' > 1")


def test_texts_and_sums_have_their_functions() -> None:
    assert is_true("reply.lowerAscii().contains('dear')", reply="DEAR Ann")
    assert evaluate("math.round(x * 100.0) / 100.0", x=1.234) == 1.23
    assert evaluate("reply.trim().split(',')", reply=" a,b ") == ["a", "b"]


def test_results_are_plain_data_with_floats() -> None:
    assert evaluate("{'n': size(items), 'first': items[0]}", items=["a", "b"]) == {"n": 2.0, "first": "a"}
    assert isinstance(evaluate("1 + 1"), float)
    assert evaluate("items.map(i, i.eur * 2.0)", items=[{"eur": 1.5}]) == [3.0]
    assert evaluate("missing == null ? 'none' : missing", missing=None) == "none"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("amount.eur > limit", ("amount", "limit")),
        ("items.exists(x, x.eur > top) && x", ("items", "top", "x")),
        ("has(order.total) && size(order.lines) > 0", ("order",)),
        ("'a.b(c)' == name // remark", ("name",)),
        ("a.matches(r'[a-z]+b')", ("a",)),
        ("type(a) == string && b in ['x', 'y'] && true", ("a", "b")),
        ("items.map(i, i.lines.filter(l, l > i.min))", ("items",)),
        ("{'k': v}.k == 1.0", ("v",)),
        ("math.round(amount.eur) == 2.0", ("amount",)),
    ],
)
def test_names_are_the_free_ones(text: str, names: tuple[str, ...]) -> None:
    assert compile_expression(text).names == names


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("a >", "ends too early"),
        ("a $ b", "At character 3"),
        ("a.shout()", "no function 'shout'"),
        ("size(a) * 2.5 > 3.0", "2.0 instead of 2"),
        ("a.replace('x', 'y') == ''", "cannot be used here"),
        ("(" * 100 + "a" + ")" * 100, "nested too deeply"),
        ("a" * 2001, "longer than"),
        ("a == '\ud800'", "cannot be read"),
        ("a == '\x00'", "cannot be read"),
    ],
)
def test_what_cannot_be_compiled_says_why(text: str, reason: str) -> None:
    with pytest.raises(ExpressionError, match=reason):
        compile_expression(text)


@pytest.mark.parametrize(
    ("text", "data", "reason"),
    [
        ("a.b > 1.0", {"a": {}}, "there is no 'b'"),
        ("a > 1.0", {}, "needs 'a', which has not arrived"),
        ("a * 2 > b", {"a": 1.0, "b": 1.0}, "2.0 instead of 2"),
        ("a", {"a": "true"}, "neither"),
        ("a", {"a": 1.0}, "neither"),
        ("a", {"a": None}, "neither"),
        ("a.matches('(')", {"a": "x"}, "regular expression"),
        (
            "items.all(a, items.all(b, items.all(c, a + b + c >= 0.0)))",
            {"items": [1.0] * 200},
            "too many steps",
        ),
        ("1 / 0 > 1", {}, "divi"),
        ("a", {"a": "\ud800"}, "could not be worked out"),
        ("a", {"a": object()}, "could not be worked out"),
    ],
)
def test_errors_at_run_time_are_never_truth(text: str, data: dict[str, Any], reason: str) -> None:
    with pytest.raises(ExpressionError, match=reason):
        compile_expression(text).is_true(data)


@pytest.mark.parametrize(
    ("text", "mixes"),
    [
        ("amount.eur * 2 > 3.0 * amount.eur", True),
        ("amount.eur + 1 > limit", True),
        ("amount.eur > 500 && count == 3", False),
        ("amount.eur > -1", False),
        ("size(items) - 1 > 2", False),
        ("amount.eur * 2.0 > 3", False),
        ("1 + 1 == 2", False),
    ],
)
def test_whole_numbers_in_sums_are_noticed(text: str, mixes: bool) -> None:
    assert compile_expression(text).mixes_numbers is mixes


def test_ordinary_lists_are_no_trouble() -> None:
    lines = [{"what": "a pair of shoes", "eur": 12.5, "count": 2.0} for _ in range(300)]
    assert is_true("lines.all(l, l.eur > 0.0) && lines.exists(l, l.what.contains('shoes'))", lines=lines)
    assert evaluate("lines.map(l, l.eur * l.count)", lines=lines)[0] == 25.0
    assert is_true("lines.filter(l, l.eur > limit).size() == 300", lines=lines, limit=5.0)
    assert is_true("few.all(a, few.exists(b, b.eur == a.eur))", few=lines[:40])


@pytest.mark.parametrize("text", ["timestamp(a)", "duration('1s')", "type(a)", "b'x'", "{1: 2}", "1.0 / 0.0"])
def test_only_json_data_is_passed_on(text: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(text, a="2020-01-01T00:00:00Z")


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("t.matches('(a+)+$')", {"t": "a" * 200_000 + "b"}),
        ("t.matches('(x+x+)+y') || t.matches('([a-z]+)*[0-9]')", {"t": "x" * 200_000}),
        ("[t]" + ".map(t, t + t)" * 20, {"t": "a" * 1000}),
        ("[t].map(t, t+t+t+t).map(t, t+t+t+t).map(t, t+t+t+t)", {"t": "a" * 900_000}),
        ("items.map(a, items.map(b, items.map(c, [a, b, c])))", {"items": ["x" * 1000] * 1000}),
        ("items.all(a, items.all(b, a == b))", {"items": ["x" * 1000] * 1000}),
        ("t.split('').all(c, size(t.split('')) > 0)", {"t": "a" * 100_000}),
        ("[t].all(a, items.all(b, a.matches('(x+x+)+y')))", {"items": [1.0] * 9000, "t": "x" * 500_000}),
        ("items.all(a, items == items)", {"items": [1.0] * 9000}),
        ("items.all(a, items.exists(b, b == a))", {"items": [float(at) for at in range(500)]}),
        ("items.all(i, t.matches('(a+)+$'))", {"items": [1.0] * 9000, "t": "a" * 500_000}),
        ("[" + "1," * 500 + "1].all(i, t.matches('(a+)+$'))", {"t": "a" * 900_000}),
        ("t" + " + t" * 400, {"t": "a" * 900_000}),
        ("!" * 1999 + "a", {"a": True}),
        ("1.0" + " + 1.0" * 300 + " > 2.0", {}),
    ],
)
def test_no_expression_takes_long(text: str, data: dict[str, Any]) -> None:
    started = time.process_time()
    with contextlib.suppress(ExpressionError):
        compile_expression(text).evaluate(data)
    assert time.process_time() - started < 2.0


def test_nulls_do_not_use_up_the_references_of_none() -> None:
    empty, nested = compile_expression("dyn(null)"), compile_expression("[dyn(null), {'a': dyn(null)}]")
    before = sys.getrefcount(None)
    for _ in range(1000):
        assert empty.evaluate({}) is None
        assert nested.evaluate({}) == [None, {"a": None}]
    assert sys.getrefcount(None) > before - 500


def test_a_condition_that_gives_null_uses_up_none_neither() -> None:
    condition = compile_expression("a")
    before = sys.getrefcount(None)
    for _ in range(1000):
        with pytest.raises(ExpressionError):
            condition.is_true({"a": None})
    assert sys.getrefcount(None) > before - 500
