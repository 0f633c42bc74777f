"""From the document back to its stored form: what the canvas saves and the hash is taken of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import Any

from workflow.common import REASONS
from workflow.document import Document, Graph, Limits, Node, Policy, Workflow
from workflow.fleet_shape import dump_fleet
from workflow.kinds import kind_of


def dump(document: Document) -> dict[str, Any]:
    """Plain data that `validate` reads back to an equal document; settings at their default are left out."""
    stored: dict[str, Any] = {"podium": 1}
    if document.title:
        stored["title"] = document.title
    stored |= _graph(document.graph)
    if document.workflows:
        stored["workflows"] = {slug: dump_workflow(each) for slug, each in document.workflows.items()}
    if document.fleet is not None:
        stored["fleet"] = dump_fleet(document.fleet)
    policy = _policy(document.policy)
    if policy:
        stored["policy"] = policy
    if document.layout:
        stored["layout"] = {key: {"x": x, "y": y} for key, (x, y) in document.layout.items()}
    return stored


def dump_workflow(workflow: Workflow) -> dict[str, Any]:
    """A further workflow in its stored form."""
    said = {"version": workflow.version, "title": workflow.title}
    return {key: text for key, text in said.items() if text} | _graph(workflow.graph)


def _graph(graph: Graph) -> dict[str, Any]:
    return {
        "nodes": [_node(node) for node in graph.nodes],
        "edges": [
            {"from": f"{edge.source}.{edge.source_port}", "to": f"{edge.target}.{edge.target_port}"}
            for edge in graph.edges
        ],
    }


def _node(node: Node) -> dict[str, Any]:
    stored: dict[str, Any] = {"id": node.id, "kind": node.kind}
    if node.label:
        stored["label"] = node.label
    stored |= plain_settings(node.settings)
    stored |= _limits(node.limits)
    if node.inside is not None and kind_of(node.kind).container:
        stored["inside"] = _graph(node.inside)
    return stored


def plain_settings(settings: Any) -> dict[str, Any]:
    """A settings object as plain data, without what stands at its default."""
    stored = {}
    for each in fields(settings):
        value = getattr(settings, each.name)
        default = each.default_factory() if each.default_factory is not MISSING else each.default
        if value != default:
            stored[each.name] = _plain(value)
    return stored


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return plain_settings(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _limits(limits: Limits) -> dict[str, Any]:
    stored: dict[str, Any] = {}
    if limits.retries:
        stored["retry"] = {"max": limits.retries}
        if limits.retry_on != frozenset(REASONS):
            stored["retry"]["on"] = [reason for reason in REASONS if reason in limits.retry_on]
        if limits.retry_wait:
            stored["retry"]["wait"] = limits.retry_wait
    if limits.timeout is not None:
        stored["timeout"] = limits.timeout
    if limits.fallback:
        stored["fallback"] = dict(limits.fallback)
    budget = {"cost": limits.budget_cost, "seconds": limits.budget_seconds, "calls": limits.budget_calls}
    present = {key: value for key, value in budget.items() if value is not None}
    if present:
        stored["budget"] = present
    return stored


def _policy(policy: Policy) -> dict[str, Any]:
    budget = {
        "cost": policy.budget_cost,
        "seconds": policy.budget_seconds,
        "human_minutes": policy.budget_human_minutes,
    }
    stored: dict[str, Any] = {
        "budget": {key: value for key, value in budget.items() if value is not None},
        "approvals": sorted(policy.approvals),
        "tools": {key: list(value) for key, value in policy.tools.items()},
        "redact": sorted(policy.redact),
        "audit": sorted(policy.audit),
    }
    return {key: value for key, value in stored.items() if value}
