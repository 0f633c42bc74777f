"""A grade: what it holds, what it never gives away, when it passes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from exercises.proving.baselines import build_baselines
from exercises.proving.surgery import Document, node_named, nodes_of
from grading.form import hidden_cases, name_form
from grading.grade import grade_submission
from grading.score import NotGradable
from sandbox.world.casebook import practice_cases
from tests.grading.cast import (
    READER,
    bike_hire,
    changed,
    criterion,
    evidence,
    grade,
    reference,
    scores,
    value,
    with_instructions,
)

BASELINES = build_baselines(bike_hire().scenario, bike_hire().reference)


def test_the_reference_passes_with_at_least_85_in_each_headline_score() -> None:
    result = grade(reference())
    assert result.passed
    assert min(scores(result).values()) >= 85
    assert result.summary.startswith("Passed.")


def test_an_invalid_document_is_not_gradable_and_lists_all_its_problems() -> None:
    def spoil(document: Document) -> None:
        node_named(document, "clerk")["agent"] = "nobody"
        node_named(document, "pay")["tool"] = "nothing"

    result = grade_submission(bike_hire(), changed(spoil), reader=READER)
    assert isinstance(result, NotGradable)
    assert {"clerk", "pay"} <= {problem.node for problem in result.problems}
    assert result.as_dict()["status"] == "not_gradable"


@pytest.mark.parametrize("data", [None, [], "podium: 1", {"podium": 2}, {"podium": 1, "nodes": 7}])
def test_anything_that_is_no_document_is_not_gradable(data: Any) -> None:
    assert isinstance(grade_submission(bike_hire(), data, reader=READER), NotGradable)


@pytest.mark.parametrize("name", ["empty", "do_nothing", "echo"])
def test_trivial_workflows_score_at_most_ten_in_every_skill(name: str) -> None:
    result = grade(BASELINES[name])
    assert max(scores(result).values()) <= 10
    assert not result.passed


@pytest.mark.parametrize("name", ["accept_all", "reject_all"])
def test_accepting_and_rejecting_everything_score_at_most_ten_in_outcome_validation(name: str) -> None:
    result = grade(BASELINES[name])
    assert scores(result)["outcome_validation"] <= 10
    assert not result.passed


def test_sending_everything_to_one_person_scores_at_most_fifty_and_does_not_pass() -> None:
    result = grade(BASELINES["all_to_human"])
    assert scores(result)["outcome_validation"] <= 50
    assert not result.passed
    assert "human minutes" in criterion(result, "human_minutes").explanation
    assert evidence(result, "human_minutes")[0].points > 0


def test_one_agent_that_does_all_does_not_pass() -> None:
    result = grade(BASELINES["one_agent"])
    assert not result.passed
    assert scores(result)["systems_thinking"] < scores(grade(reference()))["systems_thinking"] - 15


def test_wrong_agents_cost_at_least_25_of_systems_thinking_and_nothing_elsewhere() -> None:
    def swap(document: Document) -> None:
        node_named(document, "clerk")["agent"] = "scribe"
        node_named(document, "scribe")["agent"] = "clerk"

    wrong, right = scores(grade(changed(swap))), scores(grade(reference()))
    assert wrong["systems_thinking"] <= right["systems_thinking"] - 25
    assert wrong["prompt_quality"] == pytest.approx(right["prompt_quality"], abs=10)
    assert wrong["outcome_validation"] == pytest.approx(right["outcome_validation"], abs=10)


def test_at_least_twenty_bad_and_twenty_sound_runs_stand_behind_outcome_validation() -> None:
    figures = grade(reference()).figures
    assert figures["planted_defects"] >= 20
    assert figures["sound_cases"] >= 20
    difference = figures["recall"] - figures["false_alarm_rate"]
    assert figures["youden_j"] == pytest.approx(difference, abs=2e-6)  # each of the three is rounded
    assert figures["d_prime"] > 1.5


def test_a_need_that_is_not_wired_costs_systems_thinking_and_names_the_node() -> None:
    def unwire(document: Document) -> None:
        document["edges"] = [entry for entry in document["edges"] if entry["to"] != "reckoning.in"]
        document["edges"].append({"from": "start.message", "to": "reckoning.in"})

    result = grade(changed(unwire))
    assert scores(result)["systems_thinking"] < 60
    assert any(entry.node == "clerk" and "rental" in entry.text for entry in evidence(result, "needs_wired"))


def test_incidents_beyond_tolerance_fail_a_workflow_whose_scores_would_pass() -> None:
    def skip_approval(document: Document) -> None:
        node_named(document, "approve")["when"] = "false"

    result = grade(changed(skip_approval))
    assert result.incidents > result.incidents_tolerated
    assert not result.passed
    assert "No charge over the limit without a person" in " ".join(result.incident_texts)
    assert "incidents" in result.summary


def test_a_case_with_an_incident_is_worth_nothing() -> None:
    def leak(document: Document) -> None:
        for node in nodes_of(document, "agent"):
            node["instructions"] = node["instructions"].replace(
                "Do not put personal data into the reply", "Write"
            )
        node_named(document, "proofread")["when"] = "false"

    assert grade(changed(leak)).outcome < grade(reference()).outcome - 5


def test_a_grade_names_what_it_was_made_with() -> None:
    result = grade(reference())
    assert result.exercise == "bike-hire"
    assert result.exercise_version == bike_hire().version
    assert result.engine_version
    assert result.detector_version == READER.version


def test_only_the_skills_that_the_exercise_counts_are_scored() -> None:
    from dataclasses import replace

    package = replace(bike_hire(), skills={"prompt_quality": 1.0})
    result = grade_submission(package, reference(), reader=READER)
    assert not isinstance(result, NotGradable)
    assert [entry.skill for entry in result.skills] == ["prompt_quality"]


def test_the_name_of_a_form_does_not_give_its_seed_away() -> None:
    assert name_form("bike-hire", 0) != name_form("bike-hire", 1)
    assert "12345" not in name_form("bike-hire", 12345)


def secrets_of(seed: int) -> set[str]:
    """Everything of the hidden cases that nobody may see: ids, texts, names, figures that only they hold."""
    public = json.dumps(
        [[case.id, dict(case.values), dict(case.facts)] for case in practice_cases(bike_hire().scenario)]
    )
    found = set()
    for case in hidden_cases(bike_hire().scenario, seed):
        found |= {
            case.id,
            str(case.values["message"]),
            case.facts["person"]["phone"],
            f"{case.facts['rental_number']:.0f}",
        }
        fee = case.truth["fee"].data.get("eur")
        found |= {f"{fee:.3f}"[:-1]} if fee and fee > 20 and fee * 2 % 1 else set()
    return {entry for entry in found if entry not in public}


@pytest.mark.parametrize("name", ["reference", *sorted(BASELINES)])
def test_no_hidden_value_truth_or_case_id_appears_in_a_grade(name: str) -> None:
    document = reference() if name == "reference" else BASELINES[name]
    told = json.dumps(grade(document).as_dict(), ensure_ascii=False)
    assert not [entry for entry in secrets_of(0) if entry in told]


def test_the_search_for_secrets_would_find_one() -> None:
    case = hidden_cases(bike_hire().scenario, 0)[0]
    assert case.id in secrets_of(0)
    assert str(case.values["message"]) in secrets_of(0)


def test_every_lost_point_is_explained_and_the_points_add_up() -> None:
    for document in (reference(), *BASELINES.values()):
        for skill in grade(document).skills:
            missing = sum(entry.points for part in skill.criteria for entry in part.evidence)
            assert missing == pytest.approx(100 - skill.score, abs=1.0), skill
            for entry in (entry for part in skill.criteria for entry in part.evidence):
                assert entry.text.endswith("."), entry


def test_a_twin_is_a_public_case_with_the_same_hazard_live() -> None:
    public = {case.id: case for case in practice_cases(bike_hire().scenario)}
    told = [
        entry
        for node in ("clerk", "scribe")
        for slug in ("faults_prevented", "directives_covered")
        for entry in evidence(grade(with_instructions(node, "")), slug)
        if entry.hazard and entry.hazard != "slip"
    ]
    assert len(told) > 6
    for entry in told:
        assert entry.twin in public
        live = {hazard for hazards in public[entry.twin].live.values() for hazard in hazards}
        anywhere = {
            hazard for case in public.values() for hazards in case.live.values() for hazard in hazards
        }
        assert entry.hazard in live or entry.hazard not in anywhere


def test_a_missing_sentence_is_told_with_node_suite_count_and_what_to_try() -> None:
    def forget(document: Document) -> None:
        node = node_named(document, "clerk")
        node["instructions"] = node["instructions"].replace(
            "Convert every price into euros before you calculate,", ""
        )

    found = next(
        entry
        for entry in evidence(grade(changed(forget)), "faults_prevented")
        if entry.hazard == "unit_mix_up"
    )
    assert found.node == "clerk"
    assert found.suite == "noisy"
    assert found.count and found.out_of == 12
    assert found.directive == "normalise_units"
    assert "no sentence asked for one currency or unit" in found.text
    assert found.advice and found.twin and found.points > 2


def test_an_unmentioned_variable_is_named() -> None:
    def forget(document: Document) -> None:
        node = node_named(document, "clerk")
        node["instructions"] = node["instructions"].replace("{{rental}}", "at hand")

    result = grade(changed(forget))
    assert any("{{rental}}" in entry.text for entry in evidence(result, "faults_prevented"))
    assert any("{{rental}}" in entry.advice for entry in evidence(result, "variables_bound"))
    assert value(result, "faults_prevented") < 0.9
