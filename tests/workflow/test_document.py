"""A document hands out its nodes."""

from __future__ import annotations

import pytest

from tests.workflow.make import make_agent, make_data, make_document, make_input, make_inside
from workflow.ports import is_value_port


def test_every_node_is_listed_containers_first() -> None:
    inner = {"id": "inner", "kind": "map", "copies": 2, "inside": make_inside([make_agent("w", "x")])}
    outer = {
        "id": "outer",
        "kind": "loop",
        "until": "true",
        "inside": make_inside([inner, make_agent("v", "y")]),
    }
    document = make_document(make_data([make_input(), outer], []))
    assert [node.id for node in document.every_node()] == ["start", "outer", "inner", "w", "v"]


def test_a_node_is_found_on_its_level() -> None:
    graph = make_document(make_data([make_input()], [])).graph
    assert graph.node("start").kind == "input"
    with pytest.raises(KeyError):
        graph.node("nobody")


def test_value_ports_are_those_named_after_values() -> None:
    node = make_document(make_data([make_agent("a", "x")], [])).graph.node("a")
    assert is_value_port(node, "x")
    assert not is_value_port(node, "done")
