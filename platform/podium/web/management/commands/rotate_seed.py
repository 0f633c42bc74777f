"""Draw new hidden cases from now on: a new installation seed. Older ones are kept for regrading."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from podium.environment import read_list
from podium.installation import add_seed, fingerprint_of


class Command(BaseCommand):
    """Restart web and workers afterwards: they read the seeds when they start."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Add a seed and name it by its fingerprint."""
        if read_list("PODIUM_SEEDS"):
            raise CommandError("The seeds come from PODIUM_SEEDS: add a new one at the end of that list.")
        seeds = add_seed(settings.SECRETS_FOLDER).seeds
        self.stdout.write(
            f"New seed {fingerprint_of(seeds[-1])}, {len(seeds)} in all. Restart the site to use it."
        )
