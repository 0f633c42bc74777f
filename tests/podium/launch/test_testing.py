"""`manage.py test` runs the core and the site side by side and hides neither's failures."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from podium.launch.testing import run_side_by_side


def make_tests(root: Path, *, core: str, site: str) -> None:
    for folder, body in (("workflow", core), ("podium", site)):
        (root / "tests" / folder).mkdir(parents=True)
        (root / "tests" / folder / f"test_{folder}.py").write_text(f"def test_it():\n    assert {body}\n")


@pytest.mark.parametrize(
    ("core", "site", "code"), [("True", "True", 0), ("False", "True", 1), ("True", "False", 1)]
)
def test_a_failure_on_either_side_is_a_failure(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], core: str, site: str, code: int
) -> None:
    make_tests(tmp_path, core=core, site=site)
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    assert run_side_by_side(tmp_path, [sys.executable, "-m", "pytest"], environment) == code
    said = capfd.readouterr().out
    assert ("All tests passed." in said) == (code == 0)
    assert said.count(" in ") >= 2
