"""`podium replay`: recorded runs again from their events, without a network."""

from __future__ import annotations

import argparse
import sys

from podium.cli.output import canonical_json, paint
from podium.cli.runfile import Entry, open_run, read_runs

SUMMARY = "run recorded runs again from their events, without a network, and compare byte for byte"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The file."""
    parser.add_argument("file", metavar="FILE", help="runs, as `podium run ... --record FILE` writes them")
    parser.add_argument("--json", action="store_true", help="print what was found as canonical JSON")


def run(options: argparse.Namespace) -> int:
    """0 where every run came out the same, 1 where one did not."""
    found = [(entry, *_replay(entry)) for entry in read_runs(options.file)]
    if options.json:
        told = [{"case": entry["case"], "same": at is None, "status": status} for entry, status, at in found]
        sys.stdout.write(canonical_json(told))
    else:
        for entry, status, at in found:
            mark = paint("the same", "green") if at is None else paint(f"differs at event {at}", "red")
            print(f"{entry['case']}  {status}, {len(entry['events'])} events: {mark}")
    return int(any(at is not None for _, _, at in found))


def _replay(entry: Entry) -> tuple[str, int | None]:
    """How the run ended this time, and the first event that differs."""
    from sandbox.drivers.replay import replay
    from sandbox.engine.event import canonical
    from sandbox.engine.program import compile_program

    document, events = open_run(entry)
    log = replay(compile_program(document), events)
    was = [canonical(event.as_dict()) for event in events]
    now = [canonical(event.as_dict()) for event in log.events]
    differing = (at for at, (one, other) in enumerate(zip(was, now, strict=False)) if one != other)
    at = next(differing, None)
    return log.status, min(len(was), len(now)) if at is None and len(was) != len(now) else at
