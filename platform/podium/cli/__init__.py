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
    "replay",
    "trace",
    "fleet",
    "grade",
    "prove",
    "exercises",
    "texts",
    "hazards",
    "schema",
    "directives",
    "backup",
    "restore",
    "manage",
)
"""Each is a module `podium.cli.commands.<name>` with `SUMMARY`, `add_arguments(parser)` and `run(options)`.
"""
HANDED_ON = frozenset({"backup", "restore", "manage"})
"""Commands of the site: their arguments are its own."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; their modules load what they work with only when they run."""
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


def _parse(given: Sequence[str]) -> argparse.Namespace:
    """The options; what is handed on to the site keeps its own."""
    parser = build_parser()
    if given and given[0] in HANDED_ON and not {"-h", "--help"} & set(given[1:2]):
        return argparse.Namespace(run=parser.parse_args([given[0]]).run, arguments=list(given[1:]))
    return parser.parse_args(given)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 well, 1 something was found wanting, 2 an error (told on
    stderr)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parse(given)
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
    except Exception as error:
        if os.environ.get("PODIUM_DEBUG"):
            raise
        print(f"podium: Podium itself went wrong: {type(error).__name__}: {error}", file=sys.stderr)
        print("        Set PODIUM_DEBUG=1 to see where, and please report it.", file=sys.stderr)
        return 2
