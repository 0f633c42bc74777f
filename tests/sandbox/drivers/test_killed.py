"""SIGKILL at every point of a run: no finished step with an effect is taken again, nothing happens twice."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.drivers.journal import Done, FileJournal
from sandbox.step import StepResult

ROOT = Path(__file__).parents[3]


def run_script(folder: Path, *points: int) -> str:
    """Let the script do its killing; what it printed."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.sandbox.drivers.killed_run", str(folder), *map(str, points)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=300, check=False, text=True)
    assert said.returncode == 0, said.stderr
    return said.stdout


def entries(file: Path) -> list[list[object]]:
    """The lines of a file that the script wrote."""
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def keys_of(folder: Path) -> list[str]:
    """The keys of the effects that happened, sorted."""
    return sorted(str(key) for key, _ in entries(folder / "ledger"))


@pytest.mark.slow
def test_killed_at_every_point_it_does_nothing_twice(tmp_path: Path) -> None:
    run_script(tmp_path / "whole", 0)
    expected, effects = (tmp_path / "whole" / "log").read_bytes(), keys_of(tmp_path / "whole")
    kills = int(run_script(tmp_path / "killed"))
    assert kills >= 60
    for point in range(1, kills + 1):
        folder = tmp_path / "killed" / str(point)
        assert (folder / "log").read_bytes() == expected, f"killed at point {point}"
        left = FileJournal(folder / "journal.killed").read()
        done = {record.step for record in left if isinstance(record, Done)}
        again = entries(folder / "calls")[len(entries(folder / "calls.killed")) :]
        assert done.isdisjoint(step for step, _ in again), f"killed at point {point}"
        assert keys_of(folder) == effects, f"killed at point {point}"


def test_a_run_killed_again_and_again_comes_to_its_end(tmp_path: Path) -> None:
    run_script(tmp_path / "whole", 0)
    run_script(tmp_path / "torn", 3, 9, 17, 26, 40, 55, 0)
    assert (tmp_path / "torn" / "log").read_bytes() == (tmp_path / "whole" / "log").read_bytes()
    assert keys_of(tmp_path / "torn") == keys_of(tmp_path / "whole")


def test_half_a_line_at_the_end_does_not_count(tmp_path: Path) -> None:
    journal = FileJournal(tmp_path / "journal")
    journal.append(Done(1, StepResult()))
    with journal.path.open("ab") as file:
        file.write(b'{"done":2,"res')
    again = FileJournal(tmp_path / "journal")
    assert [record.step for record in again.read() if isinstance(record, Done)] == [1]
    again.append(Done(2, StepResult()))
    assert len(again.read()) == 2
