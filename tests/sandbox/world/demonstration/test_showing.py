"""Every hazard of the library strikes on the stage, and does no harm once it is dealt with."""

from __future__ import annotations

import pytest

from sandbox.world.demonstration.plays import make_play
from sandbox.world.demonstration.sentences import SENTENCES, PlainReader
from sandbox.world.demonstration.showing import Shown, show_play
from sandbox.world.hazards import HAZARDS

FEW = 30
"""Cases behind the figures here; the site counts a hundred."""
EFFORT = [slug for slug, hazard in HAZARDS.items() if hazard.scope == "call"]
OTHERS = [slug for slug in HAZARDS if slug not in EFFORT]
STRUCTURAL = [slug for slug in HAZARDS if any(twin.kind == "structure" for twin in make_play(slug).twins)]


def shown(slug: str) -> Shown:
    return show_play(slug, FEW)


@pytest.mark.parametrize("slug", HAZARDS)
def test_it_strikes_in_the_bad_run_and_the_trace_says_so(slug: str) -> None:
    bad = shown(slug).bad
    assert bad.struck
    told = [line for line in bad.lines if line.mark in ("struck", "failed")]
    assert told
    if HAZARDS[slug].scope != "service":
        assert any(HAZARDS[slug].title in line.note for line in told)


@pytest.mark.parametrize("slug", HAZARDS)
def test_no_directive_twin_is_struck_and_every_twin_comes_out_right(slug: str) -> None:
    for twin in shown(slug).twins:
        assert twin.score == 1.0
        assert twin.status == "delivered"
        if twin.kind == "directive":
            assert not twin.struck


@pytest.mark.parametrize("slug", OTHERS)
def test_the_bad_run_is_worth_less_than_a_mended_one(slug: str) -> None:
    found = shown(slug)
    assert found.bad.score < 1.0
    assert all(twin.cases_right > found.bad.cases_right for twin in found.twins)


@pytest.mark.parametrize("slug", EFFORT)
def test_wasted_effort_costs_time_and_money_and_not_the_result(slug: str) -> None:
    found = shown(slug)
    assert found.bad.score == 1.0
    for twin in found.twins:
        assert twin.seconds < found.bad.seconds
        assert twin.mean_seconds < found.bad.mean_seconds


@pytest.mark.parametrize("slug", [slug for slug, hazard in HAZARDS.items() if hazard.prevented_by])
def test_the_sentence_that_prevents_it_is_shown_and_read_there(slug: str) -> None:
    hazard = HAZARDS[slug]
    sentence = SENTENCES[hazard.prevented_by or ""]
    assert PlainReader().read(f"First this. {sentence}").directive(hazard.prevented_by or "") == 0.9
    assert any(twin.kind == "directive" for twin in shown(slug).twins)


@pytest.mark.parametrize("slug", [slug for slug, hazard in HAZARDS.items() if hazard.mast])
def test_a_sentence_takes_a_failure_mode_away_in_most_cases(slug: str) -> None:
    found = shown(slug)
    directive = next(twin for twin in found.twins if twin.kind == "directive")
    assert directive.cases_struck < found.bad.cases_struck * 0.6


@pytest.mark.parametrize("slug", STRUCTURAL)
def test_a_structure_brings_nearly_every_case_home(slug: str) -> None:
    structure = next(twin for twin in shown(slug).twins if twin.kind == "structure")
    assert structure.cases_right >= FEW * 0.8


def test_there_is_a_structure_for_at_least_twelve_of_the_fourteen_modes() -> None:
    assert sum(bool(HAZARDS[slug].mast) for slug in STRUCTURAL) >= 12


def test_a_reset_hands_in_the_first_draft_again() -> None:
    lines = [line.text for line in shown("conversation_reset").bad.lines if line.who == "Bookkeeper"]
    assert len(lines) == 2
    assert lines[0] == lines[1]


def test_an_effect_that_was_tried_again_happened_twice() -> None:
    found = shown("time_out")
    assert found.bad.status == "delivered"
    assert found.bad.lines[-1].text == "has been changed 2 times"
    assert all(line.who != "The world" for line in found.twins[0].lines)


def test_a_reviewer_that_sees_no_end_turns_sound_work_back() -> None:
    found = shown("unaware_of_termination")
    assert "turns it back" in " ".join(line.text for line in found.bad.lines)
    assert not any(line.mark == "wrong" for line in found.bad.lines)


def test_the_same_demonstration_is_the_same_every_time() -> None:
    first = show_play("derailment", 5)
    show_play.cache_clear()
    assert show_play("derailment", 5) == first


def test_an_unknown_hazard_has_no_demonstration() -> None:
    with pytest.raises(KeyError):
        show_play("no_such_thing")
