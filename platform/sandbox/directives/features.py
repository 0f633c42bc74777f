"""What the detector looks at in a sentence: words, parts of words, form without content, and meanings in
scope.

All values are integers, so that the same sentence gives the same numbers on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sandbox.directives.cues import FUNCTION_WORDS
from sandbox.directives.lexicon import find_phrases, meanings
from sandbox.directives.tokens import Word, tokenise
from sandbox.directives.word_groups import groups_of

BLOCKS = ("word", "part", "form", "sense", "cue", "group")
"""The groups of features; each is brought to unit length by itself, then weighed."""


_PAIRS = (
    ("INCLUDE", "EXCLUDE"), ("FILL", "LEAVEOPEN"),
    ("TRUST", "CHECKIT"), ("DISREGARD", "COMPLY"), ("ASIS", "ONEFORM"),
    ("HIDEDOUBT", "SHOWDOUBT"), ("OVERREACH", "STAYIN"),
    ("CHATTY", "BARE"), ("JARGON", "PLAIN"), ("CONTINUE", "HALT"),
)  # fmt: skip
OPPOSITES = {**dict(_PAIRS), **{second: first for first, second in _PAIRS}}
"""Meanings whose negation is the other one's."""
_POLAR = frozenset({"not", "no", "never", "only", "if", "without"})
"""Function words that groups of content words are paired with."""
_NEAR, _MOST = 5, 14
"""A group is paired with those fewer than `_NEAR` places on, among the first `_MOST` of a sentence."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence's features by block, as names with repetitions."""

    words: tuple[Word, ...]
    blocks: dict[str, list[str]]


def read_features(text: str) -> Sentence:
    """Return the features of one sentence."""
    words = tokenise(text)
    return Sentence(
        words,
        {
            "word": list(_word_features(words)),
            "part": list(_part_features(words)),
            "form": list(_form_features(words)),
            "sense": list(_sense_features(words)),
            "cue": list(_cue_features(words)),
            "group": list(_group_features(words)),
        },
    )


def _word_features(words: Sequence[Word]) -> Iterable[str]:
    """Stems with their scope, and pairs of neighbours."""
    last = "^"
    for word in words:
        if not (word.text[0].isalnum() or word.text[0] in "{<"):
            continue
        yield word.stem
        if word.scope:
            yield f"{word.scope}:{word.stem}"
        yield f"{last} {word.stem}"
        last = word.stem
    yield f"{last} $"


def _part_features(words: Sequence[Word]) -> Iterable[str]:
    """Runs of four and five letters of content words; they survive endings and misspellings."""
    for word in words:
        if word.text in FUNCTION_WORDS or not word.text.isalpha():
            continue
        padded = f"_{word.text}_"
        for size in (4, 5):
            for start in range(max(1, len(padded) - size + 1)):
                yield padded[start : start + size]


def shape(words: Sequence[Word]) -> list[str]:
    """The sentence's form: function words as they are, content words by their ending only."""
    return [_shape_of(word) for word in words]


def _shape_of(word: Word) -> str:
    """One word's form."""
    text = word.text
    if text in FUNCTION_WORDS or not text.isalpha():
        return text
    for ending in ("ing", "ed", "ly", "s"):
        if text.endswith(ending) and len(text) > len(ending) + 2:
            return f"X{ending}"
    return "X"


def _form_features(words: Sequence[Word]) -> Iterable[str]:
    """Runs of one to three forms, the length, and the share of function words."""
    forms = ["^", *shape(words), "$"]
    for size in (1, 2, 3):
        for start in range(len(forms) - size + 1):
            yield " ".join(forms[start : start + size])
    content = sum(form.startswith("X") for form in forms)
    yield f"#length{min(9, len(words) // 4)}"
    yield f"#content{10 * content // max(1, len(words))}"
    for scope in sorted({word.scope for word in words if word.scope}):
        yield f"#scope {scope}"


def _sense_features(words: Sequence[Word]) -> Iterable[str]:
    """Meanings from the lexicon with their scope, alone, with condition, and in pairs in their order."""
    found: list[str] = []
    for word in words:
        for meaning in meanings(word.stem):
            scope = word.scope
            if scope == "n" and meaning in OPPOSITES:
                scope, meaning = "", OPPOSITES[meaning]
            found.append(f"{scope}{'?' if word.condition else ''}{meaning}")
    yield from found
    distinct = list(dict.fromkeys(found))[:18]
    for index, first in enumerate(distinct):
        for second in distinct[index + 1 :]:
            yield f"{first}>{second}"


def _group_features(words: Sequence[Word]) -> Iterable[str]:
    """Groups of like words with their scope, alone and in near pairs in their order; fine and coarse ones."""
    for level in (0, 1):
        found: list[str] = []
        for word in words:
            names = () if word.text in FUNCTION_WORDS else groups_of(word.text, word.stem)
            name = names[level] if names else word.text if word.text in _POLAR else ""
            if name:
                yield name
                found.append(word.scope + name)
                if word.scope:
                    yield f"{word.scope}:{name}"
        distinct = list(dict.fromkeys(found))[:_MOST]
        for index, first in enumerate(distinct):
            for second in distinct[index + 1 : index + _NEAR]:
                yield f"{first}>{second}"


def _cue_features(words: Sequence[Word]) -> Iterable[str]:
    """Phrases that say how a sentence is meant, with the part of the sentence they stand in; marks; mood."""
    texts = [word.text for word in words]
    found = sorted({(name, place) for name, place in find_phrases(texts)})
    for name, place in found:
        yield name
        if place == 0:
            yield f"{name} first"
        if place > 0 and 2 * place >= len(texts):
            yield f"{name} late"
        if words[place].scope == "n":
            yield f"{name} not"
        if words[place].scope == "q":
            yield f"{name} quoted"
    names = sorted({name for name, _ in found})
    for index, first in enumerate(names):
        for second in names[index + 1 :]:
            yield f"{first}+{second}"
    if '"' in texts:
        yield "mark quote"
    yield f"open {shape(words[:1])}"
    yield f"open {shape(words[:2])}"
