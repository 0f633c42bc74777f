"""`manage.py up`: everything from a fresh clone to a running site."""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from podium.launch.frontend import FrontEnd
from podium.launch.report import Trouble, say
from podium.launch.stamp import hash_files, is_stamped, write_stamp
from podium.launch.supervisor import Supervisor
from podium.launch.toolchain import Toolchain

WAIT_SECONDS = 60.0


def up(root: Path, toolchain: Toolchain, arguments: list[str]) -> int:
    """Set up, start web and worker, and stay until Ctrl+C; the exit code."""
    wish = read_options(arguments)
    check_port(wish.host, wish.port)
    toolchain.prepare("run")
    environment = make_environment(root, wish)
    var = Path(environment["PODIUM_VAR"])
    problem = FrontEnd(root, toolchain).prepare()
    note_problem(var, problem)
    prepare_site(root, toolchain, environment)
    supervisor = Supervisor(environment)
    try:
        supervisor.add("web server", web_command(toolchain, wish))
        supervisor.add("worker", worker_command(toolchain, wish))
        wait_until_ready(supervisor, wish)
        welcome(environment, wish, var)
        supervisor.watch()
    finally:
        supervisor.stop()
    say("\nStopped.")
    return 0


def read_options(arguments: list[str]) -> argparse.Namespace:
    """What was asked for on the command line."""
    parser = argparse.ArgumentParser(prog="manage.py up", description="Set everything up and run the site.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PODIUM_PORT") or 8000))
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 to be reached from other machines")
    parser.add_argument(
        "--no-demo", action="store_true", help="no demo people, nothing about them on the pages"
    )
    parser.add_argument("--workers", type=int, default=2, help="how many submissions to grade at a time")
    return parser.parse_args(arguments)


def check_port(host: str, port: int) -> None:
    """Trouble where the port is taken or may not be used."""
    if not 0 < port < 65536:
        raise Trouble(
            f"{port} is no port.", "Choose one from 1024 to 65535: python3 manage.py up --port 8001"
        )
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise Trouble(
                f"Port {port} is for the system only.", "Choose another: python3 manage.py up --port 8001"
            ) from None
        except OSError:
            raise Trouble(
                f"Port {port} is taken: is Podium running already?",
                f"Stop the other program, or choose another port: python3 manage.py up --port {port + 1}",
            ) from None


def make_environment(root: Path, wish: argparse.Namespace) -> dict[str, str]:
    """What the site's processes get: the caller's environment, with the defaults of a trial installation."""
    environment = dict(os.environ)
    environment.setdefault("PODIUM_VAR", str(root / "var"))
    environment.setdefault("PODIUM_URL", f"http://localhost:{wish.port}")
    environment.setdefault("DJANGO_SETTINGS_MODULE", "podium.settings")
    environment["PODIUM_DEMO"] = "0" if wish.no_demo else environment.get("PODIUM_DEMO", "1")
    return environment


def note_problem(var: Path, problem: str) -> None:
    """Leave word for the Studio page where the front end could not be built."""
    note = var / "front-end-problem.txt"
    if problem:
        say(f"{problem}\nThe site starts all the same; the Studio needs the front end.")
        write_stamp(note, problem)
    else:
        note.unlink(missing_ok=True)


def prepare_site(root: Path, toolchain: Toolchain, environment: dict[str, str]) -> None:
    """Migrate, load content, make demo people, gather static files; skipped where nothing changed."""
    podium = root / "platform" / "podium"
    sources = [
        root / "exercises",
        root / "locks" / "run.lock",
        podium / "web" / "static" / "canvas" / ".sources",
    ]
    sources += [*sorted(podium.glob("*/migrations")), podium / "web" / "static"]
    address = environment.get("PODIUM_DATABASE_URL", "")
    value = hash_files([path for path in sources if path.exists()], environment["PODIUM_DEMO"], address)
    var = Path(environment["PODIUM_VAR"])
    stamp = var / "prepared"
    if is_stamped(stamp, value) and not address and (var / "podium.sqlite3").exists():
        return
    say("Preparing the database and the exercises …")
    command = [str(toolchain.python), "-m", "podium.launch.django_command", "prepare_site"]
    if subprocess.run(command, env=environment, check=False).returncode:
        raise Trouble(
            "The site could not be prepared (see above).",
            "Mend what it says; python3 manage.py settings_check names settings that are missing.",
        )
    write_stamp(stamp, value)


def web_command(toolchain: Toolchain, wish: argparse.Namespace) -> list[str]:
    """The web server: pages, API and streams over ASGI."""
    command = [str(toolchain.python), "-m", "uvicorn", "podium.asgi:application"]
    command += ["--host", wish.host, "--port", str(wish.port), "--lifespan", "off"]
    return [*command, "--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "2"]


def worker_command(toolchain: Toolchain, wish: argparse.Namespace) -> list[str]:
    """The worker, with the sweeper's clock inside."""
    command = [str(toolchain.python), "-m", "celery", "--quiet", "--app", "podium.celery", "worker"]
    command += ["--concurrency", str(wish.workers), "--loglevel", "WARNING"]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    if os.name == "nt":
        return [*command, "--pool", "solo"]
    return [*command, "--beat", "--scheduler", "celery.beat:Scheduler"]


def wait_until_ready(supervisor: Supervisor, wish: argparse.Namespace) -> None:
    """Until the site answers; Trouble where it does not come up."""
    host = "127.0.0.1" if wish.host in {"0.0.0.0", "::"} else wish.host
    deadline = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < deadline:
        web = supervisor.children[0].process
        if web is not None and web.poll() is not None:
            raise Trouble(
                "The web server could not start (see above).", "Mend what it says, then run it again."
            )
        if _answers(f"http://{host}:{wish.port}/healthz"):
            return
        time.sleep(0.05)
    raise Trouble("The web server does not answer.", "Look at the lines above, then run the command again.")


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return bool(answer.status)
    except urllib.error.HTTPError:
        return True  # it answers, even if it is not well
    except OSError:
        return False


def welcome(environment: dict[str, str], wish: argparse.Namespace, var: Path) -> None:
    """Where the site is, and how to sign in on a demo."""
    say(f"\nPodium is at {environment['PODIUM_URL']}")
    people = var / "demo-people.json"
    if environment["PODIUM_DEMO"] not in {"0", ""} and people.exists():
        say("Demo sign-ins:")
        for person in json.loads(people.read_text(encoding="utf-8")):
            say(f"  {person['role']:<11} {person['email']:<26} {person['password']}")
    say("Mail is printed here. Ctrl+C stops everything.\n")
