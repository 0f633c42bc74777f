"""`podium fleet`: a fleet through a whole day of an exercise, in the sandbox."""

from __future__ import annotations

import argparse
import sys

from podium.cli.errors import CommandError
from podium.cli.files import load_exercise, open_runnable

SUMMARY = "run a fleet through a day of an exercise"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The exercise, the file, the luck, how much of the day, and the kind of output."""
    parser.add_argument("exercise", metavar="SLUG", help="an exercise of kind fleet")
    parser.add_argument("file", metavar="FILE", help="a fleet document, YAML or JSON; - reads standard input")
    parser.add_argument("--seed", metavar="N", type=int, default=0, help="the day's luck (default 0)")
    parser.add_argument(
        "--cases", metavar="N", type=int, help="end the day after its first N arrivals (default: all)"
    )
    parser.add_argument("--json", action="store_true", help="print the report as canonical JSON")


def run(options: argparse.Namespace) -> int:
    """Run the day and print what it came to; 0 whatever that is, 2 for what cannot be run."""
    from sandbox.directives.reader import default_reader
    from sandbox.drivers.day import simulate_day
    from sandbox.fleet.lines import Lines
    from sandbox.fleet.text import describe_day

    package = load_exercise(options.exercise)
    if package.scenario.day is None:
        raise CommandError(
            f"{options.exercise!r} is no fleet exercise.", f"Try `podium run {options.exercise} FILE`."
        )
    if options.cases is not None and options.cases < 1:
        raise CommandError("--cases takes a whole number from 1.", "For example --cases 1000.")
    _, document = open_runnable(package.scenario, options.file)
    report = simulate_day(
        Lines(document), package.scenario, options.seed, default_reader(), cases=options.cases
    )
    if options.json:
        sys.stdout.buffer.write(report.as_bytes())
    else:
        print(describe_day(report))
    return 0
