"""The texts of the whole library, right and struck: what is wrong can be seen in the text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from exercises.loader import load
from exercises.loader.library import EXERCISES
from sandbox.scenario import Case, Scenario
from sandbox.world.blueprint import blueprint_of
from sandbox.world.casebook import make_cases, practice_cases
from sandbox.world.hazards import HAZARDS
from sandbox.world.sample import Specimen, specimens

SLUGS = sorted(path.parent.name for path in EXERCISES.glob("*/exercise.yaml"))
CASES = 200
DISTINCT = {50: 60, 0: 25}
"""By the usual length in words: texts of one kind in 200 cases that differ from one another, at least."""
TORN = re.compile(
    r"\{\{|\}\}|(?<=\S)  +(?=\S)| [,;!?](?!-)| \.(?!\d|\.)|,,|(?<!\.)\.\.(?!\.)|\bnull\b|\bNone\b|\n\n\n"
)
CODE = re.compile(r"```.*?```", re.DOTALL)


@cache
def scenario_of(slug: str) -> Scenario:
    """The world of an exercise, loaded once."""
    return load(slug).scenario


@cache
def cases_of(slug: str) -> tuple[Case, ...]:
    """200 hidden cases, the suites in equal parts, and the practice cases."""
    scenario = scenario_of(slug)
    each = -(-CASES // len(scenario.suites))
    hidden = (case for suite in scenario.suites for case in make_cases(scenario, 0, suite, each))
    return (*tuple(hidden)[:CASES], *practice_cases(scenario))


@cache
def shown_of(slug: str) -> tuple[tuple[str, Specimen], ...]:
    """Every text of every case, right and struck by all that can strike it, with its case."""
    scenario = scenario_of(slug)
    return tuple((case.id, each) for case in cases_of(slug) for each in specimens(scenario, case))


def struck_of(slug: str) -> Iterator[tuple[str, Specimen]]:
    """The struck texts, with their place."""
    for case, each in shown_of(slug):
        if each.hazard is not None:
            yield f"{case} {each.value} {each.hazard}", each


@pytest.mark.parametrize("slug", SLUGS)
def test_every_hazard_changes_what_a_reader_sees_in_a_statement(slug: str) -> None:
    right = {(case, each.value): each.text for case, each in shown_of(slug) if each.hazard is None}
    for place, each in struck_of(slug):
        assert each.struck or each.lost, place
        assert each.text != right[place.split()[0], each.value], place


@pytest.mark.parametrize("slug", SLUGS)
def test_every_text_hazard_that_a_task_names_is_met(slug: str) -> None:
    tasks = blueprint_of(scenario_of(slug)).tasks.values()
    wanted = {
        (entry.item.name, hazard)
        for entry in tasks
        if entry.text is not None and entry.task is not None
        for hazard in (*entry.task.hazards, "slip")
        if HAZARDS[hazard].makes_wrong
    }
    assert wanted == {(each.value, each.hazard) for _, each in struck_of(slug)}


@pytest.mark.parametrize("slug", SLUGS)
def test_what_a_hazard_says_is_false_and_knows_its_tone(slug: str) -> None:
    for place, each in struck_of(slug):
        for at in each.struck:
            statement = each.parts[at].statement
            assert not statement.true, (place, statement.text)
            if each.hazard == "wrong_tone":
                assert statement.tone not in ("plain", "warm", "unfit"), (place, statement.text)
            if each.hazard == "unsupported_claim":
                assert "," not in statement.source or statement.cited, (place, statement.text)


@pytest.mark.parametrize("slug", SLUGS)
def test_no_text_is_torn_whether_right_or_struck(slug: str) -> None:
    torn = [
        (case, each.value, each.hazard, found.group(), each.text)
        for case, each in shown_of(slug)
        if (found := TORN.search(CODE.sub("code", each.text)))
    ]
    assert not torn[:3]


@pytest.mark.parametrize("slug", SLUGS)
def test_no_sentence_is_empty(slug: str) -> None:
    for case, each in shown_of(slug):
        assert all(part.statement.text.strip(" .,!?") for part in each.parts), (case, each.value)


@pytest.mark.parametrize("slug", SLUGS)
def test_texts_of_the_case_are_whole(slug: str) -> None:
    scenario = scenario_of(slug)
    for case in cases_of(slug):
        for name in case.values:
            if scenario.data[name].type == "text":
                found = TORN.search(CODE.sub("code", str(case.truth[name].data)))
                assert found is None, (case.id, name, found)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_texts_of_two_hundred_cases_differ(slug: str) -> None:
    for value in {each.value for _, each in shown_of(slug)}:
        texts = {each.text for _, each in shown_of(slug) if each.value == value and each.hazard is None}
        least = next(
            count for words, count in DISTINCT.items() if scenario_of(slug).data[value].words >= words
        )
        assert len(texts) >= least, (value, len(texts))


@pytest.mark.parametrize("slug", SLUGS)
def test_each_hazard_has_more_than_one_way_to_say_it(slug: str) -> None:
    said: dict[tuple[str, str], set[str]] = {}
    for _, each in struck_of(slug):
        words = {each.parts[at].statement.text for at in each.struck} | {gone.text for gone in each.lost}
        said.setdefault((each.value, str(each.hazard)), set()).update(words)
    assert {place: words for place, words in said.items() if len(words) < 3} == {}
