"""Starting practice runs and writing their journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from podium.accounts.models import User
from podium.courses.models import Exercise
from podium.runs.models import Mode, Run
from workflow.problem import Problem


class InvalidRun(Exception):
    """The document or the case cannot be run; `code` for programs, `problems` of the document."""

    def __init__(self, code: str, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.problems = problems


def start_run(
    *, user: User, exercise: Exercise, document: Any, case_id: str, mode: Mode, at: datetime
) -> Run:
    """Run a document on a public case; raises InvalidRun."""
    raise InvalidRun("no_such_case", "There is no such practice case.")
