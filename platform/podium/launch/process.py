"""Running other programs while setting up: quiet when all goes well, their last words when not."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

NETWORK_SIGNS = (
    "failed to fetch",
    "could not connect",
    "connection refused",
    "connection error",
    "network is unreachable",
    "name or service not known",
    "temporary failure in name resolution",
    "failed to resolve",
    "dns error",
    "timed out",
    "no route to host",
    "enotfound",
    "econnrefused",
    "eai_again",
    "etimedout",
    "could not find a version that satisfies",
)


class CommandFailed(Exception):
    """A program ended badly. `output` is what it said; `is_network` whether it looks like a missing
    network."""

    def __init__(self, command: Sequence[str], output: str) -> None:
        super().__init__(f"{Path(command[0]).name} failed")
        self.output = output
        self.is_network = any(sign in output.lower() for sign in NETWORK_SIGNS)

    @property
    def last_words(self) -> str:
        """The last lines that say something."""
        lines = [line for line in self.output.splitlines() if line.strip()]
        return "\n".join(f"  {line}" for line in lines[-12:])


def run_quietly(
    command: Sequence[str | Path], *, cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> str:
    """Run a program to its end; its output. Raises CommandFailed."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise CommandFailed(words, str(error)) from None
    if done.returncode:
        raise CommandFailed(words, done.stdout)
    return done.stdout
