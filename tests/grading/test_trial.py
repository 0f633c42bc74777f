"""Planting defects and watching what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pytest

from exercises.proving.baselines import build_baselines
from exercises.proving.surgery import Document, node_named
from grading.observation import Observation
from grading.trial import AT_LEAST, MOST_TRIALS, decide
from tests.grading.cast import bike_hire, changed, reference, see


@cache
def seen() -> Observation:
    """What is seen of the reference."""
    return see(reference())


def test_enough_defects_and_sound_cases_are_looked_at() -> None:
    assert AT_LEAST <= len(seen().trials) <= MOST_TRIALS
    assert len(seen().sound) >= AT_LEAST


def test_every_place_has_its_turn_in_several_suites() -> None:
    places = {(trial.node, trial.value) for trial in seen().trials}
    assert places == {("clerk", "fee"), ("scribe", "reply")}
    assert {trial.suite for trial in seen().trials} >= {"clean", "noisy", "adversarial"}


def test_every_trial_would_have_reached_a_deliverable() -> None:
    assert all(trial.reached for trial in seen().trials)


def test_a_defect_in_the_fee_is_repaired_in_the_loop_by_the_check() -> None:
    fees = [trial for trial in seen().trials if trial.value == "fee" and not trial.missed]
    assert fees and all(trial.ending in ("repaired", "human") for trial in fees)
    assert any("bounds" in trial.caught_by for trial in fees)


def test_without_guards_everything_is_missed_and_nothing_sound_is_stopped() -> None:
    accepting = see(build_baselines(bike_hire().scenario, bike_hire().reference)["accept_all"])
    assert accepting.trials and all(trial.missed for trial in accepting.trials)
    assert all(trial.caught_by == () for trial in accepting.trials)
    assert not any(run.caught_by for run in accepting.sound)


def test_a_guard_without_a_way_on_stops_the_defect_and_the_case_with_it() -> None:
    def cut_off(document: Document) -> None:
        node_named(document, "reckoning")["max"] = 1
        document["edges"] = [entry for entry in document["edges"] if entry["from"] != "reckoning.exhausted"]

    trials = [trial for trial in see(changed(cut_off)).trials if trial.value == "fee"]
    assert any(trial.ending == "stopped" and "bounds" in trial.caught_by for trial in trials)


def test_a_workflow_that_makes_nothing_has_nothing_to_plant() -> None:
    empty = see(build_baselines(bike_hire().scenario, bike_hire().reference)["do_nothing"])
    assert empty.trials == ()
    assert empty.minutes == 0.0


def test_people_who_see_every_case_have_their_attention_divided() -> None:
    crowd = see(build_baselines(bike_hire().scenario, bike_hire().reference)["all_to_human"])
    assert crowd.minutes > bike_hire().scenario.budget.human_minutes
    assert sum(trial.missed for trial in crowd.trials) > len(crowd.trials) / 3


def ends(**known: str) -> Callable[[Iterable[str]], str]:
    """What becomes of a defect when the named guards wave it through; `a_b` stands for both."""
    return lambda waved: known["_".join(sorted(waved))]


@pytest.mark.parametrize(
    ("guards", "ending", "without", "deciding", "mended"),
    [
        (["a"], "repaired", {}, ("a",), True),
        (["a"], "stopped", {"a": "delivered"}, ("a",), False),
        (["a"], "stopped", {"a": "human"}, ("a",), True),
        (["a", "b"], "human", {"a": "delivered", "b": "delivered"}, ("a", "b"), True),
        (["a", "b"], "human", {"a": "human", "b": "delivered"}, ("b",), True),
        (["a", "b"], "repaired", {"a": "repaired", "b": "repaired"}, ("a", "b"), True),
        ([], "stopped", {}, (), False),
        (["a"], "delivered", {}, (), False),
    ],
    ids=["one", "for good", "next mends", "both needed", "cosmetic", "either enough", "nobody", "missed"],
)
def test_a_guard_decides_where_it_alone_makes_a_difference(
    guards: list[str], ending: Any, without: dict[str, str], deciding: tuple[str, ...], mended: bool
) -> None:
    assert decide(guards, ending, ends(**without)) == (deciding, mended)  # type: ignore[arg-type]
