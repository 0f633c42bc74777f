"""What the launcher says: short lines, and one clear line with a remedy where something stands in the way."""

from __future__ import annotations

import sys


class Trouble(Exception):
    """Something stands in the way. `remedy` says what the reader can do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}\n{remedy}")
        self.what = what
        self.remedy = remedy


def say(text: str) -> None:
    """One line on the terminal, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(trouble: Trouble) -> None:
    """The trouble and its remedy, on the error stream."""
    sys.stderr.write(f"\n{trouble.what}\n→ {trouble.remedy}\n")
    sys.stderr.flush()
