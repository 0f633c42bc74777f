"""Practice runs: everything may be shown."""

from __future__ import annotations

from grading.gradable import open_document
from grading.practice import run_practice
from sandbox.world.casebook import practice_cases
from tests.grading.cast import READER, bike_hire, reference


def test_each_practice_case_shows_what_came_out_beside_what_was_right() -> None:
    document, _ = open_document(bike_hire().scenario, reference())
    assert document is not None
    runs = run_practice(bike_hire(), document, practice_cases(bike_hire().scenario), READER)
    assert len(runs) == 7
    for run in runs:
        assert [part.name for part in run.parts] == ["fee", "reply", "charged"]
        assert run.events[-1]["type"] == "run_finished"
        plain = run.as_dict()
        assert "events" not in plain and plain["deliverables"][0]["expected"] is not None
        assert run.as_dict(with_events=True)["events"][0]["type"] == "run_started"
