"""The workflows that an exercise brings along for `subflow`: one file each under `workflows/`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from exercises.loader.package import Fault
from sandbox.names import names_of
from sandbox.scenario import Scenario
from workflow.document import Workflow
from workflow.parse import parse_text
from workflow.validate import validate

FOLDER = "workflows"


def with_workflows(folder: Path, scenario: Scenario, faults: list[Fault]) -> Scenario:
    """The scenario with the workflows of the package's folder `workflows/`, versions in the order of the file
    names (`answer.yaml`, `answer-2.yaml`): the slug is the name up to `-` and a number. What is wrong joins
    the faults. A later file may run the workflows of those before it."""
    found: dict[str, tuple[Workflow, ...]] = {}
    for path in sorted((folder / FOLDER).glob("*.yaml"), key=_order):
        slug = _order(path)[0]
        data, problems = parse_text(path.read_bytes())
        workflow = None
        if not problems:
            names = replace(names_of(scenario), workflows=found)
            document, problems = validate(_wrapped(slug, data), names)
            workflow = document.workflows[slug] if document is not None else None
        file = f"{FOLDER}/{path.name}"
        for each in problems:
            if each.severity == "error" or workflow is None:
                place = each.pointer.removeprefix(f"/workflows/{slug}")
                faults.append(Fault(folder.name, file, place, each.message))
        if workflow is not None:
            found[slug] = (*found.get(slug, ()), workflow)
    return replace(scenario, workflows=found)


def _wrapped(slug: str, data: Any) -> dict[str, Any]:
    return {"podium": 1, "nodes": [], "workflows": {slug: data}}


def _order(path: Path) -> tuple[str, int]:
    """The slug and the number of a file's version."""
    slug, _, number = path.stem.rpartition("-")
    return (slug, int(number)) if slug and number.isdigit() else (path.stem, 1)
