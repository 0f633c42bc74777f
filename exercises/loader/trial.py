"""A trial of the case generator: a few cases of each suite are made, so that a formula that fails is found
now."""

from __future__ import annotations

from exercises.loader.package import Fault
from sandbox.scenario import Scenario
from sandbox.world.casebook import CasebookError, make_cases

TRIALS = 12
"""Cases of each suite that are tried."""


def try_cases(scenario: Scenario, slug: str) -> list[Fault]:
    """The faults that show only when cases are made."""
    faults: list[Fault] = []
    for suite in scenario.suites:
        for practice in (False, True):
            try:
                make_cases(scenario, 0, suite, TRIALS, practice)
            except CasebookError as error:
                faults.append(Fault(slug, "cases.yaml", f"suites.{suite}", str(error)))
    return faults
