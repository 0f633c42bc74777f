"""Runs the command line in this process, as a shell would."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from podium.cli import main
from tests.grading.cast import PACKAGES

BIKE_HIRE = f"{PACKAGES}/bike-hire"
REFERENCE = f"{BIKE_HIRE}/solutions/reference.yaml"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


class Shell:
    """Runs commands and keeps what they say apart."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Listen with pytest's own capture."""
        self._capsys = capsys

    def run(self, *arguments: str | Path) -> Answer:
        """Run one command; a refusal of the parser is an answer like any other."""
        self._capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = self._capsys.readouterr()
        return Answer(code, said.out, said.err)
