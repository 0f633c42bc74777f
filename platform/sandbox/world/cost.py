"""What a call costs in tokens, euros and seconds."""

from __future__ import annotations

from sandbox.scenario import DataItem
from sandbox.value import Value

TOKENS_PER_WORD = 1.35
EUROS_IN = {"small": 0.0004, "medium": 0.0015, "large": 0.006}
"""Euros for a thousand tokens read."""
EUROS_OUT = {"small": 0.0016, "medium": 0.006, "large": 0.024}
"""Euros for a thousand tokens written."""
BASE_SECONDS = {"small": 0.6, "medium": 1.1, "large": 2.0}
TOKENS_PER_SECOND = {"small": 120.0, "medium": 80.0, "large": 50.0}
OVERHEAD_TOKENS = 40
"""Tokens that every call carries besides the learner's text and the values."""


def words_of(value: Value, item: DataItem | None) -> int:
    """A value's length in words: a text's own, else what the data dictionary says."""
    if isinstance(value.data, str) and " " in value.data:
        return value.data.count(" ") + 1
    return item.words if item is not None else 20


def tokens(words: int) -> int:
    """Tokens of so many words."""
    return round(words * TOKENS_PER_WORD)


def call_cost(tier: str, tokens_in: int, tokens_out: int) -> float:
    """Euros of one call."""
    return round((tokens_in * EUROS_IN[tier] + tokens_out * EUROS_OUT[tier]) / 1000.0, 6)


def call_seconds(tier: str, tokens_out: int, stretch: float) -> float:
    """Virtual seconds of one call; `stretch` varies it around its usual length."""
    return round((BASE_SECONDS[tier] + tokens_out / TOKENS_PER_SECOND[tier]) * stretch, 3)
