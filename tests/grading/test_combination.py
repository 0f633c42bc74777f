"""The formula from criteria to a skill's score."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.combination import Scale, borne_out, combine
from grading.rule import Basis, Measure, Reason, Rule
from grading.score import Evidence


def make_rule(slug: str, basis: Basis, weight: float) -> Rule:
    """A rule that is never asked to measure."""

    def measure(_: Any) -> Measure:
        raise AssertionError

    return Rule(slug, slug.title(), "prompt_quality", basis, weight, "because", measure)


RULES = (make_rule("seen", "runs", 0.7), make_rule("drawn", "structure", 0.2), make_rule("told", "text", 0.1))


def measures(seen: float, drawn: float, told: float) -> dict[str, Measure]:
    """A measure for each rule, with one reason each for what is missing."""
    values = {"seen": seen, "drawn": drawn, "told": told}
    return {
        slug: Measure(value, f"about {slug}", (Reason(3.0, Evidence(text=f"{slug} lacks something")),))
        for slug, value in values.items()
    }


def test_full_marks_everywhere_are_a_hundred() -> None:
    assert combine("prompt_quality", RULES, measures(1, 1, 1), ()).score == 100


def test_structure_and_text_alone_earn_half_of_their_weight() -> None:
    assert borne_out(measures(0, 1, 1), RULES) == 0.5
    assert combine("prompt_quality", RULES, measures(0, 1, 1), ()).score == 15


def test_runs_count_as_they_are() -> None:
    assert combine("prompt_quality", RULES, measures(0.5, 0, 0), ()).score == 35


def test_a_scale_takes_its_share_of_everything_and_says_what_it_cost() -> None:
    scale = Scale("tired", "Tired", 0.25, "Too much was asked.", Evidence(text="They were asked too much."))
    result = combine("prompt_quality", RULES, measures(1, 1, 1), (scale,))
    assert result.score == 25
    assert result.criteria[-1].weight == 0.0
    assert result.criteria[-1].evidence[0].points == pytest.approx(75.0)


@given(*[st.floats(0, 1) for _ in range(4)])
def test_the_points_of_all_evidence_add_up_to_what_is_missing(a: float, b: float, c: float, d: float) -> None:
    scale = Scale("half", "Half", d, "Some of it.", Evidence(text="Only some of it."))
    result = combine("prompt_quality", RULES, measures(a, b, c), (scale,))
    missing = sum(entry.points for criterion in result.criteria for entry in criterion.evidence)
    assert missing == pytest.approx(100 - result.score, abs=0.5 + 7 * 0.05)


@given(*[st.floats(0, 1) for _ in range(4)])
def test_more_of_any_criterion_never_lowers_the_score(a: float, b: float, c: float, more: float) -> None:
    before = combine("prompt_quality", RULES, measures(a, b, c), ()).score
    for better in ((max(a, more), b, c), (a, max(b, more), c), (a, b, max(c, more))):
        assert combine("prompt_quality", RULES, measures(*better), ()).score >= before


def test_blame_is_shared_out_in_proportion_the_costliest_first() -> None:
    reasons = (Reason(1.0, Evidence(text="a little")), Reason(3.0, Evidence(text="a lot")))
    found = measures(0.6, 1, 1) | {"seen": Measure(0.6, "about seen", reasons)}
    shares = combine("prompt_quality", RULES, found, ()).criteria[0].evidence
    assert [entry.text for entry in shares] == ["a lot", "a little"]
    assert [round(entry.points, 6) for entry in shares] == [21.0, 7.0]


def test_a_loss_without_a_reason_is_told_by_the_explanation() -> None:
    found = measures(0.5, 1, 1) | {"seen": Measure(0.5, "Half of it was seen.")}
    evidence = combine("prompt_quality", RULES, found, ()).criteria[0].evidence
    assert [entry.text for entry in evidence] == ["Half of it was seen."]
    assert evidence[0].points == pytest.approx(35.0)


def test_nothing_lost_leaves_no_reason_behind() -> None:
    assert combine("prompt_quality", RULES, measures(1, 1, 1), ()).criteria[0].evidence == ()
