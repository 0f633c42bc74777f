"""Which command was asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from podium.launch.report import Trouble, complain
from podium.launch.toolchain import Toolchain

USAGE = """Podium

  python3 manage.py up      set everything up and run the site (--port 8001, --host 0.0.0.0, --no-demo)
  python3 manage.py test    set everything up and run the tests (what follows goes to pytest)
  python3 manage.py help    the other commands: migrate, backup, restore, settings_check ...
"""


def run(root: str, arguments: list[str]) -> int:
    """Do what was asked; the exit code."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        sys.stdout.write(USAGE)
        return 0
    try:
        return _dispatch(Path(root), arguments[0], arguments[1:])
    except Trouble as trouble:
        complain(trouble)
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 130


def _dispatch(root: Path, command: str, rest: list[str]) -> int:
    toolchain = Toolchain(root)
    if command == "up":
        from podium.launch.up import up

        return up(root, toolchain, rest)
    if command == "test":
        from podium.launch.testing import test

        return test(root, toolchain, rest)
    if not toolchain.is_ready():
        toolchain.prepare("run")
    return run_django(toolchain, [command, *rest])


def run_django(toolchain: Toolchain, arguments: list[str]) -> int:
    """A Django command in the environment's Python; the exit code."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "podium.settings"),
    }
    command = [str(toolchain.python), "-m", "podium.launch.django_command", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode
