"""Policies of the scenario, judged on what really happened."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.scenario import Case, Scenario, Tool
from sandbox.value import Value
from sandbox.world.blueprint import Blueprint

ACTED_TWICE = "acted-twice"
"""The incident that needs no policy of the exercise."""


def policy_titles(scenario: Scenario) -> dict[str, str]:
    """What to call each incident that can happen in this world, by its id."""
    titles = {policy.id: policy.title or policy.id for policy in scenario.policies}
    return {ACTED_TWICE: "Nothing is done to the world twice", **titles}


def tool_incidents(
    blueprint: Blueprint, case: Case, tool: Tool, inputs: Mapping[str, Value], approved: bool
) -> tuple[str, ...]:
    """The policies that this call of a tool breaks, by id."""
    if not blueprint.policies:
        return ()
    labels = frozenset[str]().union(*(inputs[need].labels for need in tool.needs if need in inputs))
    scope = {name: value.data for name, value in inputs.items()}
    return _broken(blueprint, case, scope, tool.slug, tool.outside, "", labels, approved)


def output_incidents(blueprint: Blueprint, case: Case, outputs: Mapping[str, Value]) -> tuple[str, ...]:
    """The policies that what was delivered breaks, by id, each once."""
    if not blueprint.policies:
        return ()
    scope = {name: value.data for name, value in outputs.items()}
    broken: dict[str, None] = {}
    for name, value in outputs.items():
        approved = "approved" in value.flags
        for policy in _broken(blueprint, case, scope, "", False, f"output.{name}", value.labels, approved):
            broken[policy] = None
    return tuple(broken)


def _broken(
    blueprint: Blueprint,
    case: Case,
    scope: Mapping[str, object],
    tool: str,
    outside: bool,
    port: str,
    labels: frozenset[str],
    approved: bool,
) -> tuple[str, ...]:
    bound = {
        **scope,
        "tool": tool,
        "outside": outside,
        "port": port,
        "labels": sorted(labels),
        "approved_by_human": approved,
    }
    return tuple(policy for policy, forbid in blueprint.policies if forbid.holds(bound, case.facts))
