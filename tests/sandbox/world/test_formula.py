"""Formulas of exercise packages."""

from __future__ import annotations

import pytest

from sandbox.world.formula import FormulaError, as_data, compile_formula

FACTS = {"price": 12.5, "person": {"name": "Ada"}, "tags": ["a", "b"], "late": True}


def evaluate(text: str, **values: object) -> object:
    return compile_formula(text).evaluate(values, FACTS)


def test_values_and_facts_are_read_by_name() -> None:
    assert evaluate("amount * 2.0 + facts.price", amount=2.0) == 16.5


def test_a_path_is_read_without_evaluation_and_means_the_same() -> None:
    assert evaluate("facts.person.name") == "Ada"
    assert evaluate("order.number", order={"number": 7.0}) == 7.0
    assert evaluate("facts.person.name == 'Ada'") is True
    assert evaluate("order.kind == 'x'", order={"kind": "y"}) is False


def test_a_path_that_leads_nowhere_is_an_error() -> None:
    with pytest.raises(FormulaError, match="absent"):
        evaluate("facts.person.age")
    with pytest.raises(FormulaError, match="absent"):
        evaluate("nobody")


def test_nothing_and_something_may_be_alternatives() -> None:
    assert evaluate("facts.late ? {'eur': facts.price} : null") == {"eur": 12.5}
    assert evaluate("!facts.late ? {'eur': facts.price} : null") is None


def test_maps_come_out_in_one_order() -> None:
    assert list(evaluate("{'z': 1.0, 'a': 2.0, 'm': 3.0}")) == ["a", "m", "z"]  # type: ignore[call-overload]


def test_numbers_are_floats() -> None:
    assert isinstance(evaluate("size(facts.tags)"), float)
    assert evaluate("math.round(facts.price * 100.0) / 100.0") == 12.5


def test_names_of_iteration_are_not_values() -> None:
    formula = compile_formula("items.filter(item, item > low).size() > 1")
    assert formula.names == {"items", "low"}


def test_the_facts_that_are_read_are_known() -> None:
    assert compile_formula("facts.price > 1.0 && has(facts.person)").facts == frozenset({"price", "person"})
    assert compile_formula("facts['price'] > 1.0").facts is None


def test_words_in_texts_are_no_names() -> None:
    assert compile_formula("kind == 'order price' && \"facts.x\" != kind").names == {"kind"}


def test_what_is_no_formula_is_refused() -> None:
    with pytest.raises(FormulaError):
        compile_formula("1.0 +")


def test_a_condition_that_fails_does_not_hold() -> None:
    assert not compile_formula("missing > 1.0").holds({}, FACTS)
    assert not compile_formula("facts.price").holds({}, FACTS)
    assert compile_formula("facts.late").holds({}, FACTS)


def test_a_chain_of_conditions_fails_at_the_first_text_that_differs() -> None:
    forbid = compile_formula("tool == 'pay' && amount > 5.0 && !approved")
    assert not forbid.holds({"tool": "find", "amount": 9.0, "approved": False}, {})
    assert not forbid.holds({"tool": "pay", "amount": 9.0, "approved": True}, {})
    assert forbid.holds({"tool": "pay", "amount": 9.0, "approved": False}, {})


def test_either_side_of_an_or_may_hold() -> None:
    rule = compile_formula("tool == 'pay' || amount > 5.0")
    assert rule.holds({"tool": "find", "amount": 9.0}, {})


def test_only_plain_data_comes_out() -> None:
    assert as_data([1, {"b": (2, None)}, True, "x"]) == [1.0, {"b": [2.0, None]}, True, "x"]
    with pytest.raises(FormulaError):
        as_data(object())
