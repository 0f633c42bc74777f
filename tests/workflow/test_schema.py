"""The published schema and the validator agree."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from tests.workflow.make import make_agent, make_chain, make_data
from tests.workflow.test_dump import rich
from tests.workflow.test_subflows import make_caller, make_further, make_whole
from workflow.kinds import all_kinds
from workflow.schema import json_schema


@pytest.fixture(scope="module")
def schema() -> Any:
    return jsonschema_rs.Draft202012Validator(json_schema())


def test_good_documents_fit(schema: Any) -> None:
    subflow = make_whole(make_caller(), answer=make_further("a", make_agent("w", "reply"), version="2"))
    for data in (rich(), subflow, make_chain(make_agent("a", "amount")), {"podium": 1, "nodes": []}):
        assert schema.is_valid(data), [str(error) for error in schema.iter_errors(data)]


@pytest.mark.parametrize(
    "data",
    [
        {"podium": 2, "nodes": []},
        {"nodes": []},
        {"podium": 1, "nodes": [], "colour": "red"},
        make_data([make_agent("a", "amount", model="huge")], []),
        make_data([make_agent("a", "amount", colour="red")], []),
        make_data([{"id": "a", "kind": "nothing"}], []),
        make_data([{"id": "A", "kind": "note"}], []),
        make_data([{"id": "a", "kind": "loop", "until": "true"}], []),
        {"podium": 1, "nodes": [], "edges": [{"from": "a"}]},
        {"podium": 1, "nodes": [], "workflows": {"Not a slug": {"nodes": []}}},
    ],
)
def test_wrong_documents_do_not(schema: Any, data: dict[str, Any]) -> None:
    assert not schema.is_valid(data)


def test_every_kind_is_described() -> None:
    definitions = json_schema()["$defs"]
    for name, kind in all_kinds().items():
        assert definitions[name]["description"] == kind.summary
        assert definitions[name]["properties"]["kind"] == {"const": name}


def test_the_schema_may_be_changed_by_whoever_asks_for_it() -> None:
    json_schema().clear()
    assert json_schema()["title"] == "Podium workflow document"
