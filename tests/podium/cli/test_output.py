"""How the command line writes."""

from __future__ import annotations

import pytest

from podium.cli.output import bar, canonical_json, paint, plain, table, wrap


def test_nothing_is_coloured_where_output_is_no_terminal() -> None:
    assert paint("word", "red") == "word"


def test_a_terminal_gets_colour_unless_somebody_asked_for_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert paint("word", "red") == "\x1b[31mword\x1b[0m"
    monkeypatch.setenv("NO_COLOR", "1")
    assert paint("word", "red") == "word"


def test_canonical_json_sorts_rounds_and_ends_in_a_newline() -> None:
    assert canonical_json({"b": (0.1 + 0.2, "é"), "a": None}) == '{"a":null,"b":[0.3,"é"]}\n'


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json(float("nan"))


def test_a_bar_is_as_long_as_the_score() -> None:
    assert bar(50, 10) == "█████·····"


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert table([("a", "long cell"), ("bb", "c")], ("x", "y")).splitlines()[1:] == ["a   long cell", "bb  c"]


def test_wrapped_text_is_indented_and_control_characters_are_shown_as_such() -> None:
    lines = wrap("word " * 40, 6, " -1").splitlines()
    assert lines[0].startswith(" -1   word") and lines[1].startswith("      word")
    assert plain("a\x1b[31mb") == "a\ufffd[31mb"
