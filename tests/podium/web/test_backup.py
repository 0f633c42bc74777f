"""Backup and restore, between real installations."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.slow


def manage(var: Path, *arguments: str, code: int = 0) -> str:
    """A command of the installation in a folder."""
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "podium.settings",
        "PODIUM_VAR": str(var),
        "PODIUM_DATABASE_URL": "",
        "PODIUM_DEMO": "1",
        "PYTHONWARNINGS": "",
    }
    command = [sys.executable, "-m", "podium.launch.django_command", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def secrets_of(var: Path) -> dict[str, object]:
    return json.loads((var / "secrets" / "secrets.json").read_text())


def test_a_backup_brings_people_secrets_and_seeds_into_an_empty_installation(tmp_path: Path) -> None:
    old, new, file = tmp_path / "old", tmp_path / "new", tmp_path / "podium.zip"
    manage(old, "prepare_site")
    manage(old, "rotate_seed")
    manage(old, "backup", str(file))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "already" in manage(old, "restore", str(file), code=1)
    manage(new, "restore", str(file))
    assert secrets_of(new) == secrets_of(old)
    assert "is now a manager" in manage(new, "set_role", "learner@demo.example", "manager")
    assert "is there already" in manage(old, "backup", str(file), code=1)


def test_a_file_that_is_no_backup_changes_nothing(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(b"not a zip")
    assert "no backup of Podium" in manage(tmp_path / "var", "restore", str(wrong), code=1)
    with zipfile.ZipFile(wrong, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": 1, "database": "sqlite"}))
    assert "is damaged" in manage(tmp_path / "var", "restore", str(wrong), code=1)


def test_the_settings_check_names_what_is_missing(tmp_path: Path) -> None:
    told = manage(tmp_path / "var", "settings_check", code=1)
    assert "Not ready for production" in told
    for name in ("PODIUM_URL", "PODIUM_DATABASE_URL", "PODIUM_BROKER_URL", "PODIUM_MAIL_URL", "PODIUM_DEMO"):
        assert name in told
