"""Everything that is wrong with a document, at once, in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from pydantic import ValidationError

from workflow.advice import give_advice
from workflow.common import WrittenPolicy
from workflow.document import Document, Policy
from workflow.fleet_reading import check_needed, read_fleet
from workflow.limits import check_data, escape
from workflow.names import Names
from workflow.problem import Problem
from workflow.report import Report
from workflow.shape import Reader, adapter
from workflow.subflows import put_in_place, read_workflows
from workflow.wiring import check_wiring
from workflow.workload import check_workload

VERSION = 1
_ROOT = ("podium", "title", "nodes", "edges", "workflows", "fleet", "policy", "layout")


def validate(data: Any, names: Names | None = None) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document (None where an error forbids to run it) and all its problems, errors and warnings.

    `data` is plain data, as `workflow.parse` or a JSON body gives it; hostile data is answered, never raised.
    With `names` the names of the exercise are checked too.
    """
    faults = check_data(data)
    if faults:
        return None, faults
    report = Report()
    if not isinstance(data, dict):
        report.add("wrong_type", "", "A workflow document is a record.", "Start with 'podium: 1'.")
        return None, report.finish()
    _check_root(data, report)
    reader = Reader(report, names)
    draft = reader.read(data, "", None)
    further = read_workflows(data.get("workflows"), reader, report)
    for each in reader.drafts:
        check_wiring(each, reader.places, report, names)
    policy = _read_policy(data.get("policy"), report, names)
    layout = _read_layout(data.get("layout"), reader.places, report)
    graph, workflows = put_in_place(draft.graph(), further, names, reader.places, report)
    fleet = read_fleet(data.get("fleet"), workflows, names, report)
    check_needed(fleet, data, names, report)
    if report.has_errors():
        return None, report.finish()
    document = Document(graph, policy, data.get("title", ""), layout, workflows, fleet)
    check_workload(document, reader.places, report)
    give_advice(document, reader.places, report, names)
    return (None if report.has_errors() else document), report.finish()


def _check_root(data: Mapping[str, Any], report: Report) -> None:
    version = data.get("podium")
    if "podium" not in data:
        report.add("missing_version", "", "The document does not say its version.", "Begin with 'podium: 1'.")
    elif isinstance(version, bool) or version != VERSION:
        report.add(
            "unknown_version",
            "/podium",
            "This version of the workflow document is not known.",
            "Write 'podium: 1'.",
            field="podium",
        )
    for key in data:
        if key not in _ROOT:
            report.add(
                "unknown_setting",
                f"/{escape(key)}",
                f"A document knows no '{key[:40]}'.",
                f"There are: {', '.join(_ROOT)}.",
                field=key[:40],
            )
    title = data.get("title", "")
    if not isinstance(title, str) or len(title) > 200:
        report.add(
            "wrong_type",
            "/title",
            "The title must be a text of at most 200 characters.",
            "Shorten it.",
            field="title",
        )


def _read_policy(data: Any, report: Report, names: Names | None) -> Policy:
    if data is None:
        return Policy()
    known = [each.name for each in fields(WrittenPolicy)]
    try:
        written: WrittenPolicy = adapter(WrittenPolicy).validate_python(data)
    except ValidationError as error:
        report.add_invalid(error, data, "/policy", known, "The policy", None)
        return Policy()
    if names is not None:
        _check_policy_names(written, report, names)
    return written.policy()


def _check_policy_names(written: WrittenPolicy, report: Report, names: Names) -> None:
    named = [(f"/policy/approvals/{at}", slug) for at, slug in enumerate(written.approvals)]
    for agent, tools in written.tools.items():
        named.extend((f"/policy/tools/{agent}/{at}", slug) for at, slug in enumerate(tools))
        if agent not in names.agents:
            report.add(
                "unknown_agent",
                f"/policy/tools/{agent}",
                f"There is no agent called '{agent}' in this exercise.",
                f"Choose one of: {', '.join(sorted(names.agents)[:12])}.",
                field="policy",
            )
    for pointer, slug in named:
        if slug not in names.tools:
            report.add(
                "unknown_tool",
                pointer,
                f"There is no tool called '{slug}' in this exercise.",
                f"Choose one of: {', '.join(sorted(names.tools)[:12]) or 'none'}.",
                field="policy",
            )


def _read_layout(data: Any, places: Mapping[str, str], report: Report) -> Mapping[str, tuple[float, float]]:
    """The places on the canvas. What is wrong here harms no run: it is left out with a warning."""
    if data is None:
        return {}
    if not isinstance(data, dict):
        report.add(
            "wrong_type",
            "/layout",
            "The layout must map node ids to places.",
            "Write {node: {x: 0, y: 0}}, or leave it out.",
            field="layout",
        )
        return {}
    layout: dict[str, tuple[float, float]] = {}
    for key, place in data.items():
        if key not in places:
            continue
        x, y = (place.get("x"), place.get("y")) if isinstance(place, dict) else (None, None)
        if _is_number(x) and _is_number(y):
            layout[key] = (float(x), float(y))  # type: ignore[arg-type]
        else:
            report.add(
                "bad_place",
                f"/layout/{escape(key)}",
                f"The place of '{key[:40]}' must be {{x: number, y: number}}.",
                "Move the node on the canvas, or take the entry out.",
                node=key,
                field="layout",
                severity="warning",
            )
    return layout


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
