"""Training: the same sentences give the same bytes, and what is read is what was fitted."""

from __future__ import annotations

import numpy as np
import pytest

from sandbox.directives.augment import augment
from sandbox.directives.calibrate import choose_threshold, make_curve
from sandbox.directives.examples import Example, load_examples
from sandbox.directives.fitting import (
    fit_all,
    held_out_scores,
    make_space,
    output_names,
    read_once,
    to_matrix,
)
from sandbox.directives.scoring import ONE, score
from sandbox.directives.train import make_weights
from sandbox.directives.weights import unpack
from tests.sandbox.directives.make_readers import make_few_examples


def test_training_twice_gives_the_same_bytes_and_version() -> None:
    first, second = make_weights(make_few_examples()), make_weights(make_few_examples())
    assert first == second
    assert unpack(*first).version == unpack(*second).version


def test_the_reader_scores_as_training_did() -> None:
    examples = make_few_examples()
    weights = unpack(*make_weights(examples))
    space = make_space([read_once(example.text) for example in examples])
    coefficients, bias = fit_all(examples, space)
    for example in examples[:20]:
        wanted = np.asarray(to_matrix([read_once(example.text)], space) @ coefficients + bias)[0]
        got = score(read_once(example.text), weights) / ONE
        assert np.abs(wanted - got).max() < 0.1


def test_frames_turn_a_rule_into_a_report_a_waiver_and_a_withdrawal() -> None:
    rule = Example("cite_sources", "Name the page for each claim.", True, "", "terse")
    made = augment([rule])
    assert {example.kind for example in made if not example.carries} == {"quoted", "takeback", "waiver"}
    assert any(example.carries for example in made)
    assert augment([rule]) == made


def test_a_threshold_for_precision_leaves_out_the_doubtful() -> None:
    chances = np.array([900.0, 800.0, 700.0, 600.0, 500.0])
    wanted = np.array([1, 1, 0, 1, 0])
    weight = np.ones(5)
    assert choose_threshold(chances, wanted, weight, beta=0.1) > 700
    assert choose_threshold(chances, wanted, weight, beta=5.0) <= 600


def test_a_curve_rises() -> None:
    curve = make_curve(np.array([-2.0, -1.0, 0.5, 1.0, 2.0]), np.array([0, 0, 0, 1, 1]))
    chances = [chance for _, chance in curve]
    assert chances == sorted(chances)


@pytest.mark.slow
def test_a_style_never_seen_is_still_read() -> None:
    slugs = ("normalise_units", "cite_sources", "verify_result", "no_personal_data")
    examples = [each for each in load_examples() if each.slug in slugs]
    scores = held_out_scores(examples, folds=(("learner",),))
    names = output_names(examples)
    better, pairs = 0, 0
    for slug in slugs:
        own = [place for place, each in enumerate(examples) if each.slug == slug and each.style == "learner"]
        column = names.index(slug)
        for good in [scores[place, column] for place in own if examples[place].carries]:
            for bad in [scores[place, column] for place in own if not examples[place].carries]:
                better, pairs = better + (good > bad), pairs + 1
    assert better / pairs > 0.75
