"""`podium grade`: the three scores of a workflow, with the evidence for every point."""

from __future__ import annotations

import argparse
import sys

from podium.cli.errors import CommandError
from podium.cli.files import describe_problem, load_exercise, read_document

SUMMARY = "grade a workflow on an exercise's hidden cases"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The exercise, the file, the form and the kind of output."""
    parser.add_argument("exercise", metavar="SLUG", help="the exercise")
    parser.add_argument(
        "file", metavar="FILE", help="a workflow document, YAML or JSON; - reads standard input"
    )
    parser.add_argument(
        "--seed", metavar="N", default="0", help="the form: which hidden cases and which luck (default 0)"
    )
    parser.add_argument("--json", action="store_true", help="print the whole grade as canonical JSON")
    parser.add_argument("--brief", action="store_true", help="print the scores without the evidence")


def run(options: argparse.Namespace) -> int:
    """0 for a graded document (passed or not), 2 for one that cannot be graded."""
    from grading.grade import grade_submission
    from grading.score import NotGradable
    from podium.cli.grade_text import describe_grade
    from podium.cli.output import canonical_json

    package = load_exercise(options.exercise)
    data, problems = read_document(options.file)
    result = NotGradable(problems) if problems else grade_submission(package, data, seed=_seed(options.seed))
    if options.json:
        sys.stdout.write(canonical_json(result.as_dict()))
    if isinstance(result, NotGradable):
        for problem in result.problems:
            print(describe_problem(problem), file=sys.stderr)
        raise CommandError(
            "The document cannot be graded as it is.", "Mend what is listed above; it costs no attempt."
        )
    if not options.json:
        print(describe_grade(package.title, result, with_evidence=not options.brief))
    return 0


def _seed(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise CommandError(f"--seed takes a whole number, not {text!r}.", "For example --seed 7.") from None
