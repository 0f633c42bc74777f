"""Templates substitute names once and do nothing else."""

from __future__ import annotations

from workflow.template import fill, render, variables


def test_names_are_found_once_each_in_order() -> None:
    assert variables("{{b}} {{ a }} {{b}} {{not-a-name}} {{a.b}} {c}") == ("b", "a")


def test_what_is_put_in_is_never_expanded_again() -> None:
    text = fill(
        "Say {{message}} to {{name}}.", {"message": "{{secret}} {{name}}", "name": "Ann", "secret": "x"}
    )
    assert text == "Say {{secret}} {{name}} to Ann."


def test_names_without_a_value_become_the_placeholder() -> None:
    assert fill("{{a}}|{{b}}", {"a": "1"}) == "1|"
    assert fill("{{b}}", {}, missing="(none)") == "(none)"


def test_format_strings_and_template_languages_mean_nothing() -> None:
    nasty = "{0.__class__} {% for x in y %} ${a} %(a)s {{ a.__class__ }}"
    assert fill(nasty, {"a": "1"}) == nasty


def test_values_read_naturally() -> None:
    assert render("as it is") == "as it is"
    assert render({"b": 43.0, "a": [1.5, None]}) == '{"a": [1.5, null], "b": 43}'
