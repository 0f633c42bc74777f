"""Groups of words of like meaning."""

from __future__ import annotations

from sandbox.directives.features import read_features
from sandbox.directives.stems import stem
from sandbox.directives.word_groups import groups_of


def test_words_of_like_meaning_stand_in_one_group() -> None:
    assert groups_of("cite", stem("cite"))[0] == groups_of("citing", stem("citing"))[0]
    assert groups_of("euros", stem("euros"))[0] == groups_of("dollars", stem("dollars"))[0]
    assert groups_of("euros", stem("euros"))[0] != groups_of("cite", stem("cite"))[0]


def test_a_form_that_is_not_listed_is_found_by_its_stem_and_a_strange_word_not_at_all() -> None:
    assert groups_of("citeing", stem("citeing")) == groups_of("cite", stem("cite"))
    assert groups_of("qwxzk", stem("qwxzk")) == ()


def test_a_group_keeps_the_scope_of_its_word() -> None:
    fine, coarse = groups_of("quote", stem("quote"))
    features = read_features("Do not quote.").blocks["group"]
    assert {fine, coarse, f"n:{fine}", f"not>n{fine}"} <= set(features)
