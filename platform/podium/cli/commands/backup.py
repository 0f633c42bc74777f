"""`podium backup`: copy the database, the seeds and the keys of this installation into one file."""

from __future__ import annotations

import argparse

from podium.cli.commands.manage import run_management

SUMMARY = "copy the database, the seeds and the keys of this installation into one file"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after `backup` is handed on to the site's management command of that name."""
    parser.add_argument(
        "arguments", nargs=argparse.REMAINDER, metavar="...", help="see podium manage backup --help"
    )


def run(options: argparse.Namespace) -> int:
    """Hand over to the management command."""
    return run_management(["backup", *options.arguments])
