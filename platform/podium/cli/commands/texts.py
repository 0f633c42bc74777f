"""`podium texts`: the texts of an exercise as they should be, and as they read when something went wrong."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from podium.cli.errors import CommandError
from podium.cli.files import load_exercise
from podium.cli.output import canonical_json, may_colour, paint, plain

if TYPE_CHECKING:
    from sandbox.scenario import Case, Scenario
    from sandbox.world.sample import Specimen

SUMMARY = "print the texts of an exercise, right and wrong, with what is wrong marked"
CASES = 3
"""Cases that are printed where nobody says how many."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The exercise, which cases, and which hazard."""
    parser.add_argument("exercise", metavar="SLUG", help="the exercise")
    parser.add_argument("--seed", default=0, help="the seed of the cases (default 0)")
    parser.add_argument("--hazard", metavar="H", help="only texts that this hazard struck")
    parser.add_argument("--suite", help="only cases of this suite")
    parser.add_argument("--cases", type=int, default=CASES, metavar="N", help="cases (default %(default)s)")
    parser.add_argument("--practice", action="store_true", help="public cases instead of hidden ones")
    parser.add_argument("--json", action="store_true", help="print them as canonical JSON")


def run(options: argparse.Namespace) -> int:
    """Print what each case gives, and each text that agents write, right and struck."""
    from sandbox.world.sample import specimens

    scenario = load_exercise(options.exercise).scenario
    _check(options, scenario)
    rows: list[dict[str, Any]] = []
    printed = 0
    for case in _cases(options, scenario):
        found = list(specimens(scenario, case, options.hazard))
        if options.hazard and not any(each.hazard for each in found):
            continue
        if options.json:
            rows += [_as_dict(case, each) for each in found]
        else:
            _print(scenario, case, found)
        printed += 1
        if printed == max(1, options.cases):
            break
    if options.json:
        sys.stdout.write(canonical_json(rows))
    if not printed:
        raise CommandError(f"{options.hazard} strikes no text of this exercise.", "See `podium hazards`.")
    return 0


def _check(options: argparse.Namespace, scenario: Scenario) -> None:
    from sandbox.world.hazards import HAZARDS

    if options.hazard and options.hazard not in HAZARDS:
        raise CommandError(f"There is no hazard {options.hazard!r}.", "See `podium hazards`.")
    if options.suite and options.suite not in scenario.suites:
        raise CommandError(
            f"There is no suite {options.suite!r}.", f"There are: {', '.join(scenario.suites)}."
        )


def _cases(options: argparse.Namespace, scenario: Scenario) -> list[Case]:
    """Many cases, the suites in turn, so that a hazard which is seldom live is found."""
    from sandbox.world.casebook import make_cases

    suites = [options.suite] if options.suite else list(scenario.suites)
    made = [make_cases(scenario, options.seed, suite, 30, options.practice) for suite in suites]
    return [case for turn in zip(*made, strict=True) for case in turn]


def _print(scenario: Scenario, case: Case, found: list[Specimen]) -> None:
    print(paint(f"{case.id}  {case.title}", "bold"))
    for name in case.values:
        if scenario.data[name].type == "text":
            _print_text(f"given: {name}", str(case.truth[name].data))
    for each in found:
        if each.hazard is None:
            _print_text(f"{each.value}, as it should be", each.text)
        else:
            marks = ("\x1b[31m", "\x1b[0m") if may_colour() else ("»", "«")
            _print_text(f"{each.value}, struck by {each.hazard}", each.marked("\1", "\2"), marks)
            for place in sorted(each.struck):
                statement = each.parts[place].statement
                print(f"      {statement.about}: source {statement.source or 'none'}, tone {statement.tone}")
            for statement in each.lost:
                print(paint(f"      gone: {plain(' '.join(statement.text.split()))}", "dim"))
    print()


def _print_text(head: str, text: str, marks: tuple[str, str] = ("", "")) -> None:
    print(paint(f"  {head}", "blue"))
    safe = "".join(marks[ord(char) - 1] if char in "\1\2" else plain(char) for char in text)
    for line in safe.split("\n"):
        print(f"    {line}".rstrip())


def _as_dict(case: Case, each: Specimen) -> dict[str, Any]:
    return {
        "case": case.id,
        "value": each.value,
        "hazard": each.hazard,
        "text": each.text,
        "statements": [
            {
                "about": part.statement.about,
                "text": part.statement.text,
                "source": part.statement.source,
                "tone": part.statement.tone,
                "struck": place in each.struck,
            }
            for place, part in enumerate(each.parts)
        ],
        "lost": [statement.text for statement in each.lost],
    }
