"""The words of the evidence."""

from __future__ import annotations

import pytest

from grading.hazard_words import describe_fault, describe_strike, directive_against, missing_sentence
from grading.wording import count_cases, listed, percent, plural
from sandbox.world.hazards import HAZARDS


def test_counts_read_as_a_person_would_say_them() -> None:
    assert count_cases(12, 30, "noisy") == "12 of 30 noisy cases"
    assert count_cases(1, 1) == "1 of 1 case"
    assert plural(1, "place") == "1 place"
    assert plural(2, "place") == "2 places"
    assert percent(0.125) == "12 %"
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]


@pytest.mark.parametrize("hazard", [*HAZARDS, "lacking_need", "somebody_elses"])
def test_every_hazard_has_words_for_what_happened_and_what_to_try(hazard: str) -> None:
    assert describe_fault(hazard)[0].islower()
    assert describe_strike(hazard, "fee").endswith("(“fee”)")
    asked, advice = missing_sentence(hazard, None)
    assert asked and advice.endswith(".")


def test_a_sentence_that_was_read_in_part_is_not_called_missing() -> None:
    asked, _ = missing_sentence("unit_mix_up", "Mind the euros.")
    assert "only in part" in asked


def test_every_hazard_of_the_library_has_a_directive_or_criterion_against_it() -> None:
    assert all(directive_against(slug) for slug, hazard in HAZARDS.items() if hazard.scope != "service")
    assert directive_against("lacking_need") is None
