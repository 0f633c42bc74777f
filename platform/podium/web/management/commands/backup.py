"""Copy the database, the seeds and the keys of this installation into one file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from podium.web.backup import BackupError, make_backup


class Command(BaseCommand):
    """`podium backup [FILE]`: safe while the site runs."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to write it."""
        parser.add_argument("file", nargs="?", type=Path, help="default: var/backups/podium-<time>.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say where it is."""
        at = timezone.now()
        target = options["file"] or settings.VAR / "backups" / f"podium-{at:%Y%m%d-%H%M%S}.zip"
        try:
            made = make_backup(target=target.absolute(), at=at)
        except BackupError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{made} ({made.stat().st_size / 1000:.0f} kB). It holds secrets: keep it safe.")
