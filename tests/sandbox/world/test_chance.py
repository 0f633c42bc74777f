"""The probabilities of the agent model move the way they should."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from sandbox.world.chance import TIERS, Circumstance

SHARE = st.floats(0.0, 1.0)
READING = st.floats(0.0, 0.9)
STATES = st.builds(
    Circumstance,
    fit=SHARE,
    difficulty=SHARE,
    tier=st.sampled_from(TIERS),
    tasks=st.integers(1, 8),
    clutter=SHARE,
    clarity=READING,
)
GOOD = Circumstance(fit=0.9, difficulty=0.2, tier="large", tasks=1, clutter=0.0, clarity=0.9)


@given(STATES, SHARE, READING)
def test_everything_is_a_probability(state: Circumstance, rate: float, reading: float) -> None:
    assert 0.0 <= state.slip() <= 0.95
    assert 0.0 <= state.hazard(rate, reading) <= 0.95
    assert 0.0 <= state.invention(reading) <= 1.0


@given(STATES, SHARE, READING, READING)
def test_a_surer_reading_never_makes_a_hazard_likelier(
    state: Circumstance, rate: float, one: float, other: float
) -> None:
    low, high = sorted((one, other))
    assert state.hazard(rate, high) <= state.hazard(rate, low)
    assert state.invention(high) <= state.invention(low)


@given(STATES, READING)
def test_a_clearer_request_never_makes_slips_likelier(state: Circumstance, clarity: float) -> None:
    clearer = replace(state, clarity=max(clarity, state.clarity))
    assert clearer.slip() <= state.slip()


@given(STATES, SHARE, SHARE, READING)
def test_a_better_fit_never_makes_anything_likelier(
    state: Circumstance, fit: float, rate: float, reading: float
) -> None:
    fitter = replace(state, fit=max(fit, state.fit))
    assert fitter.slip() <= state.slip()
    assert fitter.hazard(rate, reading) <= state.hazard(rate, reading) + 1e-12


@given(STATES, SHARE, READING)
def test_one_task_more_never_makes_anything_less_likely(
    state: Circumstance, rate: float, reading: float
) -> None:
    fuller = replace(state, tasks=state.tasks + 1)
    assert fuller.slip() >= state.slip()
    assert fuller.hazard(rate, reading) >= state.hazard(rate, reading) - 1e-12


def test_a_weaker_model_slips_more() -> None:
    slips = [replace(GOOD, tier=tier).slip() for tier in TIERS]
    assert slips[0] > slips[1] > slips[2]


def test_the_worked_example_holds() -> None:
    analyst = replace(GOOD, tasks=2)
    assert round(analyst.hazard(0.7, 0.86), 2) == 0.17
    assert round(analyst.hazard(0.7, 0.0), 2) == 0.71


def test_the_parts_of_a_slip_add_up() -> None:
    state = Circumstance(fit=0.5, difficulty=0.2, tier="small", tasks=2, clutter=0.5, clarity=0.45)
    assert abs(sum(state.slip_parts().values()) - state.slip()) < 1e-12
    assert state.slip_parts()["misfit"] > 0.09
