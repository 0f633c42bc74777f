"""The Python environment: `.venv`, filled from the hash locks."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from podium.launch.process import CommandFailed, run_quietly
from podium.launch.report import Trouble, say
from podium.launch.stamp import hash_files, is_stamped, write_stamp

NO_NETWORK = Trouble(
    "Packages could not be downloaded: there seems to be no network.",
    "Check the connection (behind a mirror or proxy: set PIP_INDEX_URL or HTTPS_PROXY),"
    " then run the command again.",
)


class Toolchain:
    """The environment of one clone."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.scripts = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.scripts / ("python.exe" if os.name == "nt" else "python")

    def prepare(self, lock: str) -> None:
        """Have the environment hold everything of `locks/<lock>.lock`, and Podium itself."""
        self._make_environment()
        self.install("tools", "the installer")
        self.install(lock, "the locked packages" if lock == "run" else "the locked packages for tests")
        self._install_project()

    def is_ready(self) -> bool:
        """Whether there is an environment that a Django command could run in."""
        return self.python.exists() and self._stamp("project").exists()

    def install(self, lock: str, title: str) -> None:
        """Install one lock, unless exactly this one was installed before."""
        file = self.root / "locks" / f"{lock}.lock"
        value = hash_files([file], sys.version)
        if is_stamped(self._stamp(lock), value):
            return
        say(f"Installing {title} …")
        try:
            self._install_from(file)
        except CommandFailed as failed:
            raise self._explain(failed, title) from None
        write_stamp(self._stamp(lock), value)

    def _stamp(self, name: str) -> Path:
        return self.folder / f"podium-{name}.stamp"

    def _make_environment(self) -> None:
        if self.python.exists() and (self._stamp("tools").exists() or _runs(self.python)):
            return
        if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
            version = f"{sys.version_info[0]}.{sys.version_info[1]}"
            raise Trouble(
                "This Python cannot make virtual environments: its venv module is not installed.",
                f"On Debian or Ubuntu: sudo apt install python{version}-venv. Then run the command again.",
            )
        say("Making the Python environment in .venv …")
        shutil.rmtree(self.folder, ignore_errors=True)
        try:
            run_quietly([sys.executable, "-m", "venv", self.folder])
        except CommandFailed as failed:
            raise Trouble(
                f"The environment .venv could not be made:\n{failed.last_words}",
                "Check that there is space and that you may write here, then run the command again.",
            ) from None

    def _install_from(self, file: Path) -> None:
        uv = self.scripts / ("uv.exe" if os.name == "nt" else "uv")
        if uv.exists():
            try:
                run_quietly(
                    [
                        uv,
                        "pip",
                        "install",
                        "--quiet",
                        "--python",
                        self.python,
                        "--require-hashes",
                        "-r",
                        file,
                    ],
                    env=_uv_environment(),
                )
                return
            except CommandFailed:
                say("uv could not install it; trying pip …")
        pip: list[str | Path] = [
            self.python,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
        ]
        run_quietly([*pip, "--require-hashes", "-r", file])

    def _install_project(self) -> None:
        value = hash_files([self.root / "pyproject.toml"], str(self.root))
        if is_stamped(self._stamp("project"), value):
            return
        command: list[str | Path] = [
            self.python,
            "-m",
            "pip",
            "--disable-pip-version-check",
            "install",
            "--quiet",
        ]
        try:
            run_quietly(
                [*command, "--no-deps", "--no-build-isolation", "--no-index", "--editable", self.root]
            )
        except CommandFailed as failed:
            raise self._explain(failed, "Podium") from None
        write_stamp(self._stamp("project"), value)

    def _explain(self, failed: CommandFailed, title: str) -> Trouble:
        if failed.is_network:
            return NO_NETWORK
        return Trouble(
            f"Could not install {title}:\n{failed.last_words}",
            "Delete the folder .venv and run the command again; if it stays, report these lines.",
        )


def _runs(python: Path) -> bool:
    try:
        run_quietly([python, "-c", "import pip"])
    except CommandFailed:
        return False
    return True


def _uv_environment() -> dict[str, str]:
    """uv does not read pip's settings: tell it the ones that name a mirror."""
    names = {
        "PIP_INDEX_URL": "UV_DEFAULT_INDEX",
        "PIP_EXTRA_INDEX_URL": "UV_INDEX",
        "PIP_FIND_LINKS": "UV_FIND_LINKS",
    }
    found = {
        uv: os.environ[pip] for pip, uv in names.items() if os.environ.get(pip) and not os.environ.get(uv)
    }
    return {"UV_NATIVE_TLS": "1", **found}
