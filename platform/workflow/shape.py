"""Reads data into nodes and edges, collecting everything that is wrong with their shape."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from workflow.common import Common
from workflow.document import Edge, Graph, Node
from workflow.field import NAME_PATTERN
from workflow.kind import Kind
from workflow.kinds import all_kinds
from workflow.limits import MAX_EDGES, MAX_NODES, escape
from workflow.names import Names
from workflow.report import Report

COMMON = tuple(each.name for each in fields(Common))
_ID = re.compile(NAME_PATTERN)


@dataclass(slots=True)
class Draft:
    """A graph as far as it could be read. `ids` holds every id seen, also of nodes that could not be read, so
    that their wires are not reported once more. Edges stand beside their JSON pointers; `container` is the id
    of the node that all this is inside of."""

    container: str | None = None
    nodes: list[Node] = field(default_factory=list)
    edges: list[tuple[Edge, str]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def graph(self) -> Graph:
        """The graph of what could be read."""
        return Graph(tuple(self.nodes), tuple(edge for edge, _ in self.edges))


class Reader:
    """Reads one document's nodes and edges, containers included."""

    def __init__(self, report: Report, names: Names | None) -> None:
        self.report = report
        self.names = names
        self.places: dict[str, str] = {}
        self.drafts: list[Draft] = []
        self._count = 0

    def read(self, data: Mapping[str, Any], pointer: str, container: str | None) -> Draft:
        """The nodes and edges under `data`; `container` is the id of the node that they are inside of."""
        draft = Draft(container)
        self.drafts.append(draft)
        for at, item in enumerate(self._list(data, "nodes", pointer, container)):
            self._count += 1
            if self._count > MAX_NODES:
                self.report.add(
                    "too_many_nodes", pointer, f"A workflow may have {MAX_NODES} nodes.", "Use fewer."
                )
                break
            self._read_node(item, f"{pointer}/nodes/{at}", draft, container)
        for at, item in enumerate(self._list(data, "edges", pointer, container)[:MAX_EDGES]):
            self._read_edge(item, f"{pointer}/edges/{at}", draft)
        return draft

    def read_workflow(self, data: Mapping[str, Any], pointer: str) -> Draft:
        """A further workflow: its input takes whatever it is handed, its output gives whatever is asked."""
        names = self.names
        if names is not None:
            self.names = replace(names, given=frozenset(names.data), deliverables=frozenset())
        try:
            return self.read(data, pointer, None)
        finally:
            self.names = names

    def _list(self, data: Mapping[str, Any], key: str, pointer: str, container: str | None) -> list[Any]:
        value = data.get(key)
        if isinstance(value, list):
            return value
        if value is None and key not in data:
            if key == "nodes":
                self.report.add(
                    "missing_setting",
                    pointer,
                    "There is no list 'nodes'.",
                    "Add 'nodes:' with a list of nodes (an empty one is '[]').",
                    node=container,
                    field=key,
                )
            return []
        self.report.add(
            "wrong_type",
            f"{pointer}/{key}",
            f"'{key}' must be a list.",
            "Write each entry as a record of its own, one below the other.",
            node=container,
            field=key,
        )
        return []

    def _read_node(self, data: Any, pointer: str, draft: Draft, container: str | None) -> None:
        if not isinstance(data, dict):
            self.report.add(
                "wrong_type", pointer, "A node must be a record.", "Write at least an 'id' and a 'kind'."
            )
            return
        node_id = data.get("id")
        node_id = node_id if isinstance(node_id, str) and _ID.match(node_id) else None
        if node_id is not None:
            self._register(node_id, pointer, draft)
        kind = self._kind(data, pointer, node_id, container)
        common = self._parse(
            Common, {key: data[key] for key in COMMON if key in data}, pointer, COMMON, "A node", node_id
        )
        if kind is None:
            return
        settings = self._settings(kind, data, pointer, node_id)
        inside = self._inside(kind, data, pointer, node_id)
        if common is None or settings is None or node_id is None:
            return
        self._check_limits(kind, common, settings, pointer)
        for finding in kind.findings(settings, self.names):
            self.report.add(
                finding.code,
                f"{pointer}/{finding.field}",
                finding.message,
                finding.remedy,
                node=node_id,
                field=finding.field.split("/")[0],
                severity=finding.severity,
            )
        draft.nodes.append(Node(node_id, kind.name, settings, common.limits(), common.label, inside))

    def _register(self, node_id: str, pointer: str, draft: Draft) -> None:
        if node_id in self.places:
            self.report.add(
                "duplicate_id",
                f"{pointer}/id",
                f"Two nodes are called '{node_id}'.",
                "Give one of them another id; ids are unique in the whole document, containers included.",
                node=node_id,
                field="id",
            )
        else:
            self.places[node_id] = pointer
        draft.ids.add(node_id)

    def _kind(
        self, data: Mapping[str, Any], pointer: str, node_id: str | None, container: str | None
    ) -> Kind | None:
        name = data.get("kind")
        kinds = all_kinds()
        if not isinstance(name, str) or name not in kinds:
            if "kind" in data:
                self.report.add(
                    "unknown_kind",
                    f"{pointer}/kind",
                    f"There is no kind of node called '{str(name)[:40]}'.",
                    f"Choose one of: {', '.join(kinds)}.",
                    node=node_id,
                    field="kind",
                )
            return None
        kind = kinds[name]
        if container is not None and name in ("input", "output"):
            self.report.add(
                "not_inside",
                f"{pointer}/kind",
                f"An {name} node cannot stand inside a container.",
                "Move it out: what is inside sees the container's inputs, and what it makes comes out.",
                node=node_id,
                field="kind",
            )
        return kind

    def _settings(self, kind: Kind, data: Mapping[str, Any], pointer: str, node_id: str | None) -> Any:
        own = {key: value for key, value in data.items() if key not in COMMON}
        known = [each.name for each in fields(kind.settings)]
        return self._parse(kind.settings, own, pointer, known, f"The kind '{kind.name}'", node_id)

    def _parse(self, shape: type, data: Any, pointer: str, known: Any, what: str, node_id: str | None) -> Any:
        try:
            return adapter(shape).validate_python(data)
        except ValidationError as error:
            self.report.add_invalid(error, data, pointer, list(known), what, node_id)
        return None

    def _inside(self, kind: Kind, data: Mapping[str, Any], pointer: str, node_id: str | None) -> Graph | None:
        inside = data.get("inside")
        if not kind.container:
            if "inside" in data:
                self.report.add(
                    "unknown_setting",
                    f"{pointer}/inside",
                    f"A node of kind '{kind.name}' has no inside.",
                    "Only 'loop' and 'map' hold other nodes.",
                    node=node_id,
                    field="inside",
                )
            return None
        if not isinstance(inside, dict):
            self.report.add(
                "missing_setting" if inside is None else "wrong_type",
                pointer if inside is None else f"{pointer}/inside",
                f"A {kind.name} holds its nodes and edges under 'inside'.",
                "Add 'inside:' with 'nodes' and 'edges'.",
                node=node_id,
                field="inside",
            )
            return Graph((), ())
        for key in inside:
            if key not in ("nodes", "edges"):
                self.report.add(
                    "unknown_setting",
                    f"{pointer}/inside/{escape(key)}",
                    f"The inside of a container knows no '{key[:40]}'.",
                    "It holds 'nodes' and 'edges' only.",
                    node=node_id,
                    field="inside",
                )
        return self.read(inside, f"{pointer}/inside", node_id or "").graph()

    def _check_limits(self, kind: Kind, common: Common, settings: Any, pointer: str) -> None:
        for name in ("retry", "timeout", "fallback", "budget"):
            if getattr(common, name) is not None and name not in kind.limits:
                able = [each.name for each in all_kinds().values() if name in each.limits]
                self.report.add(
                    "limit_not_here",
                    f"{pointer}/{name}",
                    f"A node of kind '{kind.name}' cannot have '{name}'.",
                    f"Take it out; it works on: {', '.join(able)}.",
                    node=common.id,
                    field=name,
                )
        for key in common.fallback or {}:
            if kind.fallbacks and key not in kind.fallbacks:
                self.report.add(
                    "unknown_setting",
                    f"{pointer}/fallback/{escape(key)}",
                    f"A fallback of this kind cannot change '{key[:40]}'.",
                    f"It can change: {', '.join(kind.fallbacks)}.",
                    node=common.id,
                    field="fallback",
                )
            elif kind.fallbacks:
                self._check_fallback(kind, common, settings, key, pointer)

    def _check_fallback(self, kind: Kind, common: Common, settings: Any, key: str, pointer: str) -> None:
        changed = replace(settings, **{key: (common.fallback or {})[key]})
        if key == "model" and changed.model not in ("small", "medium", "large"):
            self.report.add(
                "not_allowed",
                f"{pointer}/fallback/model",
                "'model' must be 'small', 'medium' or 'large'.",
                "Choose one of these.",
                node=common.id,
                field="fallback",
            )
        for finding in kind.findings(changed, self.names):
            if finding.field == key:
                self.report.add(
                    finding.code,
                    f"{pointer}/fallback/{key}",
                    finding.message,
                    finding.remedy,
                    node=common.id,
                    field="fallback",
                )

    def _read_edge(self, data: Any, pointer: str, draft: Draft) -> None:
        form = "Write it as {from: node.port, to: node.in}."
        if not isinstance(data, dict) or not {"from", "to"} <= data.keys():
            self.report.add("bad_edge", pointer, "A wire needs 'from' and 'to'.", form)
            return
        for key in data:
            if key not in ("from", "to"):
                self.report.add(
                    "unknown_setting", f"{pointer}/{escape(key)}", f"A wire knows no '{key[:40]}'.", form
                )
        source, target = data["from"], data["to"]
        ends = [end.split(".") if isinstance(end, str) else [] for end in (source, target)]
        if len(ends[1]) == 1:
            ends[1].append("in")
        for key, end in zip(("from", "to"), ends, strict=True):
            if len(end) != 2 or not all(_ID.match(part) for part in end):
                self.report.add(
                    "bad_edge", f"{pointer}/{key}", f"'{key}' must name a node and a port: node.port.", form
                )
                return
        draft.edges.append((Edge(ends[0][0], ends[0][1], ends[1][0], ends[1][1]), pointer))


@cache
def adapter(shape: type) -> TypeAdapter[Any]:
    """Pydantic's reader for a settings class."""
    return TypeAdapter(shape)
