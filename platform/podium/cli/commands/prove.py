"""`podium prove`: does every exercise grade as it says?"""

from __future__ import annotations

import argparse
import sys

from podium.cli.errors import CommandError
from podium.cli.files import exercise_slugs
from podium.cli.output import canonical_json, paint, table

SUMMARY = "prove that exercises grade as they say"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which exercises, how thoroughly, and the kind of output."""
    parser.add_argument("exercises", metavar="SLUG", nargs="*", help="the exercises (default: all)")
    parser.add_argument("--thorough", action="store_true", help="20 seeds instead of 3, as before publishing")
    parser.add_argument("--json", action="store_true", help="print all figures as canonical JSON")


def run(options: argparse.Namespace) -> int:
    """0 if every exercise proves, 1 if any does not; ends in one summary line."""
    from exercises.loader import PackageError, load
    from exercises.prove import SEEDS, THOROUGH_SEEDS, prove, prove_fault

    known = exercise_slugs()
    for slug in options.exercises:
        if slug not in known:
            raise CommandError(f"There is no exercise {slug!r}.", f"There are: {', '.join(known)}.")
    proofs = []
    for slug in options.exercises or known:
        try:
            proof = prove(load(slug), THOROUGH_SEEDS if options.thorough else SEEDS)
        except PackageError as error:
            proof = prove_fault(slug, str(error))
        proofs.append(proof)
        if not options.json:
            print(paint(proof.slug, "bold"))
            print(table([row.cells() for row in proof.rows], proof.heads()))
            for failure in proof.failures:
                print(paint(f"  FAILS: {failure}", "red"))
            print()
            sys.stdout.flush()
    failed = [proof.slug for proof in proofs if proof.failures]
    summary = f"{len(proofs) - len(failed)} of {len(proofs)} exercises prove" + (
        f"; failing: {', '.join(failed)}" if failed else "."
    )
    if options.json:
        sys.stdout.write(
            canonical_json(
                {"exercises": [proof.as_dict() for proof in proofs], "proved": not failed, "summary": summary}
            )
        )
    else:
        print(summary)
    return 1 if failed else 0
