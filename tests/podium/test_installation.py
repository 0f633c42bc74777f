"""The installation's secrets."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from podium.installation import add_seed, derive_seed, fingerprint_of, open_secrets


def test_secrets_are_made_once_and_read_by_the_owner_alone(tmp_path: Path) -> None:
    first = open_secrets(tmp_path / "secrets")
    assert open_secrets(tmp_path / "secrets") == first
    assert stat.S_IMODE((tmp_path / "secrets" / "secrets.json").stat().st_mode) == 0o600


def test_two_processes_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: open_secrets(tmp_path / "secrets"), range(8)))
    assert len(found) == 1
    assert [path.name for path in (tmp_path / "secrets").iterdir()] == ["secrets.json"]


def test_rotating_adds_a_seed_and_keeps_the_old_ones(tmp_path: Path) -> None:
    before = open_secrets(tmp_path)
    after = add_seed(tmp_path)
    assert (after.seeds[:1], after.secret_key) == (before.seeds, before.secret_key)
    assert after.seed != before.seed
    assert after.seed_named(fingerprint_of(before.seed)) == before.seed


def test_a_seed_that_was_never_here_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        open_secrets(tmp_path).seed_named("0" * 12)


def test_derived_seeds_are_whole_positive_and_differ_by_purpose() -> None:
    seeds = {derive_seed("installation", f"form {number}") for number in range(200)}
    assert len(seeds) == 200
    assert all(0 < seed < 2**63 for seed in seeds)
