"""`manage.py test`: the environment, the front end, then pytest."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from podium.launch.frontend import FrontEnd
from podium.launch.report import say
from podium.launch.toolchain import Toolchain

SITE = ("podium", "e2e")
"""The folders of tests that need the site; the rest is the pure core."""


def test(root: Path, toolchain: Toolchain, arguments: list[str]) -> int:
    """Set up and run the tests; pytest's exit code. What follows `test` goes to pytest."""
    toolchain.prepare("dev")
    problem = FrontEnd(root, toolchain).prepare()
    if problem:
        say(f"{problem}\nThe tests run all the same; those that need the front end say so.")
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    pytest = [str(toolchain.python), "-m", "pytest"]
    if arguments:
        return subprocess.run([*pytest, *arguments], cwd=root, env=environment, check=False).returncode
    return run_side_by_side(root, pytest, environment)


def run_side_by_side(root: Path, pytest: list[str], environment: dict[str, str]) -> int:
    """The core's tests and the site's at the same time: they share nothing, and most machines have two cores.
    The site's are shown as they run, the core's when both are done."""
    folders = sorted(
        path for path in (root / "tests").iterdir() if path.is_dir() and any(path.rglob("test_*.py"))
    )
    site = [str(path) for path in folders if path.name in SITE]
    core = [str(path) for path in folders if path.name not in SITE]
    say("Testing the core and the site side by side; first what the site's tests say.")
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        running = subprocess.Popen(
            [*pytest, "-q", *core], cwd=root, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            code = subprocess.run([*pytest, "-q", *site], cwd=root, env=environment, check=False).returncode
            say("Now what the core's tests say.")
            running.wait()
        finally:
            running.kill()
        output.seek(0)
        sys.stdout.write(output.read())
    worst = code or running.returncode
    say("All tests passed." if not worst else "Some tests FAILED: look above.")
    return worst
