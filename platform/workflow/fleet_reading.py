"""Reads a document's fleet block: its shape, and whether what it names is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from pydantic import ValidationError

from workflow.document import Graph, Workflow
from workflow.expression import compile_expression
from workflow.fleet import Duty, Fleet, clock, span
from workflow.fleet_shape import WrittenFleet
from workflow.limits import escape
from workflow.names import FleetNames, Names
from workflow.report import Report
from workflow.shape import adapter

KIND = "kind"
"""What routing may look at besides a case's values: the kind of demand."""


def read_fleet(
    data: Any, workflows: Mapping[str, Workflow], names: Names | None, report: Report
) -> Fleet | None:
    """The fleet of a document (None where there is none), with everything that is wrong with it reported."""
    if data is None:
        return None
    known = ["from" if each.name == "start" else each.name for each in fields(WrittenFleet)]
    try:
        written: WrittenFleet = adapter(WrittenFleet).validate_python(data)
    except ValidationError as error:
        report.add_invalid(error, data, "/fleet", known, "The fleet", None)
        return None
    fleet = written.fleet()
    _check_targets(fleet, workflows, names, report)
    _check_routing(fleet, names, report)
    _check_resources(fleet, names, report)
    _check_people(fleet, workflows, report)
    if names is not None and names.fleet is not None:
        _check_capacities(fleet, names.fleet, report)
        _check_staff(fleet, names.fleet, report)
    return fleet


def check_needed(fleet: Fleet | None, data: Mapping[str, Any], names: Names | None, report: Report) -> None:
    """Whether the exercise asks for a fleet, and whether it has any use for the one that is there."""
    if names is None:
        return
    if names.fleet is not None and fleet is None and "fleet" not in data:
        report.add(
            "missing_fleet", "", "This exercise asks for a fleet, and the document has no 'fleet'.",
            "Add 'fleet:' with at least 'otherwise', and the workflows under 'workflows'.", field="fleet",
        )  # fmt: skip
    if names.fleet is None and fleet is not None:
        report.add(
            "fleet_unused", "/fleet", "This exercise runs one case at a time; the fleet is not looked at.",
            "Leave it out, or use it in an exercise with a day's demand.", field="fleet", severity="warning",
        )  # fmt: skip


def human_nodes(graph: Graph) -> Iterator[str]:
    """The ids of a workflow's human nodes, those in containers and subflows included."""
    for node in graph.nodes:
        if node.kind == "human":
            yield node.id
        if node.inside is not None:
            yield from human_nodes(node.inside)


def _check_targets(
    fleet: Fleet, workflows: Mapping[str, Workflow], names: Names | None, report: Report
) -> None:
    places = [(f"/fleet/routing/{at}/to", route.to) for at, route in enumerate(fleet.routing)]
    places.append(("/fleet/otherwise", fleet.otherwise))
    for pointer, slug in places:
        if slug not in workflows:
            report.add(
                "unknown_workflow", pointer, f"Cases should go to '{slug}', but there is no such workflow.",
                f"There are: {', '.join(sorted(workflows)) or 'none'}. Add it under 'workflows'.",
                field="fleet",
            )  # fmt: skip
    for slug in fleet.targets():
        if slug in workflows:
            _check_ends(slug, workflows[slug].graph, names, report)


def _check_ends(slug: str, graph: Graph, names: Names | None, report: Report) -> None:
    """A workflow that cases are sent to begins with what a case brings and delivers something."""
    kinds = {node.kind for node in graph.nodes}
    for kind in ("input", "output"):
        if kind not in kinds:
            report.add(
                f"no_{kind}", f"/workflows/{escape(slug)}", f"'{slug}' takes cases, but has no {kind} node.",
                f"Add a node of kind '{kind}'.",
            )  # fmt: skip
    if names is None:
        return
    for at, node in enumerate(graph.nodes):
        if node.kind != "input":
            continue
        for place, name in enumerate(node.settings.values):
            if name not in names.given:
                report.add(
                    "not_given", f"/workflows/{escape(slug)}/nodes/{at}/values/{place}",
                    f"'{slug}' takes cases, and no case brings '{name}'.",
                    f"A case brings: {', '.join(sorted(names.given))}.", node=node.id, field="values",
                )  # fmt: skip


def _check_routing(fleet: Fleet, names: Names | None, report: Report) -> None:
    if names is None:
        return
    known = names.given | {KIND}
    for at, route in enumerate(fleet.routing):
        for name in compile_expression(route.when).names:
            if name not in known:
                report.add(
                    "unknown_value", f"/fleet/routing/{at}/when",
                    f"An arriving case has no '{name}'.",
                    f"Routing can look at: {', '.join(sorted(known))}.", field="fleet",
                )  # fmt: skip


def _check_resources(fleet: Fleet, names: Names | None, report: Report) -> None:
    named = [(f"/fleet/quotas/{escape(name)}", name) for name in fleet.quotas]
    for down, stand_in in fleet.when_down.items():
        pointer = f"/fleet/when_down/{escape(down)}"
        if not (down.startswith("model:") and stand_in.startswith("model:")) or down == stand_in:
            report.add(
                "bad_stand_in", pointer, f"'{stand_in}' cannot stand in for '{down}'.",
                "Name one model for another, such as model:large: model:medium.", field="fleet",
            )  # fmt: skip
    if names is None:
        return
    for pointer, name in named:
        if name.startswith("tool:") and name[5:] not in names.tools:
            report.add(
                "unknown_tool", pointer, f"There is no tool called '{name[5:]}' in this exercise.",
                f"Choose one of: {', '.join(sorted(names.tools)[:12]) or 'none'}.", field="fleet",
            )  # fmt: skip


def _check_people(fleet: Fleet, workflows: Mapping[str, Workflow], report: Report) -> None:
    gates = {slug: set(human_nodes(each.graph)) for slug, each in workflows.items()}
    known = set(gates).union(*gates.values())
    taken = Counter(duty.id for duty in fleet.people)
    for at, duty in enumerate(fleet.people):
        pointer = f"/fleet/people/{at}"
        if taken[duty.id] > 1:
            report.add(
                "duplicate_id", f"{pointer}/id", f"'{duty.id}' is on duty twice.",
                "Name each person once.", field="fleet",
            )  # fmt: skip
        _check_hours(duty, pointer, report)
        for place, name in enumerate(duty.takes):
            if name not in known:
                report.add(
                    "unknown_node", f"{pointer}/takes/{place}",
                    f"There is no human node and no workflow called '{name}'.",
                    f"There are: {', '.join(sorted(known)[:20])}.", field="fleet",
                )  # fmt: skip
    _check_gates(fleet, gates, report)


def _check_hours(duty: Duty, pointer: str, report: Report) -> None:
    if duty.start == duty.end:
        report.add(
            "bad_hours", f"{pointer}/until", f"'{duty.id}' begins and ends at {clock(duty.start)}.",
            "Give an end after the beginning; before it means on the next day.", field="fleet",
        )  # fmt: skip
        return
    if duty.lunch is None:
        return
    begins, ends = (_after(duty.start, each) for each in duty.lunch)
    if not begins < ends <= span(duty.start, duty.end):
        report.add(
            "bad_hours", f"{pointer}/lunch", f"The lunch of '{duty.id}' is not within their hours.",
            "Put it between 'from' and 'until', and let it end after it begins.", field="fleet",
        )  # fmt: skip


def _check_gates(fleet: Fleet, gates: Mapping[str, set[str]], report: Report) -> None:
    """Every human node that cases can come to needs somebody, or they wait for ever."""
    everything = any(not duty.takes for duty in fleet.people)
    taken = {name for duty in fleet.people for name in duty.takes}
    for slug in fleet.targets():
        alone = sorted(gate for gate in gates.get(slug, ()) if gate not in taken)
        if alone and not everything and slug not in taken:
            report.add(
                "nobody_takes", "/fleet/people", f"Nobody looks after {', '.join(alone)} of '{slug}'.",
                "Name it under somebody's 'takes', or let somebody take everything.",
                field="fleet", severity="warning",
            )  # fmt: skip


def _check_capacities(fleet: Fleet, there: FleetNames, report: Report) -> None:
    for name, quota in fleet.quotas.items():
        for key, most in (there.capacities.get(name) or {}).items():
            asked = getattr(quota, key)
            if asked is not None and asked > most:
                report.add(
                    "above_capacity", f"/fleet/quotas/{escape(name)}/{key}",
                    f"'{name}' has {most} {key.replace('_', ' ')}; a quota of {asked} holds nothing back.",
                    f"Set it to {most} or less.", field="fleet", severity="warning",
                )  # fmt: skip


def _check_staff(fleet: Fleet, there: FleetNames, report: Report) -> None:
    for at, duty in enumerate(fleet.people):
        staff = there.people.get(duty.id)
        if staff is None:
            report.add(
                "unknown_person", f"/fleet/people/{at}/id", f"Nobody called '{duty.id}' works here.",
                f"There are: {', '.join(sorted(there.people)) or 'none'}.", field="fleet",
            )  # fmt: skip
            continue
        start, end, most = staff
        begins = _after(start, duty.start)
        if begins + span(duty.start, duty.end) > span(start, end):
            report.add(
                "bad_hours", f"/fleet/people/{at}",
                f"'{duty.id}' can work from {clock(start)} to {clock(end)}.",
                "Keep their hours within that.", field="fleet",
            )  # fmt: skip
        elif working_minutes(duty) > most:
            report.add(
                "bad_hours", f"/fleet/people/{at}", f"'{duty.id}' works {most / 60:.1f} hours a day at most.",
                "Shorten their hours.", field="fleet",
            )  # fmt: skip


def working_minutes(duty: Duty) -> int:
    """The minutes that somebody is on duty a day, lunch not counted."""
    lunch = span(*duty.lunch) if duty.lunch is not None else 0
    return span(duty.start, duty.end) - lunch


def _after(start: int, minutes: int) -> int:
    """Minutes from a time of day until the next time that the clock shows another."""
    return (minutes - start) % (24 * 60)
