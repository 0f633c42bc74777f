"""Signal detection: recall, false alarms, J and d'."""

from __future__ import annotations

import pytest

from grading.detection import Detection


def test_stopping_everything_bad_and_nothing_sound_has_a_j_of_one() -> None:
    assert Detection(bad=20, stopped=20, sound=30, alarmed=0).youden_j == 1.0


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_guessing_has_a_j_of_zero_however_often_it_says_no(share: float) -> None:
    found = Detection(bad=20, stopped=20 * share, sound=40, alarmed=40 * share)
    assert found.youden_j == pytest.approx(0.0)
    assert found.d_prime == pytest.approx(0.0, abs=0.3)


def test_where_nothing_sound_was_shown_every_case_counts_as_a_false_alarm() -> None:
    assert Detection(bad=5, stopped=5, sound=0, alarmed=0).youden_j == 0.0


def test_where_nothing_bad_was_shown_nothing_was_recalled() -> None:
    assert Detection(bad=0, stopped=0, sound=5, alarmed=0).recall == 0.0


def test_d_prime_stays_finite_at_both_ends_and_matches_hautus() -> None:
    perfect = Detection(bad=9, stopped=9, sound=9, alarmed=0)
    # z(9.5 / 10) - z(0.5 / 10) = 2 x 1.644854
    assert perfect.d_prime == pytest.approx(3.289707, abs=1e-5)
