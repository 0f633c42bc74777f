"""Reading what the commands are given: workflow files and exercises."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.cli.errors import CommandError

if TYPE_CHECKING:
    from exercises.loader import Package
    from sandbox.scenario import Scenario
    from workflow.document import Document
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


def open_runnable(scenario: Scenario, name: str) -> tuple[Any, Document]:
    """The data of a file and its document, fit to be run in this world; prints everything in the way."""
    from grading.gradable import open_document

    data, problems = read_document(name)
    document = None
    if not problems:
        document, problems = open_document(scenario, data)
    if document is None:
        for problem in problems:
            print(describe_problem(problem), file=sys.stderr)
        raise CommandError("The document cannot be run.", f"`podium check {name}` says what to mend.")
    return data, document


def load_exercise(name: str) -> Package:
    """The exercise of that slug, or in that folder (an author's own)."""
    from exercises.loader import PackageError, load_folder

    try:
        return load_folder(find_exercise(name))
    except PackageError as error:
        raise CommandError(
            f"The exercise {name!r} is faulty: {error}", "Mend the package, then try again."
        ) from None


def find_exercise(name: str) -> Path:
    """The folder of an exercise, given by its slug or as a path such as ./my-exercise."""
    from exercises.loader import EXERCISES

    own = Path(name)
    if "/" in name and (own / "exercise.yaml").is_file():
        return own.resolve()
    if name in exercise_slugs():
        return EXERCISES / name
    known = ", ".join(exercise_slugs())
    raise CommandError(
        f"There is no exercise {name!r}.", f"There are: {known}; or give a folder, as ./my-exercise."
    )


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
