"""`podium restore`: bring a copy made by `podium backup` back."""

from __future__ import annotations

import argparse

from podium.cli.commands.manage import run_management

SUMMARY = "bring a copy made by `podium backup` back"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after `restore` is handed on to the site's management command of that name."""
    parser.add_argument(
        "arguments", nargs=argparse.REMAINDER, metavar="...", help="see podium manage restore --help"
    )


def run(options: argparse.Namespace) -> int:
    """Hand over to the management command."""
    return run_management(["restore", *options.arguments])
