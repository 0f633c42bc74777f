"""`podium hazards`: the ways in which work goes wrong, and what helps."""

from __future__ import annotations

import argparse
import sys

from podium.cli.output import canonical_json, paint, wrap

SUMMARY = "list the hazards of the sandbox: what each does, what prevents it, what catches it"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only the kind of output."""
    parser.add_argument("--json", action="store_true", help="print the list as canonical JSON")


def run(options: argparse.Namespace) -> int:
    """Print every hazard of the library."""
    from sandbox.directives.catalogue import title
    from sandbox.world.hazards import HAZARDS

    fields = ("slug", "title", "does", "prevented_by", "caught_by", "example", "rate", "mast", "owasp")
    rows = [{field: getattr(hazard, field) for field in fields} for hazard in HAZARDS.values()]
    if options.json:
        sys.stdout.write(canonical_json(rows))
        return 0
    for row in rows:
        print(f"{paint(row['title'], 'bold')} ({row['slug']})")
        print(wrap(row["does"], 4))
        print(wrap(f"Example: {row['example']}", 4))
        print(
            wrap(
                f"Prevented by: {title(row['prevented_by'])} ({row['prevented_by']}). Caught by: "
                f"{row['caught_by']}.",
                4,
            )
        )
        places = "; ".join(
            f"{name} {row[key]}" for name, key in (("MAST", "mast"), ("OWASP", "owasp")) if row[key]
        )
        print(wrap(f"Known as: {places or 'no entry in the taxonomies'}.", 4))
        print()
    return 0
