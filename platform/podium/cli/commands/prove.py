"""`podium prove`: does every exercise grade as it says?"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from podium.cli.files import exercise_slugs, find_exercise
from podium.cli.output import canonical_json, paint, table

if TYPE_CHECKING:
    from exercises.proving.proof import Proof

SUMMARY = "prove that exercises grade as they say"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which exercises, how thoroughly, on how many processes, and the kind of output."""
    parser.add_argument(
        "exercises", metavar="SLUG", nargs="*", help="exercises or their folders (default: all)"
    )
    parser.add_argument("--thorough", action="store_true", help="20 seeds instead of 3, as before publishing")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes (default: one a core)")
    parser.add_argument("--json", action="store_true", help="print all figures as canonical JSON")


def run(options: argparse.Namespace) -> int:
    """0 if every exercise proves, 1 if any does not; ends in one summary line."""
    folders = [find_exercise(name) for name in options.exercises or exercise_slugs()]
    proofs = []
    for proof in _prove_all(folders, options.thorough, options.jobs or os.cpu_count() or 1):
        proofs.append(proof)
        if not options.json:
            print(describe_proof(proof), flush=True)
    failed = [proof.slug for proof in proofs if proof.failures]
    summary = f"{len(proofs) - len(failed)} of {len(proofs)} exercises prove"
    summary += f"; failing: {', '.join(failed)}" if failed else "."
    if options.json:
        plain = {"exercises": [proof.as_dict() for proof in proofs], "proved": not failed, "summary": summary}
        sys.stdout.write(canonical_json(plain))
    else:
        print(summary)
    return 1 if failed else 0


def describe_proof(proof: Proof) -> str:
    """The table of one exercise and all that failed."""
    lines = [paint(proof.slug, "bold"), table([row.cells() for row in proof.rows], proof.heads())]
    lines += [paint(f"  FAILS: {failure}", "red") for failure in proof.failures]
    return "\n".join([*lines, ""])


def _prove_all(folders: Sequence[Path], thorough: bool, jobs: int) -> Iterator[Proof]:
    """The proofs in the order of the folders, worked out side by side where there is more than one."""
    if jobs < 2 or len(folders) < 2:
        yield from (prove_folder(folder, thorough) for folder in folders)
        return
    with ProcessPoolExecutor(min(jobs, len(folders))) as pool:
        yield from pool.map(prove_folder, folders, [thorough] * len(folders))


def prove_folder(folder: Path, thorough: bool) -> Proof:
    """Prove the exercise in a folder; a faulty package is a proof that fails."""
    from exercises.loader import PackageError, load_folder
    from exercises.prove import SEEDS, THOROUGH_SEEDS, prove, prove_fault

    try:
        return prove(load_folder(folder), THOROUGH_SEEDS if thorough else SEEDS)
    except PackageError as error:
        return prove_fault(folder.name, str(error))
