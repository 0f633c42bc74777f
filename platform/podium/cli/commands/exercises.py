"""`podium exercises`: the library at a glance."""

from __future__ import annotations

import argparse
import sys

from podium.cli.output import canonical_json, paint, table

SUMMARY = "list the exercises"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only the kind of output."""
    parser.add_argument("--json", action="store_true", help="print the list as canonical JSON")


def run(options: argparse.Namespace) -> int:
    """Print level, slug, title and time; faulty packages go to stderr and make it 1."""
    from exercises.loader import load_all

    packages, faults = load_all()
    if options.json:
        rows = [
            {
                "slug": entry.slug,
                "title": entry.title,
                "level": entry.level,
                "kind": entry.kind,
                "minutes": entry.minutes,
                "version": entry.version,
            }
            for entry in packages
        ]
        sys.stdout.write(canonical_json(rows))
    else:
        print(
            table(
                [(str(entry.level), entry.slug, entry.title, f"{entry.minutes} min") for entry in packages],
                ("level", "slug", "title", "time"),
            )
        )
    for fault in faults:
        print(paint(str(fault), "red"), file=sys.stderr)
    return 1 if faults else 0
