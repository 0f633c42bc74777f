"""Say what is set, what is missing for production, and what is wrong."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from podium.web.settings_report import check_settings


class Command(BaseCommand):
    """Ends with code 1 where something is wrong or missing."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """One line a variable."""
        findings = check_settings()
        for finding in findings:
            self.stdout.write(f"{finding.state:<8} {finding.name}: {finding.meaning}")
        open_ones = [finding.name for finding in findings if finding.state in {"missing", "wrong"}]
        if open_ones:
            raise CommandError(f"Not ready for production: {', '.join(open_ones)}. See docs/production.md.")
        self.stdout.write("Ready for production.")
