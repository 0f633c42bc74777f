"""The properties that hold for every document, with many examples each, as a table.

    python bench/properties.py [--examples 2000] [--only WORD]

Runs the property tests of the engine and of the exercises (Hypothesis), each with so many examples that were
not turned away, and prints how many were drawn. Exit code 1 where one fails; the smallest example is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "platform"), str(ROOT)]
PLACES = (
    "tests.sandbox.engine.test_properties",
    "tests.sandbox.engine.test_plan",
    "tests.exercises.test_better_prompts",
    "tests.sandbox.world.test_history",
)


class Count:
    """How often a property was asked, and how often it held."""

    def __init__(self) -> None:
        self.drawn = 0
        self.held = 0

    def watch(self, body: Callable[..., None]) -> Callable[..., None]:
        """The property's body, counted."""

        @wraps(body)
        def counted(*arguments: Any, **options: Any) -> None:
            self.drawn += 1
            body(*arguments, **options)
            self.held += 1

        return counted


def properties(only: str) -> dict[str, Any]:
    """Every property of the places, by its name in words."""
    from importlib import import_module

    found = {}
    for place in PLACES:
        for name, test in vars(import_module(place)).items():
            if name.startswith("test_") and hasattr(test, "hypothesis"):
                found[name.removeprefix("test_").replace("_", " ")] = test
    return {title: test for title, test in found.items() if only in title}


def hold(test: Any) -> tuple[Count, str]:
    """Test one property; what it was counted at, and what went wrong."""
    count = Count()
    test.hypothesis.inner_test = count.watch(test.hypothesis.inner_test)
    try:
        test()
    except Exception:
        return count, traceback.format_exc(limit=-3)
    return count, ""


def main() -> None:
    """Test all of them and print the table; the figures as JSON on the last line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--examples", type=int, default=2000)
    parser.add_argument("--only", default="", help="only properties with this in their name")
    asked = parser.parse_args()
    os.environ["PODIUM_EXAMPLES"] = str(asked.examples)
    print(f"{'held':>8}{'drawn':>8}{'CPU s':>8}  property")
    figures, troubles = {}, []
    for title, test in properties(asked.only).items():
        began = time.process_time()
        count, trouble = hold(test)
        spent = time.process_time() - began
        word = "  FAILS" if trouble else ""
        print(f"{count.held:>8}{count.drawn:>8}{spent:>8.0f}  {title}{word}", flush=True)
        figures[title] = {"held": count.held, "drawn": count.drawn, "fails": bool(trouble)}
        if trouble:
            troubles.append(f"\n{title}\n{trouble}")
    print("".join(troubles))
    print(json.dumps(figures, sort_keys=True))
    sys.exit(1 if troubles else 0)


if __name__ == "__main__":
    main()
