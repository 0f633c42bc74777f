"""The trivial workflows that are made of the exercise itself."""

from __future__ import annotations

import pytest

from exercises.loader import load_all
from exercises.proving.baselines import BASELINES, build_baselines
from exercises.proving.surgery import nodes_of
from grading.gradable import open_document
from tests.grading.cast import bike_hire

BUILT = build_baselines(bike_hire().scenario, bike_hire().reference)


@pytest.mark.parametrize("name", sorted(BASELINES))
def test_every_baseline_is_a_valid_document_in_every_exercise(name: str) -> None:
    for package in (bike_hire(), *load_all()[0]):
        document, problems = open_document(
            package.scenario, BASELINES[name](package.scenario, package.reference)
        )
        assert document is not None, (package.slug, [problem.message for problem in problems])


def test_the_reference_is_left_as_it_was() -> None:
    assert all(node.get("rules") != ["true"] for node in nodes_of(dict(bike_hire().reference), "check"))


def test_echo_gives_every_deliverable_without_any_work() -> None:
    (node,) = nodes_of(BUILT["echo"], "set")
    assert set(node["values"]) == set(bike_hire().scenario.deliverables)
    assert node["values"]["reply"] == "message"


def test_accepting_all_leaves_no_rule_review_or_person_at_work() -> None:
    for node in nodes_of(BUILT["accept_all"], "check", "review", "human"):
        assert node.get("rules") == ["true"] or node.get("when") == "false"


def test_rejecting_all_puts_one_check_before_the_output_that_nothing_passes() -> None:
    document = BUILT["reject_all"]
    into = [entry for entry in document["edges"] if entry["to"] == "end.in"]
    assert [entry["from"] for entry in into] == ["never.pass"]


def test_sending_all_to_a_person_shows_them_every_deliverable() -> None:
    person = next(node for node in nodes_of(BUILT["all_to_human"], "human") if node["id"] == "everyone")
    assert set(bike_hire().scenario.deliverables) <= set(person["sees"])
    assert "when" not in person


def test_the_one_agent_yields_the_value_of_every_task() -> None:
    (agent,) = nodes_of(BUILT["one_agent"], "agent")
    assert set(agent["yields"]) == {task.yields for task in bike_hire().scenario.tasks.values()}
