"""Mail without a mail server: printed to the terminal and kept in `var/mail`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend


class TerminalBackend(EmailBackend):
    """Keeps each mail as a file and prints it, so that links in it can be followed on a trial
    installation."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Print and keep; the number of messages."""
        for message in email_messages:
            head = f"--- mail to {', '.join(message.to)}: {message.subject}"
            sys.stdout.write(f"\n{head}\n{message.body.strip()}\n---\n")
        sys.stdout.flush()
        return super().send_messages(email_messages) or 0
