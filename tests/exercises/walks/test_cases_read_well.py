"""The texts of the cases are read by people: whole sentences, nothing torn, nothing repeated."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import pytest

from exercises.loader import load
from sandbox.scenario import Case, Scenario
from sandbox.world.casebook import make_cases, practice_cases

SLUGS = (
    "school-trip-letter",
    "clinic-newsletter",
    "tender-summary",
    "city-permit-desk",
    "heat-wave-briefing",
    "hospital-ai-board",
)
A_SUITE = 300
TORN = re.compile(r"\{\{|\}\}|  | ,| \.(?!\d)|,,|\.\.|\bnull\b|\bNone\b|\b1 days\b|\b(\w+) \1\b")
LOWER_AFTER_STOP = re.compile(r"(?:^|[.!?] |\n)[a-z]")


@cache
def scenario_of(slug: str) -> Scenario:
    """The world of an exercise, loaded once."""
    return load(slug).scenario


@cache
def cases_of(slug: str) -> tuple[Case, ...]:
    """Many hidden cases and all practice cases."""
    scenario = scenario_of(slug)
    hidden = (case for suite in scenario.suites for case in make_cases(scenario, 0, suite, A_SUITE))
    return (*hidden, *practice_cases(scenario))


def texts_of(slug: str) -> Iterator[tuple[str, str]]:
    """Every text of every case, with its place."""
    for case in cases_of(slug):
        yield f"{case.id} title", case.title
        for name, value in case.truth.items():
            if scenario_of(slug).data[name].type == "text":
                yield f"{case.id} {name}", str(value.data)


@pytest.mark.parametrize("slug", SLUGS)
def test_there_are_a_thousand_distinct_cases(slug: str) -> None:
    assert len({json.dumps(case.values, sort_keys=True) for case in cases_of(slug)}) >= 1000


@pytest.mark.parametrize("slug", SLUGS)
def test_no_text_is_torn(slug: str) -> None:
    torn = [(place, found.group()) for place, text in texts_of(slug) if (found := TORN.search(text))]
    assert not torn


@pytest.mark.parametrize("slug", SLUGS)
def test_every_sentence_begins_with_a_capital_letter(slug: str) -> None:
    small = [
        (place, found.group()) for place, text in texts_of(slug) if (found := LOWER_AFTER_STOP.search(text))
    ]
    assert not small


@pytest.mark.parametrize("slug", SLUGS)
def test_practice_cases_show_no_person_of_the_hidden_ones(slug: str) -> None:
    book = scenario_of(slug).casebook
    for pool in book.pools.values():
        hidden, practice = pool.choose(False), pool.choose(True)
        assert hidden == practice or not {str(entry) for entry in hidden} & {str(entry) for entry in practice}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_hazard_can_be_met_in_practice(slug: str) -> None:
    tasks = scenario_of(slug).tasks
    wanted = {(task, hazard) for task, entry in tasks.items() for hazard in entry.hazards}
    cases = practice_cases(scenario_of(slug))
    assert wanted == {(task, hazard) for case in cases for task, live in case.live.items() for hazard in live}
