"""Django's own commands, run in the environment: `python -m podium.launch.django_command migrate`."""

from __future__ import annotations

import sys

from podium.environment import SettingError


def main() -> int:
    """Run the command; a setting that cannot be read is said in one line."""
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["manage.py", *sys.argv[1:]])
    except SettingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
