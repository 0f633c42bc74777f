"""`podium manage`: the site's own management commands."""

from __future__ import annotations

import argparse
import os

from podium.cli.errors import CommandError

SUMMARY = "run a management command of the site (podium manage help)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything after `manage` is handed on."""
    parser.add_argument(
        "arguments", nargs=argparse.REMAINDER, metavar="...", help="the management command and its arguments"
    )


def run(options: argparse.Namespace) -> int:
    """Hand over to Django."""
    return run_management(options.arguments or ["help"])


def run_management(arguments: list[str]) -> int:
    """Run one management command with the site's settings; its own errors end as ours do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "podium.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import ManagementUtility
    from django.core.management.base import CommandError as ManagementError

    try:
        ManagementUtility(["podium manage", *arguments]).execute()
    except (ManagementError, ImproperlyConfigured) as error:
        raise CommandError(str(error), "See `podium manage help`.") from None
    return 0
