"""How long a fleet's day takes, and what it comes to: `python bench/fleet_bench.py [--cases N]`.

Prints one line for the first run and each further one (the same bytes every time), the time a case, and the
memory that the process held at most.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "platform"), str(ROOT)]

from exercises.loader import load  # noqa: E402 - the paths come first
from grading.gradable import open_document  # noqa: E402
from sandbox.directives.reader import default_reader  # noqa: E402
from sandbox.drivers.day import simulate_day  # noqa: E402
from sandbox.fleet.lines import Lines  # noqa: E402

SLUG = "utility-day-and-night"


def main() -> int:
    """Run the reference's day a few times; 1 where two of them differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cases", type=int, help="only the day's first N cases")
    parser.add_argument("--runs", type=int, default=2)
    options = parser.parse_args()
    package = load(SLUG)
    document, problems = open_document(package.scenario, package.reference)
    if document is None:
        raise SystemExit(problems[0].message)
    reader = default_reader()
    digests = set()
    for _ in range(options.runs):
        begun, spent = time.perf_counter(), time.process_time()
        report = simulate_day(Lines(document), package.scenario, 0, reader, cases=options.cases)
        begun, spent = time.perf_counter() - begun, time.process_time() - spent
        digest = hashlib.sha256(report.as_bytes()).hexdigest()[:16]
        digests.add(digest)
        cases = report.whole.arrived
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{cases} cases, {report.steps} steps: {begun:.1f} s ({spent:.1f} s CPU), "
            f"{1e6 * spent / cases:.0f} us a case, {1e6 * spent / report.steps:.0f} us a step, "
            f"peak {peak:.0f} MB, report {digest}"
        )
    print(f"in time {100 * report.whole.in_time:.1f} %, worth {100 * report.whole.outcome:.1f} %")
    return 0 if len(digests) == 1 else 1


if __name__ == "__main__":
    raise SystemExit(main())
