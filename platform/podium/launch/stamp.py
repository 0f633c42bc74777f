"""Stamps: small files that remember by hash what was done already, so that a second start does nothing
twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

SKIPPED_FOLDERS = {"node_modules", "__pycache__", "dist", ".vite", "canvas"}


def hash_files(paths: Iterable[Path], *extra: str) -> str:
    """One hash of the names and contents of files and of everything under folders, and of some words."""
    digest = hashlib.sha256()
    for word in extra:
        digest.update(word.encode() + b"\0")
    for path in paths:
        for file in _files(path):
            digest.update(str(file.relative_to(path.parent)).encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found: list[Path] = []
    for entry in sorted(path.iterdir()) if path.is_dir() else []:
        if entry.is_dir():
            if entry.name not in SKIPPED_FOLDERS:
                found += _files(entry)
        elif entry.suffix != ".pyc":
            found.append(entry)
    return found


def is_stamped(stamp: Path, value: str) -> bool:
    """Whether the stamp holds exactly this value."""
    try:
        return stamp.read_text(encoding="utf-8") == value
    except OSError:
        return False


def write_stamp(stamp: Path, value: str) -> None:
    """Remember the value."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value, encoding="utf-8")
