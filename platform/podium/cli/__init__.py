"""`podium`, the command line: checks, runs, grades and proves on files, without a server and without
Django."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

from podium.cli.errors import CommandError

COMMANDS = (
    "check",
    "run",
    "grade",
    "prove",
    "exercises",
    "hazards",
    "schema",
    "directives",
    "backup",
    "restore",
    "manage",
)
"""Each is a module `podium.cli.commands.<name>` with `SUMMARY`, `add_arguments(parser)` and `run(options)`.
"""


def build_parser(chosen: str | None = None) -> argparse.ArgumentParser:
    """The parser of all commands. Only the chosen command's module is asked for its arguments, so start-up
    is quick."""
    parser = argparse.ArgumentParser(
        prog="podium", description="A flight simulator for people who direct teams of AI agents."
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = importlib.import_module(f"podium.cli.commands.{name}")
        command = commands.add_parser(name, help=module.SUMMARY, description=module.SUMMARY)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 well, 1 something was found wanting, 2 an error (told on
    stderr)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = build_parser().parse_args(given)
    try:
        return int(options.run(options))
    except CommandError as error:
        print(f"podium: {error.message}", file=sys.stderr)
        if error.remedy:
            print(f"        {error.remedy}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("podium: stopped.", file=sys.stderr)
        return 130
