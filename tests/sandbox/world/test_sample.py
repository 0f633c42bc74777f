"""Specimens show each text right and struck, and mark exactly what is wrong."""

from __future__ import annotations

from sandbox.world.sample import specimens
from tests.sandbox.world.make import make_case, make_world


def test_a_text_is_shown_as_it_should_be_and_as_each_live_hazard_leaves_it() -> None:
    world = make_world()
    found = list(specimens(world, make_case(world)))
    assert [each.hazard for each in found] == [None, "leaked_personal_data", "wrong_tone", "slip"]
    assert found[0].text == make_case(world).truth["letter"].data
    assert not found[0].struck


def test_what_is_wrong_is_marked_and_what_is_gone_is_named() -> None:
    world = make_world()
    case = make_case(world)
    name = case.facts["person"]["name"]
    leak, tone = (
        each for each in specimens(world, case) if each.hazard in ("leaked_personal_data", "wrong_tone")
    )
    assert f"<We have your number {case.facts['person']['phone']}.>" in leak.marked("<", ">")
    assert not leak.lost
    assert tone.marked("<", ">").startswith(f"<Oi {name}!> ")
    assert [statement.about for statement in tone.lost] == ["greeting"]


def test_one_hazard_can_be_looked_at_alone() -> None:
    world = make_world()
    found = [each.hazard for each in specimens(world, make_case(world), "wrong_tone")]
    assert found == [None, "wrong_tone"]
