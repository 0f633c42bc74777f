"""Make somebody a learner, an instructor or a manager."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from podium.accounts.models import Role, User
from podium.accounts.services import set_role


class Command(BaseCommand):
    """`manage.py set_role somebody@example.org instructor`."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and what they shall be."""
        parser.add_argument("email")
        parser.add_argument("role", choices=Role.values)

    def handle(self, *args: Any, **options: Any) -> None:
        """Change it and say so."""
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"Nobody here has the address {options['email']}: they sign up first.")
        set_role(user=user, role=options["role"])
        self.stdout.write(f"{user.email} is now a {options['role']}.")
