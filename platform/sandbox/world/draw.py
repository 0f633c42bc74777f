"""Common random numbers: every draw is a hash of what it is for, so that luck does not depend on the
workflow."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

RANGE = 1 << 32
"""Draws are whole numbers 0 .. RANGE - 1."""

MILLION = 1_000_000


@lru_cache(maxsize=1 << 16)
def draw(seed: int | str, case_id: str, task: str, hazard: str, attempt: int | str, rank: int) -> int:
    """The draw 0 .. 2**32 - 1 for one hazard of one task in one case at one attempt by one performer."""
    key = f"{seed}\x1f{case_id}\x1f{task}\x1f{hazard}\x1f{attempt}\x1f{rank}"
    return int.from_bytes(blake2b(key.encode(), digest_size=4).digest(), "big")


def to_millionths(probability: float) -> int:
    """A probability in fixed point, 0 .. 1,000,000, so that comparisons are the same on every machine."""
    return min(MILLION, max(0, round(probability * MILLION)))


def strikes(drawn: int, millionths: int) -> bool:
    """Whether a draw falls below a probability given in millionths."""
    return drawn * MILLION < millionths * RANGE


def as_share(drawn: int) -> float:
    """A draw as a number 0 .. 1 with six places, for people to read."""
    return round(drawn / RANGE, 6)


def pick_index(drawn: int, count: int) -> int:
    """A draw as an index 0 .. count - 1; `count` must be positive."""
    return (drawn * count) >> 32


class Stream:
    """A row of draws that belongs to one name: `Stream(seed, "noisy-003", "facts", "price")`."""

    def __init__(self, *parts: int | str) -> None:
        """Begin a stream that depends on the parts and nothing else."""
        self._base = blake2b("\x1f".join(map(str, parts)).encode(), digest_size=16)
        self._count = 0

    def next(self) -> int:
        """The next draw 0 .. 2**32 - 1."""
        self._count += 1
        state = self._base.copy()
        state.update(self._count.to_bytes(4, "big"))
        return int.from_bytes(state.digest()[:4], "big")

    def index(self, count: int) -> int:
        """A uniform index 0 .. count - 1."""
        return pick_index(self.next(), count)
