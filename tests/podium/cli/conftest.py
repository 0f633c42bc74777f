"""A shell for the tests of the command line, read by the plain reader instead of the trained one."""

from __future__ import annotations

import pytest

from tests.grading.cast import READER
from tests.podium.cli.shell import Shell


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A shell without colour, in which prompts are read by plain words."""
    for module in ("grading.grade", "grading.practice", "exercises.prove", "sandbox.directives.score"):
        monkeypatch.setattr(f"{module}.default_reader", lambda: READER)
    return Shell(capsys)
