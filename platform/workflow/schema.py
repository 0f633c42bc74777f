"""The published JSON Schema of the workflow document, made from the kinds themselves."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from workflow.common import Common, WrittenPolicy
from workflow.field import NAME_PATTERN, SLUG_PATTERN
from workflow.fleet_shape import WrittenFleet
from workflow.kind import Kind
from workflow.kinds import all_kinds
from workflow.limits import MAX_EDGES, MAX_NODES
from workflow.subflows import MAX_WORKFLOWS

SCHEMA_ID = "https://podium.example/schema/workflow-1.json"
_END = {"type": "string", "pattern": r"^[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,39}$"}


def json_schema() -> dict[str, Any]:
    """A JSON Schema (draft 2020-12) of the whole document, with a definition for each kind under `$defs`."""
    return deepcopy(_built())


@cache
def _built() -> dict[str, Any]:
    definitions: dict[str, Any] = {
        "edge": {
            "type": "object",
            "description": "A wire from a node's port to another node's entry.",
            "properties": {"from": _END, "to": _END},
            "required": ["from", "to"],
            "additionalProperties": False,
        },
        "graph_nodes": {"type": "array", "maxItems": MAX_NODES, "items": {"$ref": "#/$defs/node"}},
        "graph_edges": {"type": "array", "maxItems": MAX_EDGES, "items": {"$ref": "#/$defs/edge"}},
        "node": {"oneOf": [{"$ref": f"#/$defs/{name}"} for name in all_kinds()]},
    }
    common = _flat(Common, definitions)
    for name, kind in all_kinds().items():
        definitions[name] = _node_schema(kind, common, definitions)
    definitions["workflow"] = {
        "type": "object",
        "properties": {
            "version": {"type": "string", "maxLength": 200},
            "title": {"type": "string", "maxLength": 200},
            "nodes": {"$ref": "#/$defs/graph_nodes"},
            "edges": {"$ref": "#/$defs/graph_edges"},
        },
        "required": ["nodes"],
        "additionalProperties": False,
    }
    definitions["policy"] = _flat(WrittenPolicy, definitions)
    definitions["fleet"] = _flat(WrittenFleet, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Podium workflow document",
        "type": "object",
        "properties": {
            "podium": {"const": 1, "description": "The version of the document."},
            "title": {"type": "string", "maxLength": 200},
            "nodes": {"$ref": "#/$defs/graph_nodes"},
            "edges": {"$ref": "#/$defs/graph_edges"},
            "workflows": {
                "type": "object",
                "description": "Further workflows by slug, for subflows and fleets.",
                "maxProperties": MAX_WORKFLOWS,
                "propertyNames": {"pattern": SLUG_PATTERN},
                "additionalProperties": {"$ref": "#/$defs/workflow"},
            },
            "fleet": {"$ref": "#/$defs/fleet"},
            "policy": {"$ref": "#/$defs/policy"},
            "layout": {
                "type": "object",
                "additionalProperties": {
                    "type": "object",
                    "properties": {"x": {"type": "number"}, "y": {"type": "number"}},
                    "required": ["x", "y"],
                },
            },
        },
        "required": ["podium", "nodes"],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _flat(shape: type, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one settings class, its own definitions moved up to the document's."""
    schema: dict[str, Any] = TypeAdapter(shape).json_schema(ref_template="#/$defs/{model}")
    definitions.update(schema.pop("$defs", {}))
    schema.pop("title", None)
    return schema


def _node_schema(kind: Kind, common: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    own = _flat(kind.settings, definitions)
    shared = {
        key: value
        for key, value in common["properties"].items()
        if key in ("id", "label") or key in kind.limits
    }
    properties = {**shared, "id": {"type": "string", "pattern": NAME_PATTERN}, "kind": {"const": kind.name}}
    properties |= own.get("properties", {})
    required = ["id", "kind", *own.get("required", [])]
    if kind.container:
        properties["inside"] = {
            "type": "object",
            "properties": {
                "nodes": {"$ref": "#/$defs/graph_nodes"},
                "edges": {"$ref": "#/$defs/graph_edges"},
            },
            "required": ["nodes"],
            "additionalProperties": False,
        }
        required.append("inside")
    return {
        "type": "object",
        "title": kind.title,
        "description": kind.summary,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
