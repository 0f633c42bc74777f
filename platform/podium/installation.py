"""The installation's secrets: made at first start, readable by the owner alone, part of every backup."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Secrets:
    """`secret_key` signs sessions; `seeds` draw hidden cases, the newest last (older ones serve
    regrading)."""

    secret_key: str
    seeds: tuple[str, ...]

    @property
    def seed(self) -> str:
        """The seed that new submissions are graded with."""
        return self.seeds[-1]

    def seed_named(self, fingerprint: str) -> str:
        """The seed with that fingerprint; KeyError where this installation never had it."""
        for seed in self.seeds:
            if fingerprint_of(seed) == fingerprint:
                return seed
        raise KeyError(fingerprint)


def fingerprint_of(seed: str) -> str:
    """Twelve hexadecimal digits that name a seed without giving it away."""
    return hashlib.sha256(b"podium seed " + seed.encode()).hexdigest()[:12]


def derive_seed(seed: str, purpose: str) -> int:
    """A whole number 1..2**63-1 for one purpose (an exercise's form), from the installation's seed."""
    digest = hmac.new(seed.encode(), purpose.encode(), hashlib.sha256).digest()
    return int.from_bytes(digest[:8], "big") % (2**63 - 1) + 1


def open_secrets(folder: Path) -> Secrets:
    """The secrets kept in `folder`, made now where there are none; safe when two processes start together."""
    path = folder / "secrets.json"
    if not path.exists():
        fresh: dict[str, object] = {"secret_key": secrets.token_urlsafe(50), "seeds": [secrets.token_hex(32)]}
        _write_once(path, fresh)
    data = json.loads(path.read_text(encoding="utf-8"))
    return Secrets(data["secret_key"], tuple(data["seeds"]))


def add_seed(folder: Path) -> Secrets:
    """Rotate: a new seed for new submissions; the old ones stay for regrading."""
    known = open_secrets(folder)
    replace_secrets(folder, Secrets(known.secret_key, (*known.seeds, secrets.token_hex(32))))
    return open_secrets(folder)


def replace_secrets(folder: Path, kept: Secrets) -> None:
    """Write other secrets over those in `folder`, whole or not at all."""
    path = folder / "secrets.json"
    _write_beside(path, {"secret_key": kept.secret_key, "seeds": list(kept.seeds)}).replace(path)


def _write_once(path: Path, data: dict[str, object]) -> None:
    temporary = _write_beside(path, data)
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass  # another process was first: its secrets count
    finally:
        temporary.unlink()


def _write_beside(path: Path, data: dict[str, object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".secrets-")  # mkstemp makes it mode 600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(data, file)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)
