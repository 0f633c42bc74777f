"""The same on PostgreSQL, with pg_dump; needs a server, so it runs where the tests run on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

ROOT = Path(__file__).resolve().parents[3]
ADDRESS = os.environ.get("PODIUM_DATABASE_URL", "")
pytestmark = [
    pytest.mark.services,
    pytest.mark.slow,
    pytest.mark.skipif(not ADDRESS.startswith("postgres"), reason="PODIUM_DATABASE_URL names no PostgreSQL"),
]


def address_of(name: str) -> str:
    return urlunsplit(urlsplit(ADDRESS)._replace(path=f"/{name}", query=""))


@pytest.fixture
def two_databases() -> Iterator[tuple[str, str]]:
    import psycopg

    names = (f"podium_old_{os.getpid()}", f"podium_new_{os.getpid()}")
    with psycopg.connect(address_of("postgres"), autocommit=True) as connection:
        for name in names:
            connection.execute(f'CREATE DATABASE "{name}"')
        yield address_of(names[0]), address_of(names[1])
        for name in names:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(var: Path, database: str, *arguments: str) -> str:
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "podium.settings",
        "PODIUM_VAR": str(var),
        "PODIUM_DATABASE_URL": database,
        "PODIUM_DEMO": "1",
        "PYTHONWARNINGS": "",
    }
    command = [sys.executable, "-m", "podium.launch.django_command", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_backup_brings_people_secrets_and_seeds_to_another_server(
    two_databases: tuple[str, str], tmp_path: Path
) -> None:
    old, new = two_databases
    file = tmp_path / "podium.zip"
    manage(tmp_path / "old", old, "prepare_site")
    manage(tmp_path / "old", old, "backup", str(file))
    manage(tmp_path / "new", new, "restore", str(file))
    assert "is now a manager" in manage(tmp_path / "new", new, "set_role", "learner@demo.example", "manager")
    kept = [(tmp_path / name / "secrets" / "secrets.json").read_text() for name in ("old", "new")]
    assert kept[0] == kept[1]
