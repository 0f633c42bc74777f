"""Bring an installation up to date: database, exercises, demo people, static files."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from podium.accounts.services import DEMO_PASSWORD, make_demo_people
from podium.courses.services import load_content


class Command(BaseCommand):
    """What `manage.py up` runs before it starts the processes; also the upgrade step in production."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Each step is safe to repeat."""
        call_command("migrate", interactive=False, verbosity=0)
        loaded = load_content(at=timezone.now())
        for problem in loaded.problems:
            self.stderr.write(f"Exercise left as it was: {problem}")
        self.stdout.write(
            f"{len(loaded.fresh) + len(loaded.same)} exercises, {len(loaded.fresh)} new or changed."
        )
        if settings.DEMO:
            self._make_demo()
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0, clear=True)

    def _make_demo(self) -> None:
        people = [
            {"email": person.email, "role": person.role, "password": DEMO_PASSWORD}
            for person in make_demo_people()
        ]
        (settings.VAR / "demo-people.json").write_text(json.dumps(people), encoding="utf-8")
