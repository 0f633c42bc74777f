"""Statements carry where they come from and how they sound, from the exercise's file to the value."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from sandbox.scenario import Case, Scenario
from sandbox.value import Statement
from sandbox.world.blueprint import blueprint_of
from sandbox.world.hazards.hazard import Strike, Struck
from sandbox.world.hazards.speech import Phrase, garble, speak
from sandbox.world.page import Part
from sandbox.world.produce import corrupt_text
from sandbox.world.text import Scope, render, truths
from tests.sandbox.world.make import CASES, make_case, make_world

REPORT: list[dict[str, Any]] = [
    {"about": "hello", "text": "Good morning.", "tone": "warm"},
    {"about": "fee", "text": "The fee is {{fee.eur}} euros.", "source": "price list {{days}}", "cite": True},
    {"about": "verdict", "text": "Two things follow:", "form": "numbers", "items": "todo", "uses": ["note"]},
    {"about": "ruling", "text": "We {{verdict_of}} it."},
    {"about": "sources", "text": "Sources", "form": "sources"},
]


def make_letter(
    statements: list[dict[str, Any]], faults: dict[str, Any] | None = None
) -> tuple[Scenario, Case]:
    """The depot with another letter, and a case of it."""
    cases = deepcopy(CASES)
    cases["texts"]["letter"] = {"statements": statements, "faults": faults or {}}
    cases["facts"]["todo"] = ["pay", "sign"]
    world = make_world(cases=cases)
    return world, make_case(world)


def said_of(case: Case, about: str) -> Statement:
    """The true statement about something in the case's letter."""
    return next(entry for entry in case.truth["letter"].statements if entry.about == about)


def strike(world: Scenario, case: Case, hazard: str, dice: int = 0) -> tuple[Part, ...]:
    """The letter's parts after a hazard struck somebody who had everything."""
    blueprint = blueprint_of(world)
    producer = blueprint.tasks["letter"]
    assert producer.text is not None
    scope = Scope({need: case.truth[need].data for need in producer.needs}, case.facts, blueprint.secrets)
    truth = truths(case.truth["letter"].statements)
    parts = tuple(render(producer.text, scope, truth))
    return corrupt_text(producer, parts, scope, truth, hazard, dice)


def test_source_and_tone_are_carried_into_the_text() -> None:
    _, case = make_letter(REPORT)
    assert said_of(case, "hello").tone == "warm"
    assert said_of(case, "fee").source == f"price list {int(case.facts['days'])}"
    assert said_of(case, "ruling").tone == "plain"


def test_a_statement_comes_from_the_values_that_its_wording_names() -> None:
    _, case = make_letter(REPORT)
    assert said_of(case, "ruling").source == "verdict_of"
    assert said_of(case, "hello").source == ""


def test_a_list_is_printed_below_its_statement_and_the_cited_source_at_the_end() -> None:
    _, case = make_letter(REPORT)
    text = case.truth["letter"].data
    assert "Two things follow:\n1. pay\n2. sign\n\nWe " in text
    assert text.endswith(f"Sources\n[1] price list {int(case.facts['days'])}")


def test_a_list_that_lost_an_item_still_announces_it() -> None:
    world, case = make_letter([{**REPORT[2], "uses": ["note", "fee", "verdict_of"]}])
    parts = strike(world, case, "slip")
    assert parts[0].statement.text in ("Two things follow:\n1. pay", "Two things follow:\n1. sign")
    assert not parts[0].statement.true


def test_another_source_makes_a_cited_statement_false() -> None:
    _, case = make_letter(REPORT)
    spec = blueprint_of(make_letter(REPORT)[0]).tasks["letter"].text
    assert spec is not None
    values = {need: case.truth[need].data for need in ("note", "fee", "verdict_of")}
    truth = truths(case.truth["letter"].statements)
    parts = render(spec, Scope(values, {**case.facts, "days": 99.0}), truth)
    assert [part.statement.true for part in parts] == [True, False, True, True, True]


def test_the_scenario_says_what_a_fault_sounds_like_and_where_it_comes_from() -> None:
    fault = {"text": "Pay up!", "tone": "rude", "source": "note", "after": "hello"}
    world, case = make_letter(REPORT, {"wrong_tone": fault})
    struck = strike(world, case, "wrong_tone")[1].statement
    assert (struck.text, struck.tone, struck.source, struck.true) == ("Pay up!", "rude", "note", False)


def test_a_hazard_may_strike_in_several_ways_that_fit() -> None:
    ways = [
        {"text": "Oi.", "replaces": "hello", "tone": "rude"},
        {"text": "Hereinafter.", "place": "start", "tone": "stiff"},
        {"text": "Never.", "replaces": "waived"},
        {"text": "Never.", "when": "fee.eur < 0.0"},
    ]
    seldom = {"about": "waived", "when": "fee.eur < 0.0", "text": "Nothing is due."}
    world, case = make_letter([*REPORT, seldom], {"wrong_tone": ways})
    heard = {strike(world, case, "wrong_tone", dice << 28)[0].statement.text for dice in range(16)}
    assert heard == {"Oi.", "Hereinafter."}


def test_what_is_added_stands_before_the_sources() -> None:
    world, case = make_letter(REPORT, {"wrong_tone": {"text": "Whatever."}})
    assert [part.statement.about for part in strike(world, case, "wrong_tone")][-2:] == ["tone", "sources"]


def test_the_librarys_own_words_keep_their_tone_and_cite_only_where_the_text_cites() -> None:
    world, case = make_letter(REPORT)
    item, scope = world.data["letter"], Scope({}, case.facts)
    cited = Part(Statement("fee", "It is 4.", source="list", cited=True))
    phrases = (Phrase("Nine of ten agree.", tone="boastful", cited=True),)

    def add(part: Part) -> Struck:
        return speak(Strike(item, "", scope, 0, (part,)), "claim", phrases)

    with_citation, without = add(cited).parts, add(Part(Statement("fee", "It is 4."))).parts
    assert with_citation is not None
    assert without is not None
    assert (with_citation[1].statement.cited, without[1].statement.cited) == (True, False)
    assert with_citation[1].statement.tone == "boastful"


@pytest.mark.parametrize("form", ["diff", "code", "heading", "sources"])
def test_a_slip_changes_no_figure_where_nobody_would_see_it(form: str) -> None:
    world, case = make_letter(REPORT)
    parts = (Part(Statement("a", "@@ -1 +1 @@"), form=form), Part(Statement("b", "It costs 4 euros.")))
    struck = garble(Strike(world.data["letter"], "", Scope({}, case.facts), 7, parts, {})).parts
    assert struck is not None
    assert struck[0] == parts[0]
    assert struck[1] != parts[1]
