"""Irrelevant edits change the document, and nothing that matters."""

from __future__ import annotations

from exercises.proving.edits import build_edits
from exercises.proving.surgery import fresh_id, nodes_of
from grading.gradable import open_document
from tests.grading.cast import bike_hire, reference


def test_each_edit_changes_the_stored_document_and_leaves_it_valid() -> None:
    edits = dict(build_edits(bike_hire().reference))
    assert set(edits) == {"rename", "move", "reorder", "whitespace", "remark"}
    for name, document in edits.items():
        assert document != reference(), name
        assert open_document(bike_hire().scenario, document)[0] is not None, name


def test_renaming_renames_every_node_once() -> None:
    document = dict(build_edits(bike_hire().reference))["rename"]
    before, after = ([node["id"] for node in nodes_of(entry)] for entry in (reference(), document))
    assert not set(before) & set(after)
    assert len(set(after)) == len(before)


def test_a_wished_id_that_is_taken_gets_a_number() -> None:
    assert fresh_id(reference(), "free") == "free"
    assert fresh_id(reference(), "clerk") == "clerk_2"
