"""`podium run`: a workflow on the public practice cases, in the sandbox."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from podium.cli.errors import CommandError
from podium.cli.files import describe_problem, load_exercise, read_document
from podium.cli.output import canonical_json, paint, table, wrap

if TYPE_CHECKING:
    from grading.practice import PracticeRun

SUMMARY = "run a workflow on the public practice cases of an exercise"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The exercise, the file, one case or all, and how much to print."""
    parser.add_argument("exercise", metavar="SLUG", help="the exercise")
    parser.add_argument(
        "file", metavar="FILE", help="a workflow document, YAML or JSON; - reads standard input"
    )
    parser.add_argument("--case", metavar="ID", help="only this practice case")
    parser.add_argument("--trace", action="store_true", help="print each event of the run")
    parser.add_argument("--json", action="store_true", help="print the runs as canonical JSON")


def run(options: argparse.Namespace) -> int:
    """Run the cases and print what came out, beside what was right."""
    from grading.gradable import open_document
    from grading.practice import run_practice
    from sandbox.world.casebook import practice_cases

    package = load_exercise(options.exercise)
    data, problems = read_document(options.file)
    document = None
    if not problems:
        document, problems = open_document(package.scenario, data)
    if document is None:
        for problem in problems:
            print(describe_problem(problem), file=sys.stderr)
        raise CommandError("The document cannot be run.", f"`podium check {options.file}` says what to mend.")
    cases = practice_cases(package.scenario)
    if options.case:
        cases = tuple(case for case in cases if case.id == options.case)
        if not cases:
            known = ", ".join(case.id for case in practice_cases(package.scenario))
            raise CommandError(f"There is no practice case {options.case!r}.", f"There are: {known}.")
    runs = run_practice(package, document, cases)
    if options.json:
        sys.stdout.write(canonical_json([run.as_dict(with_events=options.trace) for run in runs]))
        return 0
    for entry in runs:
        _print(entry, options.trace)
    print(
        f"{len(runs)} runs, mean outcome {100 * sum(entry.score for entry in runs) / len(runs):.0f} of 100."
    )
    return 0


def _print(entry: PracticeRun, trace: bool) -> None:
    mark = paint(
        f"{100 * entry.score:.0f}", "green" if entry.score > 0.99 else "yellow" if entry.score > 0 else "red"
    )
    print(f"{paint(entry.case, 'bold')}  {entry.title}")
    print(
        f"  {entry.status}, outcome {mark} of 100, {entry.seconds:.1f} s, {entry.cost:.4f} euros, "
        f"{entry.human_minutes:.1f} human minutes"
    )
    for text in entry.incidents:
        print(wrap(text, 13, paint("  incident: ", "red")))
    print(
        table(
            [
                (f"  {part.name}", f"{100 * part.score:.0f}", _short(part.got), _short(part.expected))
                for part in entry.parts
            ],
            ("  deliverable", "score", "got", "expected"),
        )
    )
    if trace:
        for event in entry.events:
            print(
                f"  {event['at']:8.2f}  {event['type']:15} {event.get('node') or '':20} "
                f"{_short(event.get('data'), 90)}"
            )
    print()


def _short(value: Any, width: int = 44) -> str:
    text = value if isinstance(value, str) else canonical_json(value).strip()
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[: width - 1]}…"
