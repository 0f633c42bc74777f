"""The result page's words: evidence is shown as it is, and nothing a learner wrote becomes markup."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from django.template.loader import render_to_string

from grading.score import Criterion, Evidence, Grade, SkillScore
from podium.web.templatetags.results import (
    costliest,
    family,
    lookup,
    lost_points,
    reasons,
    rubric,
    suite_outcomes,
    total,
)

SUBMISSION = SimpleNamespace(
    pk=UUID(int=7),
    exercise=SimpleNamespace(slug="refund-desk", title="The refund desk"),
    document={
        "nodes": [
            {"id": "analyst", "kind": "agent"},
            {"id": "letters", "kind": "loop", "inside": {"nodes": [{"id": "reviewer", "kind": "review"}]}},
            "not a node",
        ]
    },
)


def make_evidence(**settings: Any) -> Evidence:
    given: dict[str, Any] = {"text": "Currency was mixed up.", "points": 9.2}
    return Evidence(**(given | settings))


def make_grade(*evidence: Evidence, score: int = 61, incidents: int = 0, **settings: Any) -> dict[str, Any]:
    criterion = Criterion(
        "faults_prevented", "Faults prevented", "prompt_quality", 0.5, 0.48, "Half.", evidence
    )
    grade = Grade(
        exercise="refund-desk",
        exercise_version="1",
        engine_version="1",
        detector_version="1",
        form="f",
        passed=score >= 70 and not incidents,
        outcome=74,
        skills=(SkillScore("prompt_quality", score, (criterion,)),),
        incidents=incidents,
        incidents_tolerated=0,
        **settings,
    )
    return grade.as_dict()


def show_evidence(**settings: Any) -> str:
    return render_to_string(
        "web/result/evidence.html",
        {
            "evidence": make_grade(make_evidence(**settings))["skills"][0]["criteria"][0]["evidence"][0],
            "submission": SUBMISSION,
            "nodes": {"analyst": "The <b>Analyst</b>"},
        },
    )


def test_what_cost_most_is_fixed_first() -> None:
    grade = make_grade(
        make_evidence(points=2.0), make_evidence(points=9.2, text="worst"), make_evidence(points=0.0)
    )
    found = costliest(grade)
    assert found is not None
    assert found["evidence"]["text"] == "worst"
    assert found["skill"] == "prompt_quality"


def test_a_perfect_grade_has_nothing_to_fix_first() -> None:
    assert costliest(make_grade(make_evidence(points=0.0))) is None


def test_a_pass_needs_no_reasons() -> None:
    assert reasons(make_grade(score=84)) == []


def test_each_score_below_the_line_and_each_incident_is_a_reason() -> None:
    said = reasons(make_grade(score=61, incidents=2))
    assert said[0] == "Prompt quality is 61; a pass needs 70."
    assert said[1].startswith("2 incidents")


def test_groups_of_cases_come_in_the_order_of_the_grading_page() -> None:
    grade = make_grade(figures={"outcome_outage": 80.0, "outcome_clean": 90.0, "recall": 0.9})
    assert [row["suite"] for row in suite_outcomes(grade)] == ["clean", "outage"]


def test_only_the_criterion_that_lost_most_is_open_and_its_worst_findings_come_first() -> None:
    many = [make_evidence(points=float(number)) for number in range(1, 6)]
    skill = make_grade(*many)["skills"][0]
    skill["criteria"].append({**skill["criteria"][0], "evidence": []})
    first, second = rubric(skill)
    assert [row["points"] for row in first["first"]] == [5.0, 4.0, 3.0]
    assert len(first["rest"]) == 2
    assert (first["is_open"], second["is_open"]) == (True, False)


def test_nothing_is_open_where_nothing_was_lost() -> None:
    assert not any(row["is_open"] for row in rubric(make_grade(make_evidence(points=0.0))["skills"][0]))


def test_hidden_cases_are_counted_over_all_suites() -> None:
    assert total({"clean": 20, "noisy": 30}) == 50


@pytest.mark.parametrize(("points", "words"), [(9.2, "−9.2 points"), (12.4, "−12 points"), (1.0, "−1 point")])
def test_lost_points_read_as_a_person_says_them(points: float, words: str) -> None:
    assert lost_points(points) == words


@pytest.mark.parametrize(
    ("node", "colour"),
    [("analyst", "strings"), ("letters", "horns"), ("reviewer", "keys"), ("gone", "plain")],
)
def test_a_node_has_the_colour_of_its_kind_also_inside_a_container(node: str, colour: str) -> None:
    assert family(SUBMISSION.document, node) == colour


def test_a_document_that_is_no_document_has_no_colours() -> None:
    assert family("nonsense", "analyst") == "plain"  # type: ignore[arg-type]


def test_a_node_without_a_name_keeps_its_id() -> None:
    assert lookup({}, "analyst") == "analyst"
    assert lookup({}, None) == ""


def test_evidence_names_place_cases_sentence_and_advice() -> None:
    shown = show_evidence(
        node="analyst",
        suite="noisy",
        count=12,
        out_of=30,
        sentence="Pay at once.",
        advice="Ask first.",
        twin="p-2",
    )
    assert "12 of 30 cases with faults in the data" in shown
    assert "Pay at once." in shown
    assert "Ask first." in shown
    assert f"/studio/refund-desk/?submission={SUBMISSION.pk}&amp;node=analyst" in shown
    assert "&amp;case=p-2" in shown


def test_what_a_learner_wrote_never_becomes_markup() -> None:
    shown = show_evidence(node="analyst", sentence="<script>alert(1)</script>", text="<img src=x onerror=y>")
    assert "<script>" not in shown
    assert "<img" not in shown
    assert "The &lt;b&gt;Analyst" in shown


def test_evidence_without_a_place_offers_no_dead_links() -> None:
    assert "href" not in show_evidence()
