"""A small thesaurus: words of one meaning share a name, so that a learned rule holds for all of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sandbox.directives.tokens import stem

_FILE = Path(__file__).parent / "lexicon.txt"


@cache
def _load() -> dict[str, tuple[str, ...]]:
    """Read `NAME: word word ...` lines into stem -> names."""
    found: dict[str, list[str]] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        name, colon, listed = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        for word in listed.split():
            names = found.setdefault(stem(word), [])
            if name.strip() not in names:
                names.append(name.strip())
    return {word: tuple(names) for word, names in found.items()}


def meanings(word_stem: str) -> tuple[str, ...]:
    """Return the names of the meanings that a stem may have; empty for most words."""
    return _load().get(word_stem, ())
