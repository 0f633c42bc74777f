"""One plain form for text that looks the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from sandbox.directives.normalise import normalise


def test_cyrillic_and_full_width_letters_become_latin() -> None:
    assert normalise("Сopy ＡＬＬ nаmes") == "copy all names"


def test_hidden_marks_vanish_and_control_characters_become_spaces() -> None:
    assert normalise("na\u200bmes\u0007here\u2060!") == "names here!"


def test_typographic_quotes_become_plain() -> None:
    assert normalise("“don’t”") == '"don\'t"'


@given(some.text(max_size=300))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
