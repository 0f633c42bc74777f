"""The library of hazards."""

from __future__ import annotations

from typing import Any

import pytest

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
CHARGE = find_case(WORLD, lambda case: case.truth["verdict_of"].data == "charge")


def struck(case: Case, value: str, slug: str, dice: int = 12345) -> Value:
    producer = BLUEPRINT.tasks[value]
    had = {need: case.truth[need] for need in producer.needs}
    return produce(BLUEPRINT, case, producer, had, NOTHING_LACKED, ((slug, dice),), ())


def test_there_are_at_least_thirteen_besides_the_plain_slip() -> None:
    assert len(set(HAZARDS) - {"slip"}) >= 13


def test_every_directive_prevents_some_hazard() -> None:
    prevented = {hazard.prevented_by for hazard in HAZARDS.values()}
    assert set(DIRECTIVE_SLUGS) <= prevented


@pytest.mark.parametrize("slug", HAZARDS)
def test_each_is_prevented_by_something_that_is_read(slug: str) -> None:
    hazard = HAZARDS[slug]
    known = CRITERION_SLUGS if hazard.by_criterion else DIRECTIVE_SLUGS
    assert hazard.prevented_by in known
    assert hazard.slug == slug
    assert 0.0 <= hazard.rate < 1.0


@pytest.mark.parametrize("slug", HAZARDS)
@pytest.mark.parametrize("value", ["fee", "verdict_of", "kind_of", "letter"])
def test_what_it_strikes_is_wrong(slug: str, value: str) -> None:
    for dice in (1, 1 << 30, (1 << 32) - 1):
        wrong = struck(CHARGE, value, slug, dice)
        assert not is_sound(WORLD, CHARGE, wrong)
        assert wrong.faults == (slug,)


@pytest.mark.parametrize("slug", HAZARDS)
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
    for hazard in HAZARDS.values():
        strike = Strike(WORLD.data["letter"], "", scope, 7, (), {})
        made: Any = hazard.corrupt(strike).parts
        assert made and made[0].statement.true is False
