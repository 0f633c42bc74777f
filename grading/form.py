"""A form: the hidden cases that come from one seed."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from sandbox.scenario import Case, Scenario
from sandbox.world.blueprint import blueprint_of
from sandbox.world.casebook import make_cases

OUTAGE = "outage"
KEPT = 8
"""Forms of a scenario that are remembered."""


def hidden_cases(scenario: Scenario, seed: int | str) -> tuple[Case, ...]:
    """The hidden cases of a form, suite by suite; the last few forms are remembered."""
    kept: dict[int | str, tuple[Case, ...]] = blueprint_of(scenario).memory.setdefault("forms", {})
    if seed not in kept:
        if len(kept) >= KEPT:
            kept.clear()
        kept[seed] = tuple(
            case
            for suite, count in scenario.suites.items()
            for case in make_cases(scenario, seed, suite, count)
        )
    return kept[seed]


def without_outage(case: Case) -> Case:
    """The same case on a day when everything is up."""
    return replace(case, outages=frozenset())


def without_hazards(case: Case) -> Case:
    """The same case with nothing live that instructions could prevent."""
    return replace(case, live={})


def name_form(slug: str, seed: int | str) -> str:
    """A name for a form that tells two forms apart and gives nothing away: eight hexadecimal digits."""
    return sha256(f"podium form {slug} {seed}".encode()).hexdigest()[:8]
