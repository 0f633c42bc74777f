"""What stands in the way of `up` gets one clear line with the remedy."""

from __future__ import annotations

import argparse
import importlib.util
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from podium.launch import toolchain as toolchain_module
from podium.launch.command import run
from podium.launch.frontend import FrontEnd
from podium.launch.process import CommandFailed
from podium.launch.report import Trouble
from podium.launch.toolchain import Toolchain
from podium.launch.up import check_port, make_environment, note_problem, read_options, worker_command

ROOT = Path(__file__).resolve().parents[3]


def test_a_port_that_is_taken_is_named_with_the_next_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Trouble) as trouble:
            check_port("127.0.0.1", port)
    assert f"Port {port} is taken" in trouble.value.what
    assert f"--port {port + 1}" in trouble.value.remedy
    check_port("127.0.0.1", port)


def test_a_port_that_is_none_is_refused() -> None:
    with pytest.raises(Trouble, match="no port"):
        check_port("127.0.0.1", 70000)


def test_demo_is_on_unless_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PODIUM_DEMO", raising=False)
    monkeypatch.delenv("PODIUM_URL", raising=False)
    found = make_environment(ROOT, read_options(["--port", "8123"]))
    assert (found["PODIUM_DEMO"], found["PODIUM_URL"]) == ("1", "http://localhost:8123")
    assert make_environment(ROOT, read_options(["--no-demo"]))["PODIUM_DEMO"] == "0"


def test_an_operators_own_settings_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODIUM_URL", "https://podium.example.org")
    monkeypatch.setenv("PODIUM_VAR", "/srv/podium")
    found = make_environment(ROOT, read_options([]))
    assert (found["PODIUM_URL"], found["PODIUM_VAR"]) == ("https://podium.example.org", "/srv/podium")


def test_the_worker_carries_the_sweepers_clock() -> None:
    command = worker_command(Toolchain(ROOT), argparse.Namespace(workers=3))
    assert "--beat" in command
    assert command[command.index("--concurrency") + 1] == "3"


def test_a_python_without_venv_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "ensurepip" else real(name, *rest)
    )
    assert run(str(tmp_path), ["migrate"]) == 1
    said = capsys.readouterr().err
    assert "venv module is not installed" in said
    assert "apt install python3" in said


def test_a_missing_network_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(command: list[object], **_: object) -> str:
        raise CommandFailed(["pip"], "ERROR: Could not find a version that satisfies the requirement uv")

    (tmp_path / "locks").mkdir()
    (tmp_path / "locks" / "run.lock").write_text("uv==1")
    monkeypatch.setattr(toolchain_module, "run_quietly", fail)
    with pytest.raises(Trouble, match="no network") as trouble:
        Toolchain(tmp_path).install("run", "the locked packages")
    assert "PIP_INDEX_URL" in trouble.value.remedy


def test_what_was_installed_is_not_installed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[object] = []
    (tmp_path / "locks").mkdir()
    (tmp_path / "locks" / "run.lock").write_text("uv==1")
    monkeypatch.setattr(toolchain_module, "run_quietly", lambda command, **_: calls.append(command) or "")
    for _ in range(2):
        Toolchain(tmp_path).install("run", "the locked packages")
    assert len(calls) == 1
    (tmp_path / "locks" / "run.lock").write_text("uv==2")
    Toolchain(tmp_path).install("run", "the locked packages")
    assert len(calls) == 2


def test_an_unbuildable_front_end_leaves_word_for_the_studio(tmp_path: Path) -> None:
    note_problem(tmp_path, "No network.")
    assert (tmp_path / "front-end-problem.txt").read_text() == "No network."
    note_problem(tmp_path, "")
    assert not (tmp_path / "front-end-problem.txt").exists()


def test_the_front_end_is_built_again_when_a_template_changes(tmp_path: Path) -> None:
    for part in ("platform/canvas/src", "platform/podium/web/templates"):
        (tmp_path / part).mkdir(parents=True)
    front_end = FrontEnd(tmp_path, Toolchain(tmp_path))
    before = front_end.sources_hash()
    (tmp_path / "platform/podium/web/templates/base.html").write_text("<p class='mt-4'>")
    assert front_end.sources_hash() != before


def test_without_a_command_the_usage_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(ROOT), []) == 0
    assert "manage.py up" in capsys.readouterr().out


def test_an_old_python_gets_one_clear_line() -> None:
    script = "import sys; sys.version_info = (3, 9, 1); sys.argv = ['manage.py', 'up']; import runpy;"
    script += f" runpy.run_path({str(ROOT / 'manage.py')!r}, run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; this is 3.9" in done.stderr


def test_the_launcher_needs_nothing_but_the_standard_library() -> None:
    script = "import podium.launch.command, podium.launch.up, podium.launch.testing"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "platform")}
    command = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        f"import sys; sys.path.append({str(ROOT / 'platform')!r}); {script}",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
