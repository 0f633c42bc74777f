"""Further workflows in a document, and the subflows that run them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from tests.workflow.make import make_agent, make_data, make_input, make_inside, make_names, make_output
from workflow.document import Workflow
from workflow.dump import dump
from workflow.validate import validate


def make_further(prefix: str, *nodes: dict[str, Any], value: str = "reply", **rest: Any) -> dict[str, Any]:
    """A further workflow: a message comes in, the nodes work one after the other, a value goes out."""
    ids = [f"{prefix}_in", *(node["id"] for node in nodes), f"{prefix}_out"]
    wires = [f"{before}.done {after}" for before, after in itertools.pairwise(ids)]
    ends = [
        {"id": ids[0], "kind": "input", "values": ["message"]},
        {"id": ids[-1], "kind": "output", "values": [value]},
    ]
    return make_inside([*ends, *nodes], wires) | rest


def make_caller(node_id: str = "sub", workflow: str = "answer", **rest: Any) -> dict[str, Any]:
    """A subflow node."""
    return {"id": node_id, "kind": "subflow", "workflow": workflow, "yields": ["reply"]} | rest


def make_whole(caller: dict[str, Any], **workflows: Any) -> dict[str, Any]:
    """A document that runs a subflow."""
    wires = ["start.done sub", "sub.done end"]
    return make_data([make_input("message"), caller, make_output("reply")], wires, workflows=workflows)


def errors(data: dict[str, Any], **names: Any) -> dict[str, str]:
    """Codes of the errors by pointer."""
    _, problems = validate(data, replace(make_names(), **names))
    return {each.pointer: each.code for each in problems if each.severity == "error"}


def test_a_subflow_holds_the_workflow_that_it_names() -> None:
    data = make_whole(make_caller(), answer=make_further("a", make_agent("writer_in", "reply")))
    document, problems = validate(data, make_names())
    assert document is not None
    assert problems == ()
    ids = [node.id for node in document.every_node()]
    assert ids == ["start", "sub", "a_in", "a_out", "writer_in", "end"]
    assert dump(document) == data


def test_a_workflow_that_is_nowhere_is_named_with_those_that_there_are() -> None:
    data = make_whole(make_caller(workflow="asnwer"), answer=make_further("a", make_agent("w", "reply")))
    assert errors(data) == {"/nodes/1/workflow": "unknown_workflow"}


def test_another_version_is_refused() -> None:
    further = make_further("a", make_agent("w", "reply"), version="2")
    assert errors(make_whole(make_caller(version="1"), answer=further)) == {
        "/nodes/1/version": "unknown_workflow"
    }
    assert errors(make_whole(make_caller(version="2"), answer=further)) == {}


def test_the_exercise_may_bring_workflows_in_several_versions() -> None:
    versions = []
    for version in ("1", "2"):
        further = make_further("a", make_agent(f"w{version}", "reply"), version=version)
        document, _ = validate(make_whole(make_caller(), answer=further))
        assert document is not None
        versions.append(Workflow(document.workflows["answer"].graph, version))
    for wanted, worker in (("", "w2"), ("1", "w1")):
        data = make_whole(make_caller(version=wanted))
        document, problems = validate(data, replace(make_names(), workflows={"answer": tuple(versions)}))
        assert document is not None, problems
        assert worker in [node.id for node in document.every_node()]


def test_workflows_that_run_each_other_are_refused_with_the_circle() -> None:
    data = make_whole(
        make_caller(),
        answer=make_further("a", make_caller("first", "other")),
        other=make_further("b", make_caller("second", "answer")),
    )
    document, problems = validate(data, make_names())
    assert document is None
    found = [each for each in problems if each.code == "recursion"]
    assert [each.pointer for each in found] == ["/workflows/answer/nodes/2/workflow"]
    assert "answer -> other -> answer" in found[0].message


def test_a_workflow_that_runs_itself_is_refused() -> None:
    data = make_whole(make_caller(), answer=make_further("a", make_caller("again", "answer")))
    assert set(errors(data).values()) == {"recursion"}


def test_an_output_that_the_workflow_does_not_have_is_refused() -> None:
    further = make_further("a", make_agent("w", "amount"), value="amount")
    assert errors(make_whole(make_caller(), answer=further)) == {"/nodes/1/yields/0": "no_such_output"}


def test_workflows_that_multiply_without_end_are_refused_at_once() -> None:
    workflows = {}
    for level in range(15):
        callers = [make_caller(f"c{level}_{at}", f"w{level + 1}") for at in range(4)]
        workflows[f"w{level}"] = make_further(f"l{level}", *callers)
    workflows["w15"] = make_further("last", make_agent("w", "reply"))
    assert set(errors(make_whole(make_caller(workflow="w0"), **workflows)).values()) == {"too_much_work"}


def test_faults_in_a_further_workflow_are_told_with_their_place() -> None:
    broken = make_further("a", make_agent("w", "reply", agent="nobody"))
    broken["edges"].append({"from": "a_in.done", "to": "nowhere.in"})
    broken["colour"] = "red"
    assert errors(make_whole(make_caller(), answer=broken, Bad=3)) == {
        "/workflows/answer/nodes/2/agent": "unknown_agent",
        "/workflows/answer/edges/2/to": "dangling_edge",
        "/workflows/answer/colour": "unknown_setting",
        "/workflows/Bad": "wrong_type",
    }


def test_ids_are_unique_over_all_workflows_of_a_document() -> None:
    further = make_further("a", make_agent("start", "reply"))
    assert errors(make_whole(make_caller(), answer=further)) == {
        "/workflows/answer/nodes/2/id": "duplicate_id"
    }
