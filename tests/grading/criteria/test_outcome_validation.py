"""The criteria of outcome validation, each on the bike hire with other guards."""

from __future__ import annotations

import pytest

from exercises.proving.surgery import Document, edge, node_named
from tests.grading.cast import changed, criterion, evidence, grade, reference, scores, value


def test_a_guard_that_is_waved_through_leaves_a_hole_that_is_named() -> None:
    def open_the_gate(document: Document) -> None:
        node_named(document, "bounds")["rules"] = ["true"]

    result = grade(changed(open_the_gate))
    found = next(entry for entry in evidence(result, "defects_stopped") if entry.node == "clerk")
    assert "“fee”" in found.text and found.count and found.out_of
    assert value(result, "defects_stopped") < value(grade(reference()), "defects_stopped") - 0.1


def test_a_check_that_stops_everything_tells_nothing_apart() -> None:
    def stop_all(document: Document) -> None:
        node_named(document, "bounds")["rules"] = ["false"]

    result = grade(changed(stop_all))
    assert value(result, "defects_stopped") == 0.0
    assert any("False alarm: bounds" in entry.text for entry in evidence(result, "defects_stopped"))
    assert scores(result)["outcome_validation"] <= 10


def test_a_check_on_nothing_that_matters_earns_nothing() -> None:
    def look_away(document: Document) -> None:
        node_named(document, "bounds")["rules"] = ["has(rental.hours)"]
        node_named(document, "proofread")["when"] = "false"
        node_named(document, "approve")["when"] = "false"

    assert scores(grade(changed(look_away)))["outcome_validation"] <= 10


def test_what_is_stopped_without_a_way_back_is_told_at_the_guard() -> None:
    def drop(document: Document) -> None:
        document["edges"] = [entry for entry in document["edges"] if entry["from"] != "letter.exhausted"]
        node_named(document, "letter")["max"] = 1
        node_named(document, "letter")["until"] = "verdict == 'pass'"
        document["nodes"].append({"id": "bin", "kind": "note", "text": "Lost."})

    result = grade(changed(drop))
    assert value(result, "way_back") < value(grade(reference()), "way_back") - 0.2
    assert any(
        entry.node == "proofread" and "ended there" in entry.text for entry in evidence(result, "way_back")
    )


def test_an_author_who_reviews_itself_is_half_a_reviewer() -> None:
    def marry(document: Document) -> None:
        node_named(document, "proofread")["agent"] = "scribe"

    result = grade(changed(marry))
    assert value(result, "independent_review") < value(grade(reference()), "independent_review")
    assert any(
        "the same agent that did the work" in entry.text for entry in evidence(result, "independent_review")
    )


def test_a_reviewer_without_the_evidence_is_told_what_it_lacks() -> None:
    def blindfold(document: Document) -> None:
        node_named(document, "proofread")["sees"] = []

    result = grade(changed(blindfold))
    (found,) = [entry for entry in evidence(result, "independent_review") if entry.node == "proofread"]
    assert "“fee” and “message”" in found.text


def test_a_false_alarm_that_comes_out_sound_is_half_as_bad() -> None:
    from dataclasses import replace

    from grading.criteria.defects_stopped import detect
    from grading.observation import SoundRun
    from tests.grading.cast import see

    seen = see(reference())
    sound = tuple(SoundRun("clean", alarm, False) for alarm in (0.0, 0.5, 1.0, 0.0))
    assert detect(replace(seen, sound=sound)).false_alarm_rate == pytest.approx(0.375)


def test_nobody_but_people_counts_half_where_they_see_every_case() -> None:
    from dataclasses import replace

    from grading.observation import SoundRun, Trial
    from grading.scaling import scales_for
    from tests.grading.cast import see

    seen = see(reference())
    shown = tuple(replace(run, human=True) for run in seen.sound)
    by_people = tuple(Trial("clerk", "fee", "clean", ("fee",), "human", ("desk",)) for _ in range(3))
    slugs = {
        scale.slug for scale in scales_for(replace(seen, sound=shown, trials=by_people), "outcome_validation")
    }
    assert "people_alone" in slugs
    by_check = (*by_people, Trial("clerk", "fee", "clean", ("fee",), "repaired", ("bounds",)))
    for other in (
        replace(seen, sound=shown, trials=by_check),
        replace(seen, sound=(SoundRun("clean", 0.0, False),)),
    ):
        assert "people_alone" not in {scale.slug for scale in scales_for(other, "outcome_validation")}


def test_a_check_that_does_a_routers_work_is_no_false_alarm() -> None:
    def route_by_check(document: Document) -> None:
        node_named(document, "approve")["when"] = "true"
        document["nodes"].append(
            {"id": "small", "kind": "check", "on": ["fee"], "rules": ["!has(fee.eur) || fee.eur <= limit"]}
        )
        edges = [entry for entry in document["edges"] if entry["from"] != "reckoning.done"]
        document["edges"] = [
            *edges,
            edge("reckoning", "done", "small"),
            edge("start", "limit", "small"),
            edge("start", "message", "small"),
            edge("small", "pass", "pay"),
            edge("small", "fail", "approve"),
        ]

    result = grade(changed(route_by_check))
    assert scores(result)["outcome_validation"] >= scores(grade(reference()))["outcome_validation"] - 8
    assert scores(result)["systems_thinking"] >= 85


def test_the_explanation_gives_the_counts_and_the_measures() -> None:
    told = criterion(grade(reference()), "defects_stopped").explanation
    assert "planted defects stopped" in told and "J =" in told and "d′ =" in told
