"""A real browser before a real site: web server and worker as processes of their own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = ROOT / "platform" / "podium" / "web" / "static" / "canvas" / "manifest.json"
AXE = ROOT / "platform" / "canvas" / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
IS_REQUIRED = os.environ.get("PODIUM_REQUIRE_BROWSER") == "1"
PATIENCE = float(os.environ.get("PODIUM_BROWSER_SECONDS", "15")) * 1000


def find_chromium() -> str | None:
    """The browser to drive: PODIUM_CHROMIUM, or one that is installed."""
    names = (
        os.environ.get("PODIUM_CHROMIUM"),
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    )
    return next((path for name in names if name and (path := shutil.which(name))), None)


def what_is_missing() -> str:
    """Why the browser tests cannot run here; "" where they can."""
    if find_chromium() is None:
        return "no Chromium was found: install one (Debian: apt install chromium) or set PODIUM_CHROMIUM"
    if not BUNDLE.exists() or not AXE.exists():
        return "the front end is not built: python3 manage.py test builds it where there is a network"
    return ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests here drive a browser; where there is none they are skipped, loudly, or fail where it is
    required."""
    missing = what_is_missing()
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if missing and not IS_REQUIRED:
                item.add_marker(pytest.mark.skip(reason=missing))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say it where nobody can overlook it."""
    missing = what_is_missing()
    if missing and not IS_REQUIRED:
        terminalreporter.section("BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(missing)


@dataclass(frozen=True)
class Site:
    """A running site."""

    address: str
    var: Path
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a management command of this site."""
        command = [sys.executable, "-m", "podium.launch.django_command", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def mail(self) -> str:
        """All mail that was sent, as one text."""
        return "\n".join(path.read_text() for path in sorted((self.var / "mail").glob("*.log")))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with demo content on a free port, as `manage.py up` would run it."""
    assert not what_is_missing(), what_is_missing()
    var = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with E2EDatabase() as database:
        environment = {
            **os.environ,
            **database,
            "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}",
            "DJANGO_SETTINGS_MODULE": "podium.settings",
            "PODIUM_VAR": str(var),
            "PODIUM_URL": f"http://localhost:{port}",
            "PODIUM_DEMO": "1",
            "PODIUM_LOG_LEVEL": "WARNING",
            "PODIUM_SWEEP_SECONDS": "1",
            "PYTHONWARNINGS": "",
        }
        running = Site(f"http://localhost:{port}", var, environment)
        running.manage("prepare_site")
        web = [
            sys.executable,
            "-m",
            "uvicorn",
            "podium.asgi:application",
            "--port",
            str(port),
            "--lifespan",
            "off",
        ]
        worker = [
            sys.executable,
            "-m",
            "celery",
            "--quiet",
            "--app",
            "podium.celery",
            "worker",
            "--concurrency",
            "1",
        ]
        worker += ["--beat", "--scheduler", "celery.beat:Scheduler", "--loglevel", "WARNING"]
        processes = [
            subprocess.Popen([*web, "--log-level", "warning"], env=environment),
            subprocess.Popen([*worker, "--without-gossip", "--without-mingle"], env=environment),
        ]
        try:
            _wait_for(running.address)
            yield running
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(20)


class E2EDatabase:
    """The site's database: SQLite in its folder, or a fresh one on the PostgreSQL that the environment
    names."""

    def __init__(self) -> None:
        self.address = os.environ.get("PODIUM_DATABASE_URL", "")
        self.name = f"podium_e2e_{os.getpid()}"

    def __enter__(self) -> dict[str, str]:
        if not self.address.startswith("postgres"):
            return {"PODIUM_DATABASE_URL": ""}
        self._execute(f'CREATE DATABASE "{self.name}"')
        return {"PODIUM_DATABASE_URL": urlunsplit(urlsplit(self.address)._replace(path=f"/{self.name}"))}

    def __exit__(self, *_: object) -> None:
        if self.address.startswith("postgres"):
            self._execute(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        import psycopg

        address = urlunsplit(urlsplit(self.address)._replace(path="/postgres", query=""))
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[call-overload]


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the site did not come up")


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright, ended before other packages' tests: it keeps an event loop running while it lives."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """One browser for all tests."""
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """A fresh window that nobody is signed in to."""
    context = browser.new_context(
        base_url=site.address, reduced_motion="reduce", viewport={"width": 1280, "height": 860}
    )
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


class Complaints(list[str]):
    """What a page complained of: script errors, broken requests, violations of the security policy."""


@pytest.fixture
def complaints() -> Complaints:
    """Empty at first; `page` fills it, and a test may look."""
    return Complaints()


@pytest.fixture
def page(context: BrowserContext, complaints: Complaints) -> Iterator[Page]:
    """A page that must end without complaints."""
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: complaints.append(f"console: {message.text}") if message.type == "error" else None,
    )
    yield page
    assert not complaints, "\n".join(complaints)
