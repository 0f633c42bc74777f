"""Bring a copy made by `podium backup` into an empty installation."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from podium.web.backup import BackupError, restore_backup


class Command(BaseCommand):
    """`podium restore FILE`: database, secrets and seeds, then the migrations since."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which backup."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring it back and say what it was."""
        try:
            manifest = restore_backup(source=options["file"])
        except BackupError as error:
            raise CommandError(str(error)) from None
        call_command("migrate", interactive=False, verbosity=0)
        self.stdout.write(f"Restored the backup of {manifest['made_at']}. Start the site again to use it.")
