"""Groups of words of like meaning, found beforehand by a language model: a synonym that no author used still
stands in a known group."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sandbox.directives.stems import stem

_GROUPS = Path(__file__).parent / "word_groups.txt"
NO_GROUPS: tuple[str, ...] = ()
"""What a strange word stands in."""


@cache
def _by_word() -> dict[str, tuple[str, str]]:
    """Return word -> (fine group, coarse group); a stem stands for the first of its words."""
    found: dict[str, tuple[str, str]] = {}
    stems: dict[str, tuple[str, str]] = {}
    for line in _GROUPS.read_text(encoding="utf-8").splitlines():
        numbers, colon, listed = line.partition(":")
        if colon and not line.startswith("#"):
            fine, coarse = numbers.split()
            names = (f"f{fine}", f"c{coarse}")
            for word in listed.split():
                found[word] = names
                stems.setdefault(stem(word), names)
    return {**stems, **found}


def groups_of(word: str, word_stem: str) -> tuple[str, ...]:
    """Return the names of the fine and the coarse group of a word, or of its stem; empty for a strange
    word."""
    known = _by_word()
    return known.get(word, known.get(word_stem, NO_GROUPS))
