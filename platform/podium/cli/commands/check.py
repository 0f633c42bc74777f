"""`podium check`: everything that is wrong with a workflow file."""

from __future__ import annotations

import argparse
import sys

from podium.cli.files import describe_problem, load_exercise, read_document
from podium.cli.output import canonical_json, paint

SUMMARY = "say everything that is wrong with a workflow file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file, and the exercise whose names it should use."""
    parser.add_argument(
        "file", metavar="FILE", help="a workflow document, YAML or JSON; - reads standard input"
    )
    parser.add_argument("--exercise", metavar="SLUG", help="also check the names of this exercise")
    parser.add_argument("--json", action="store_true", help="print the problems as canonical JSON")


def run(options: argparse.Namespace) -> int:
    """0 for a valid document (warnings allowed), 2 with all problems on stderr for an invalid one."""
    from grading.gradable import names_of
    from workflow.validate import validate

    names = names_of(load_exercise(options.exercise).scenario) if options.exercise else None
    data, problems = read_document(options.file)
    if not problems:
        _, problems = validate(data, names)
    errors = sum(problem.severity == "error" for problem in problems)
    if options.json:
        sys.stdout.write(
            canonical_json({"problems": [problem.as_dict() for problem in problems], "valid": not errors})
        )
    for problem in problems:
        print(describe_problem(problem), file=sys.stderr)
    if not options.json and not errors:
        print(paint("The document is valid.", "green"))
    return 2 if errors else 0
