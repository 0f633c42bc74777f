"""Faultless workers: right in everything but the planted defect and what follows from it."""

from __future__ import annotations

from exercises.proving.surgery import Document, edge
from grading.form import hidden_cases
from grading.gradable import open_document
from grading.stage import Stage
from sandbox.engine.program import compile_program
from sandbox.world.planting import Plant
from tests.grading.cast import READER, bike_hire, changed, reference


def make_stage(document: Document) -> Stage:
    """A stage for a document of the bike hire."""
    opened, problems = open_document(bike_hire().scenario, document)
    assert opened is not None, problems
    return Stage(bike_hire().scenario, compile_program(opened), 0, READER)


CASES = hidden_cases(bike_hire().scenario, 0)
PRICED = next(case for case in CASES if case.truth["fee"].data.get("eur"))


def test_faultless_workers_deliver_every_case_sound() -> None:
    stage = make_stage(reference())
    assert all(stage.run_sound(case, neutral=True).score > 0.999 for case in CASES)


def test_a_need_that_is_not_wired_makes_faultless_workers_no_worse() -> None:
    def unwire(document: Document) -> None:
        document["edges"] = [entry for entry in document["edges"] if entry["from"] != "look_up.rental"]
        document["edges"] += [edge("start", "message", "reckoning"), edge("look_up", "rental", "desk")]
        document["nodes"] = [
            node if node["id"] != "reckoning" else _without_check(node) for node in document["nodes"]
        ]

    def _without_check(node: dict[str, object]) -> dict[str, object]:
        inside: Document = node["inside"]  # type: ignore[assignment]
        inside["nodes"] = inside["nodes"][:1]
        inside["edges"] = []
        return {**node, "until": "true"}

    run = make_stage(changed(unwire)).run_sound(PRICED, neutral=True)
    assert run.parts["fee"] == 1.0


def test_a_planted_defect_flows_on_to_what_is_made_of_it() -> None:
    stage = make_stage(reference())
    run = stage.run_sound(PRICED, neutral=True, plant=Plant("clerk", "fee", PRICED.id))
    assert run.parts["fee"] == 0.0
    assert run.parts["reply"] < 1.0
    assert "charged" in run.wrong_effects


def test_a_defect_planted_late_leaves_what_came_before_alone() -> None:
    stage = make_stage(reference())
    run = stage.run_sound(PRICED, neutral=True, plant=Plant("scribe", "reply", PRICED.id))
    assert run.parts["fee"] == 1.0
    assert run.parts["reply"] < 1.0


def test_a_check_that_compares_stops_the_defect_and_the_loop_mends_it() -> None:
    stage = make_stage(reference())
    run = stage.run_sound(PRICED, plant=Plant("clerk", "fee", PRICED.id))
    assert run.score > 0.999
    assert "reckoning" in run.turned
