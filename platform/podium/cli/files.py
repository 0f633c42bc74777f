"""Reading what the commands are given: workflow files and exercises."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.cli.errors import CommandError

if TYPE_CHECKING:
    from exercises.loader import Package
    from workflow.problem import Problem

LARGEST = 5_000_000
"""Bytes; a workflow file is a few kilobytes."""


def read_bytes(name: str) -> bytes:
    """The content of a file, or of standard input for `-`."""
    if name == "-":
        return sys.stdin.buffer.read(LARGEST + 1)
    path = Path(name)
    try:
        if path.is_dir():
            raise CommandError(f"{name} is a folder.", "Give the workflow file itself.")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise CommandError(f"There is no file {name}.", "Check the path; `-` reads standard input.") from None
    except (OSError, ValueError) as error:
        raise CommandError(f"{name} cannot be read: {error}.", "Check its permissions.") from None


def read_document(name: str) -> tuple[Any, tuple[Problem, ...]]:
    """The stored document in a YAML or JSON file, or everything that is wrong with the file as such."""
    from workflow.parse import parse_text

    return parse_text(read_bytes(name))


def load_exercise(slug: str) -> Package:
    """The exercise of that slug."""
    from exercises.loader import PackageError, load

    if slug not in exercise_slugs():
        raise CommandError(f"There is no exercise {slug!r}.", f"There are: {', '.join(exercise_slugs())}.")
    try:
        return load(slug)
    except PackageError as error:
        raise CommandError(
            f"The exercise {slug!r} is faulty: {error}", "Mend the package, then try again."
        ) from None


def exercise_slugs() -> tuple[str, ...]:
    """The slugs of all exercise folders, in alphabetical order."""
    from exercises.loader import EXERCISES

    return tuple(sorted(path.parent.name for path in EXERCISES.glob("*/exercise.yaml")))


def describe_problem(problem: Problem) -> str:
    """A finding on one or two lines: what and where, then what to do."""
    place = f"{problem.node}: " if problem.node else ""
    return (
        f"{problem.severity}: {place}{problem.message} [{problem.code} at "
        f"{problem.pointer or '/'}]\n    {problem.remedy}"
    )
