"""Workflows that come with an exercise, for subflows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from exercises.loader import load_folder
from sandbox.names import names_of
from tests.exercises.loader.test_library import dump, faults, write_package
from workflow.validate import validate


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """The folder of a small, sound package."""
    folder = write_package(tmp_path / "depot")
    (folder / "workflows").mkdir()
    return folder


def make_passing(version: str, value: str = "note") -> dict[str, Any]:
    """A workflow that hands a value through."""
    return {
        "version": version,
        "nodes": [
            {"id": f"in{version}", "kind": "input", "values": [value]},
            {"id": f"out{version}", "kind": "output", "values": [value]},
        ],
        "edges": [{"from": f"in{version}.done", "to": f"out{version}.in"}],
    }


def make_caller(workflow: str, version: str = "") -> dict[str, Any]:
    """A document that runs it."""
    node = {"id": "sub", "kind": "subflow", "workflow": workflow, "yields": ["note"]}
    return {"podium": 1, "nodes": [node | ({"version": version} if version else {})], "edges": []}


def test_a_subflow_may_run_them_by_slug_and_version(depot: Path) -> None:
    for name, version in (("pass-on", "1"), ("pass-on-2", "2"), ("pass-on-10", "10")):
        (depot / "workflows" / f"{name}.yaml").write_text(dump(make_passing(version)))
    scenario = load_folder(depot).scenario
    assert [each.version for each in scenario.workflows["pass-on"]] == ["1", "2", "10"]
    for version, node in (("", "in10"), ("2", "in2")):
        document, problems = validate(make_caller("pass-on", version), names_of(scenario))
        assert document is not None, problems
        assert node in [each.id for each in document.every_node()]


def test_a_broken_one_is_a_fault_of_the_package_with_its_place(depot: Path) -> None:
    broken = make_passing("1")
    broken["edges"][0]["to"] = "nowhere.in"
    (depot / "workflows" / "pass-on.yaml").write_text(dump(broken))
    assert "depot/workflows/pass-on.yaml: /edges/0/to: There is no node called 'nowhere'." in faults(depot)


def test_a_change_of_one_is_a_new_version_of_the_exercise(depot: Path) -> None:
    before = load_folder(depot).version
    (depot / "workflows" / "pass-on.yaml").write_text(dump(make_passing("1")))
    assert load_folder(depot).version != before
