"""A small thesaurus: words and phrases of one meaning share a name, so that a learned rule holds for all
of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from sandbox.directives.stems import stem

_WORDS = Path(__file__).parent / "lexicon.txt"
_PHRASES = Path(__file__).parent / "phrases.txt"
_CONTRACTED = {"don't": "do not", "it's": "it is", "doesn't": "does not"}


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    """Read `NAME: ...` lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        name, colon, listed = line.partition(":")
        if colon and not line.startswith("#"):
            yield name.strip(), listed


@cache
def _meanings() -> dict[str, tuple[str, ...]]:
    """Return stem -> names of meanings."""
    found: dict[str, list[str]] = {}
    for name, listed in _lines(_WORDS):
        for word in listed.split():
            names = found.setdefault(stem(word), [])
            if name not in names:
                names.append(name)
    return {word: tuple(names) for word, names in found.items()}


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return first word -> phrases with their names."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, listed in _lines(_PHRASES):
        for phrase in listed.split(";"):
            text = phrase.strip()
            for short, full in _CONTRACTED.items():
                text = text.replace(short, full)
            words = tuple(text.split())
            if words:
                found.setdefault(words[0], []).append((words, name))
    return {first: tuple(each) for first, each in found.items()}


def meanings(word_stem: str) -> tuple[str, ...]:
    """Return the names of the meanings that a stem may have; empty for most words."""
    return _meanings().get(word_stem, ())


def find_phrases(texts: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Yield (name, place) of each listed phrase in a row of words."""
    for place, word in enumerate(texts):
        for phrase, name in _phrases().get(word, ()):
            if all(
                wanted in ("_", got)
                for wanted, got in zip(phrase, texts[place : place + len(phrase)], strict=False)
            ) and place + len(phrase) <= len(texts):
                yield name, place
