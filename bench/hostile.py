"""Documents written to do harm, by hand and by the thousand: none may crash the validator or keep it waiting.

    python bench/hostile.py [--documents 5000] [--first 0]

Each generated one (`tests/workflow/hostile.py`) is known by its number, so that a find can be looked at again
with `--first NUMBER --documents 1`. An answer is right when it is a document, or problems with a code, words,
a remedy and a JSON pointer that leads to a place in the document, or to the record or list in which something
is missing. Whatever passes is stored, read again, compiled and run, which must end in the same time.
Exit code 1 for a crash, an answer slower than two seconds of CPU or a pointer that leads nowhere.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "platform"), str(ROOT)]

from sandbox.drivers.simulation import simulate  # noqa: E402
from sandbox.engine.program import compile_program  # noqa: E402
from sandbox.value import Value  # noqa: E402
from tests.sandbox.engine.drawing import Fate  # noqa: E402
from tests.workflow.hostile import hostile_document  # noqa: E402
from tests.workflow.make import make_names  # noqa: E402
from tests.workflow.pointing import is_well_put  # noqa: E402
from tests.workflow.test_hostile import CORPUS  # noqa: E402
from workflow.document import Document  # noqa: E402
from workflow.dump import dump  # noqa: E402
from workflow.parse import parse_text  # noqa: E402
from workflow.problem import Problem  # noqa: E402
from workflow.validate import validate  # noqa: E402

LIMIT = 2.0
"""Seconds of CPU in which everything must be answered."""
VALUES = {name: Value(name, data) for name, data in (("message", "hello"), ("lines", ["a", "b"]))}


@dataclass
class Tally:
    """What came of the documents so far."""

    answers: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    crashes: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def take(self, name: str, form: str, content: Any) -> None:
        """Have one document answered and note how."""
        began = time.process_time()
        try:
            data, found, problems = answer(form, content)
        except Exception:
            self.crashes.append(f"{name}\n{traceback.format_exc(limit=-4)}")
            return
        spent = time.process_time() - began
        self.slowest = max(self.slowest, (spent, name))
        if spent >= LIMIT:
            self.slow.append(f"{name}: {spent:.2f} s")
        errors = [each for each in problems if each.severity == "error"]
        self.answers["accepted" if found is not None else "refused"] += 1
        self.codes.update({each.code for each in errors})
        if (found is None) != bool(errors) or not all(is_well_put(each, data) for each in problems):
            wrong = next((each for each in problems if not is_well_put(each, data)), None)
            self.lost.append(f"{name}: {wrong}")


def answer(form: str, content: Any) -> tuple[Any, Document | None, tuple[Problem, ...]]:
    """The data, the document if it is one, and what is wrong with it; what is accepted is also run."""
    data = content
    if form == "text":
        data, problems = parse_text(content)
        if problems:
            return None, None, problems
    found, problems = validate(data, make_names())
    bare, _ = validate(data)
    for document in (found, bare):
        if document is not None:
            again, _ = validate(dump(document))
            if again is None:
                raise AssertionError("what was accepted is refused once it is stored")
            simulate(compile_program(again), VALUES, Fate(0, 20))
    return data, found, problems


def main() -> None:
    """Answer all of them and print the figures, as JSON on the last line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()
    figures = {}
    failed = False
    for title, count in (("by hand", len(CORPUS)), ("generated", asked.documents)):
        tally = Tally()
        if title == "by hand":
            for name, text in CORPUS.items():
                tally.take(name, "text", text)
        else:
            for seed in range(asked.first, asked.first + asked.documents):
                tally.take(f"number {seed}", *hostile_document(seed))
        report(title, count, tally)
        failed = failed or bool(tally.crashes or tally.slow or tally.lost)
        figures[title] = {
            "documents": count,
            "crashes": len(tally.crashes),
            "slow": len(tally.slow),
            "lost": len(tally.lost),
            "slowest_seconds": round(tally.slowest[0], 3),
        }
    print(json.dumps(figures, sort_keys=True))
    sys.exit(1 if failed else 0)


def report(title: str, count: int, tally: Tally) -> None:
    """Print the figures of one lot."""
    well = count - len(tally.crashes) - len(tally.lost)
    print(f"{title}: {count} documents, {len(tally.crashes)} crashes")
    print(f"  slowest answer {tally.slowest[0]:.2f} s of CPU ({tally.slowest[1]})")
    print(f"  answered with code and pointer: {100 * well / max(1, count):.1f} %")
    print(f"  {dict(tally.answers)}, {len(tally.codes)} different codes: ", end="")
    print(", ".join(f"{code} {times}" for code, times in tally.codes.most_common(12)))
    for each in (*tally.crashes, *tally.slow, *tally.lost)[:20]:
        print(f"  {each[:900]}")


if __name__ == "__main__":
    main()
