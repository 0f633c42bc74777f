"""One file with everything an installation cannot make again: its database, its secrets and its seeds."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder

from podium.installation import Secrets, replace_secrets

FORMAT = 1
DATABASE_FILES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class BackupError(Exception):
    """A backup that cannot be made or brought back; the message says why and what to do."""


def make_backup(*, target: Path, at: datetime) -> Path:
    """Write a backup to `target`, readable by the owner alone, while the site goes on running."""
    if target.exists():
        raise BackupError(f"{target} is there already: choose another name.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="podium-backup-") as name:
        folder = Path(name)
        dump = folder / DATABASE_FILES[connection.vendor]
        _dump_sqlite(dump) if connection.vendor == "sqlite" else _dump_postgresql(dump)
        _write_json(folder / "manifest.json", _describe(at))
        kept = settings.INSTALLATION
        _write_json(folder / "secrets.json", {"secret_key": kept.secret_key, "seeds": list(kept.seeds)})
        part = target.with_name(target.name + ".part")
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry in sorted(folder.iterdir()):
                archive.write(entry, entry.name)
        part.replace(target)
    return target


def restore_backup(*, source: Path) -> dict[str, Any]:
    """Bring a backup into an empty installation; its manifest. Raises BackupError before anything is
    changed."""
    manifest = read_manifest(source)
    if manifest["database"] != connection.vendor:
        raise BackupError(
            f"This backup holds a {manifest['database']} database, and PODIUM_DATABASE_URL names a"
            f" {connection.vendor} one: set it to the same kind, then restore again."
        )
    if _has_people():
        raise BackupError(
            "This installation has people in it already. Restore into an empty one: set PODIUM_VAR (and"
            " PODIUM_DATABASE_URL) to a new place."
        )
    with tempfile.TemporaryDirectory(prefix="podium-restore-") as name:
        folder = Path(name)
        with zipfile.ZipFile(source) as archive:
            for entry in (DATABASE_FILES[connection.vendor], "secrets.json"):
                archive.extract(entry, folder)
        dump = folder / DATABASE_FILES[connection.vendor]
        _load_sqlite(dump) if connection.vendor == "sqlite" else _load_postgresql(dump)
        data = json.loads((folder / "secrets.json").read_text(encoding="utf-8"))
        replace_secrets(settings.SECRETS_FOLDER, Secrets(data["secret_key"], tuple(data["seeds"])))
    return manifest


def read_manifest(source: Path) -> dict[str, Any]:
    """What a backup says of itself."""
    try:
        with zipfile.ZipFile(source) as archive:
            manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
            names = set(archive.namelist())
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        raise BackupError(f"{source} is no backup of Podium, or it is damaged.") from None
    if manifest.get("format") != FORMAT:
        raise BackupError(f"{source} was made by a newer Podium: restore it with that one.")
    missing = {"secrets.json", DATABASE_FILES.get(manifest.get("database", ""), "?")} - names
    if missing:
        raise BackupError(f"{source} is damaged: {', '.join(sorted(missing))} is missing.")
    return manifest


def _describe(at: datetime) -> dict[str, Any]:
    applied = MigrationRecorder(connection).applied_migrations()
    return {
        "format": FORMAT,
        "podium": settings.PODIUM_VERSION,
        "made_at": at.isoformat(),
        "database": connection.vendor,
        "migrations": sorted(f"{app}.{name}" for app, name in applied),
    }


def _has_people() -> bool:
    tables = connection.introspection.table_names()
    if "accounts_user" not in tables:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM accounts_user")
        return bool(cursor.fetchone()[0])


def _dump_sqlite(target: Path) -> None:
    connection.ensure_connection()
    with sqlite3.connect(target) as copy:
        connection.connection.backup(copy)  # SQLite's online backup: consistent while others write
    copy.close()


def _load_sqlite(dump: Path) -> None:
    with sqlite3.connect(dump) as check:
        if check.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise BackupError("The database in this backup is damaged.")
    check.close()
    target = Path(str(settings.DATABASES["default"]["NAME"]))
    connections.close_all()
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(dump, target)


def _dump_postgresql(target: Path) -> None:
    _run_client("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"])


def _load_postgresql(dump: Path) -> None:
    connections.close_all()
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--exit-on-error"]
    _run_client("pg_restore", [*options, f"--dbname={settings.DATABASES['default']['NAME']}", str(dump)])


def _run_client(program: str, arguments: list[str]) -> None:
    database = settings.DATABASES["default"]
    names = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    given = {variable: str(database[key]) for variable, key in names.items() if database.get(key)}
    path = shutil.which(program)
    if path is None:
        raise BackupError(f"{program} is not installed: on Debian, sudo apt install postgresql-client.")
    done = subprocess.run(  # noqa: S603 - the arguments are our own
        [path, *arguments], env={**os.environ, **given}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{program} failed: {done.stderr.strip()[-800:]}")


def _write_json(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, indent=1, sort_keys=True), encoding="utf-8")
