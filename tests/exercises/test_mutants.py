"""Mutants of a reference: each spoils one thing."""

from __future__ import annotations

from collections import Counter

from exercises.proving.mutants import build_mutants, drop_directives, make_serial, remove_checks, unwire_needs
from exercises.proving.surgery import Document, edge, node_named
from grading.gradable import open_document
from tests.grading.cast import READER, bike_hire, reference

MUTANTS = build_mutants(bike_hire().scenario, bike_hire().reference, READER)


def test_every_mutant_is_a_valid_document() -> None:
    for mutant in MUTANTS:
        document, problems = open_document(bike_hire().scenario, mutant.document)
        assert document is not None, (mutant.kind, mutant.what, problems)


def test_each_kind_of_spoiling_is_there() -> None:
    assert set(Counter(mutant.kind for mutant in MUTANTS)) == {
        "need unwired", "directive dropped", "check removed", "tier lowered",
    }  # fmt: skip


def test_a_dropped_directive_is_no_longer_read_and_the_others_are() -> None:
    for mutant in drop_directives(bike_hire().reference, READER):
        slug, _, node = mutant.what.partition(" at ")
        before = READER.read(node_named(reference(), node)["instructions"])
        after = READER.read(node_named(mutant.document, node)["instructions"])
        assert before.directive(slug) > 0.5 > after.directive(slug)
        assert len(after.sentences) >= len(before.sentences) - 2


def test_a_need_is_unwired_at_the_input_and_on_every_edge() -> None:
    (mutant,) = unwire_needs(bike_hire().scenario, bike_hire().reference)
    assert mutant.what == "message"
    assert "message" not in node_named(mutant.document, "start")["values"]
    assert not any(entry["from"] == "start.message" for entry in mutant.document["edges"])


def test_removing_the_check_of_a_loop_lets_the_loop_end() -> None:
    mutant = next(entry for entry in remove_checks(bike_hire().reference) if entry.what == "bounds")
    assert node_named(mutant.document, "reckoning")["until"] == "true"
    assert node_named(mutant.document, "letter")["until"] == "verdict == 'pass'"


def test_two_that_start_together_are_made_to_wait_for_each_other() -> None:
    document: Document = {
        "podium": 1,
        "nodes": [
            {"id": "start", "kind": "input", "values": ["message"]},
            {"id": "one", "kind": "tool", "tool": "ledger"},
            {"id": "two", "kind": "tool", "tool": "ledger"},
            {"id": "act", "kind": "tool", "tool": "charge"},
        ],
        "edges": [edge("start", "message", name) for name in ("one", "two", "act")],
    }
    (mutant,) = make_serial(bike_hire().scenario, document)
    assert mutant.what == "two after one"
    assert edge("one", "done", "two") in mutant.document["edges"]
    assert edge("start", "message", "two") in mutant.document["edges"]
