"""How long a grade takes: CPU seconds in process, cold and warm, and where they go.

python bench/grade_bench.py [SLUG] [--forms N]

Cold is the first grade of a form: it makes the hidden cases and runs the reference. Warm is every further
one on the same form, as when a cohort submits. Grades are single-threaded; two workers do two at a time.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "platform"), str(ROOT)]

from exercises.loader import load  # noqa: E402
from grading import grade as grading_grade  # noqa: E402
from grading import observing  # noqa: E402
from grading.stage import Stage  # noqa: E402
from sandbox.directives.reader import default_reader  # noqa: E402

PARTS: tuple[tuple[str, Any, str], ...] = (
    ("validate the document", grading_grade, "open_document"),
    ("make the hidden cases", observing, "hidden_cases"),
    ("run the reference", observing, "measure_reference"),
    ("as submitted", Stage, "run_suite"),
    ("the structure by itself", observing, "run_bare"),
    ("planted defects, sound cases", observing, "try_validation"),
    ("expected faults of prompts", observing, "expose"),
    ("criteria and evidence", grading_grade, "grade_observation"),
)


class Clock:
    """Adds up the CPU seconds of the parts of a grade."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inside: list[float] = []

    def watch(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, timed; what it calls that is timed too is taken off."""

        def timed(*arguments: Any, **options: Any) -> Any:
            began = time.process_time()
            self._inside.append(0.0)
            try:
                return call(*arguments, **options)
            finally:
                spent = time.process_time() - began
                self.seconds[name] = self.seconds.get(name, 0.0) + spent - self._inside.pop()
                if self._inside:
                    self._inside[-1] += spent

        return timed


def main() -> None:
    """Grade the reference on several forms, twice each, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slug", nargs="?", default="refund-desk")
    parser.add_argument("--forms", type=int, default=5)
    options = parser.parse_args()
    package, reader = load(options.slug), default_reader()
    clock = Clock()
    for name, place, attribute in PARTS:
        setattr(place, attribute, clock.watch(name, getattr(place, attribute)))
    runs = 0
    carry_out = Stage._carry_out

    def counted(*arguments: Any) -> Any:
        nonlocal runs
        runs += 1
        return carry_out(*arguments)

    Stage._carry_out = counted  # type: ignore[method-assign]
    grading_grade.grade_submission(package, package.reference, seed=10_000, reader=reader)
    cold, warm, split = [], [], dict[str, float]()
    for seed in range(options.forms):
        for kept in (cold, warm):
            clock.seconds.clear()
            runs = 0
            began = time.process_time()
            grading_grade.grade_submission(package, package.reference, seed=seed, reader=reader)
            kept.append(time.process_time() - began)
        for name, spent in clock.seconds.items():
            split[name] = split.get(name, 0.0) + spent / options.forms
    report(options.slug, cold, warm, split, runs)


def report(slug: str, cold: list[float], warm: list[float], split: dict[str, float], runs: int) -> None:
    """Print the figures for people, and as JSON on the last line."""
    first, again = statistics.median(cold), statistics.median(warm)
    print(f"{slug}: {first:.3f} s CPU for the first grade of a form, {again:.3f} s for each further one")
    print(f"{runs} runs a grade, {1e3 * again / runs:.2f} ms each, {60 / again:.0f} grades a minute and core")
    for name, spent in sorted(split.items(), key=lambda entry: -entry[1]):
        print(f"  {name:30} {spent:.3f} s")
    print(f"  {'outages and the rest':30} {max(0.0, again - sum(split.values())):.3f} s")
    figures = {"cold_seconds": first, "warm_seconds": again, "runs": runs, "split": split}
    print(json.dumps({"slug": slug, **figures}, sort_keys=True))


if __name__ == "__main__":
    main()
