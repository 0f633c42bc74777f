"""The library of hazards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sandbox.directives
from sandbox.directives.catalogue import CRITERION_SLUGS, DIRECTIVE_SLUGS
from sandbox.scenario import Case
from sandbox.value import Value
from sandbox.world.blueprint import blueprint_of
from sandbox.world.hazards import HAZARDS
from sandbox.world.hazards.hazard import Strike
from sandbox.world.produce import NOTHING_LACKED, produce
from sandbox.world.soundness import is_sound
from sandbox.world.text import Scope
from tests.sandbox.world.make import find_case, make_case, make_world

WORLD = make_world()
BLUEPRINT = blueprint_of(WORLD)
AUTHORED = {path.stem for path in (Path(sandbox.directives.__file__).parent / "data").glob("*.txt")}
"""Everything that somebody has written sentences for, trained or not yet."""
SPOILING = [slug for slug, hazard in HAZARDS.items() if hazard.makes_wrong]
MODES = [slug for slug, hazard in HAZARDS.items() if hazard.mast]
CHARGE = find_case(WORLD, lambda case: case.truth["verdict_of"].data == "charge")


def struck(case: Case, value: str, slug: str, dice: int = 12345) -> Value:
    producer = BLUEPRINT.tasks[value]
    had = {need: case.truth[need] for need in producer.needs}
    return produce(BLUEPRINT, case, producer, had, NOTHING_LACKED, ((slug, dice),), ())


def test_all_fourteen_modes_are_there_each_with_its_published_share() -> None:
    codes = sorted((HAZARDS[slug].mast or "").split()[0] for slug in MODES)
    assert codes == [f"FM-{number}" for number in (*_dotted(1, 5), *_dotted(2, 6), *_dotted(3, 3))]
    assert sum(HAZARDS[slug].share or 0.0 for slug in MODES) == pytest.approx(100.05)


def _dotted(category: int, count: int) -> list[str]:
    return [f"{category}.{number}" for number in range(1, count + 1)]


@pytest.mark.parametrize("risk", [f"LLM{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 9, 10)])
def test_each_risk_that_a_workflow_can_meet_has_a_hazard(risk: str) -> None:
    assert any(risk in (hazard.owasp or "") for hazard in HAZARDS.values())


def test_the_surroundings_are_there() -> None:
    found = {slug for slug, hazard in HAZARDS.items() if hazard.environment}
    assert found >= {"stale_source", "conflicting_sources", "duplicate_counted", "malformed_input"}
    assert found >= {"time_out", "rate_limit", "service_error", "model_outage", "tool_outage"}


def test_every_directive_prevents_some_hazard() -> None:
    prevented = {hazard.prevented_by for hazard in HAZARDS.values()}
    assert set(DIRECTIVE_SLUGS) <= prevented


@pytest.mark.parametrize("slug", HAZARDS)
def test_each_is_prevented_by_something_that_is_read_or_built(slug: str) -> None:
    hazard = HAZARDS[slug]
    if hazard.scope == "service":
        assert hazard.prevented_by is None
    else:
        assert hazard.prevented_by in ({*CRITERION_SLUGS} if hazard.by_criterion else AUTHORED)
    assert hazard.slug == slug
    assert hazard.structure and hazard.corrupts and hazard.example and hazard.caught_by
    assert 0.0 <= hazard.rate < 1.0


def test_only_what_spoils_a_value_has_a_way_to_spoil_it() -> None:
    for hazard in HAZARDS.values():
        assert (hazard.corrupt is not None) == (hazard.scope in ("work", "handover"))


@pytest.mark.parametrize("slug", SPOILING)
@pytest.mark.parametrize("value", ["fee", "verdict_of", "kind_of", "letter"])
def test_what_it_strikes_is_wrong(slug: str, value: str) -> None:
    for dice in (1, 1 << 30, (1 << 32) - 1):
        wrong = struck(CHARGE, value, slug, dice)
        assert not is_sound(WORLD, CHARGE, wrong)
        assert wrong.faults == (slug,)


@pytest.mark.parametrize("slug", SPOILING)
def test_a_reader_can_see_it_in_the_text(slug: str) -> None:
    wrong = struck(CHARGE, "letter", slug)
    assert wrong.data != CHARGE.truth["letter"].data
    assert wrong.data.strip()


def test_the_scenario_says_it_in_its_own_words() -> None:
    leaked = struck(CHARGE, "letter", "leaked_personal_data")
    assert f"We have your number {CHARGE.facts['person']['phone']}." in leaked.data
    assert "personal" in leaked.labels
    rude = struck(CHARGE, "letter", "wrong_tone")
    assert rude.data.startswith("Oi ")


def test_the_scenario_goes_wrong_in_its_own_way() -> None:
    case = find_case(WORLD, lambda case: case.facts["currency"] == "GBP")
    wrong = struck(case, "fee", "unit_mix_up")
    assert wrong.data == {"eur": case.facts["price"] * case.facts["days"]}


def test_where_its_own_way_comes_out_right_the_library_helps() -> None:
    case = find_case(WORLD, lambda case: case.facts["currency"] == "EUR")
    assert struck(case, "fee", "unit_mix_up").data != case.truth["fee"].data


def test_a_plain_slip_says_what_the_scenario_has_for_it() -> None:
    texts = {struck(CHARGE, "letter", "slip", dice).data for dice in range(0, 1 << 32, 1 << 29)}
    assert any("we will not charge you" in text for text in texts)


def test_chatter_stands_before_the_text_and_around_a_value() -> None:
    assert struck(CHARGE, "letter", "chatter_or_malformed").data.startswith(("Sure!", "Of course"))
    assert struck(CHARGE, "kind_of", "chatter_or_malformed").data.startswith("Sure! The answer is: ")


def test_an_empty_text_goes_wrong_too() -> None:
    scope = Scope({}, make_case(WORLD).facts)
    for slug in SPOILING:
        strike = Strike(WORLD.data["letter"], "", scope, 7, (), {})
        made: Any = HAZARDS[slug].spoil(strike).parts
        assert made and made[0].statement.true is False


@pytest.mark.parametrize(
    ("slug", "before", "after"),
    [
        ("premature_end", ["roof", "wall", "door"], ["roof"]),
        ("premature_end", {"eur": 30.0}, {"eur": 15.0}),
        ("premature_end", {"name": "Ada", "town": "Leeds"}, {"name": "Ada"}),
        ("premature_end", 12.0, 6.0),
        ("information_withheld", ["roof", "wall"], ["roof"]),
        ("information_withheld", {"eur": 30.0}, {}),
        ("information_withheld", "charge", ""),
        ("duplicate_counted", ["roof"], ["roof", "roof"]),
        ("duplicate_counted", {"eur": 30.0}, {"eur": 60.0}),
        ("duplicate_counted", 12.0, 24.0),
    ],
)
def test_data_go_wrong_in_the_way_of_their_hazard(slug: str, before: Any, after: Any) -> None:
    strike = Strike(WORLD.data["verdict_of"], before, Scope({}, CHARGE.facts), (1 << 32) - 1)
    assert HAZARDS[slug].spoil(strike).data == after


def test_a_side_track_and_a_script_are_added_to_a_list() -> None:
    for slug in ("derailment", "unsafe_output"):
        strike = Strike(WORLD.data["verdict_of"], ["roof"], Scope({}, CHARGE.facts), 7)
        data = HAZARDS[slug].spoil(strike).data
        assert data[0] == "roof"
        assert len(data) == 2


def test_a_text_that_ends_too_early_has_lost_its_end_and_says_so() -> None:
    whole = CHARGE.truth["letter"].statements
    cut = struck(CHARGE, "letter", "premature_end").statements
    assert [each.about for each in cut[:-1]] == [each.about for each in whole[: len(cut) - 1]]
    assert cut[-1].about == "stopped" and not cut[-1].true
    assert len(cut) < len(whole)


def test_what_is_withheld_leaves_no_trace_but_its_absence() -> None:
    whole = {each.text for each in CHARGE.truth["letter"].statements}
    held = {each.text for each in struck(CHARGE, "letter", "information_withheld").statements}
    assert held < whole


def test_what_is_told_of_the_inside_is_confidential() -> None:
    assert "confidential" in struck(CHARGE, "letter", "leaked_instructions").labels
    assert "confidential" in struck(CHARGE, "letter", "exceeded_rights").labels
