"""Cuts the commonest English endings; crude on purpose, and the same everywhere."""

from __future__ import annotations

from functools import lru_cache

_ENDINGS = (
    ("ies", "y", 2), ("sses", "ss", 2), ("ing", "", 3), ("edly", "", 3), ("ied", "y", 2), ("ed", "", 3),
    ("ly", "", 4), ("es", "", 4), ("'s", "", 2),
    ("ss", "ss", 1), ("us", "us", 1), ("is", "is", 1), ("s", "", 3),
)  # fmt: skip


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the word without its ending."""
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, put, least in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word[: -len(ending)] + put
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
