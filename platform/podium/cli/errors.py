"""What a command says when it cannot go on."""

from __future__ import annotations


class CommandError(Exception):
    """A sentence that says what is wrong, and one that says what to do about it; ends the command with exit
    code 2."""

    def __init__(self, message: str, remedy: str = "") -> None:
        """Keep both sentences."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy
