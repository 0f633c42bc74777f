"""`manage.py test`: the environment, the front end, then pytest."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from podium.launch.frontend import FrontEnd
from podium.launch.report import say
from podium.launch.toolchain import Toolchain


def test(root: Path, toolchain: Toolchain, arguments: list[str]) -> int:
    """Set up and run the tests; pytest's exit code."""
    toolchain.prepare("dev")
    problem = FrontEnd(root, toolchain).prepare()
    if problem:
        say(f"{problem}\nThe tests run all the same; those that need the front end say so.")
    command = [str(toolchain.python), "-m", "pytest", *arguments]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=root, env=environment, check=False).returncode
