"""Workflows inside a document, and the subflows that run them: found, checked for circles, put in place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import networkx as nx

from workflow.document import Graph, Node, Workflow
from workflow.field import SLUG_PATTERN
from workflow.limits import escape
from workflow.names import Names
from workflow.report import Report
from workflow.shape import Reader
from workflow.workload import MAX_WORK, steps_of, times

MAX_WORKFLOWS = 20
MAIN = ""
"""Stands for the document's own graph where workflows are named."""
_KNOWN = ("version", "title", "nodes", "edges")
_SLUG = re.compile(SLUG_PATTERN)


def read_workflows(data: Any, reader: Reader, report: Report) -> dict[str, Workflow]:
    """The document's further workflows by slug, with everything that is wrong with them reported."""
    if data is None:
        return {}
    if not isinstance(data, dict):
        report.add(
            "wrong_type",
            "/workflows",
            "'workflows' must map a slug to each further workflow.",
            "Write {slug: {nodes: [...], edges: [...]}}, or leave it out.",
            field="workflows",
        )
        return {}
    if len(data) > MAX_WORKFLOWS:
        report.add(
            "too_many_workflows",
            "/workflows",
            f"A document may hold {MAX_WORKFLOWS} further workflows.",
            "Use fewer.",
            field="workflows",
        )
    found: dict[str, Workflow] = {}
    for slug, item in list(data.items())[:MAX_WORKFLOWS]:
        pointer = f"/workflows/{escape(slug)}"
        workflow = _read(slug, item, pointer, reader, report)
        if workflow is not None:
            found[slug] = workflow
    return found


def _read(slug: str, item: Any, pointer: str, reader: Reader, report: Report) -> Workflow | None:
    if not _SLUG.match(slug):
        report.add(
            "bad_name",
            pointer,
            f"'{slug[:40]}' cannot be the name of a workflow.",
            "Use small letters, digits, hyphens and underscores, and begin with a letter.",
        )
    if not isinstance(item, dict):
        report.add(
            "wrong_type", pointer, "A workflow must be a record.", "Write its 'nodes' and 'edges' there."
        )
        return None
    for key in item:
        if key not in _KNOWN:
            report.add(
                "unknown_setting",
                f"{pointer}/{escape(key)}",
                f"A workflow knows no '{key[:40]}'.",
                f"There are: {', '.join(_KNOWN)}.",
            )
    told = {key: item.get(key, "") for key in ("version", "title")}
    for key, text in told.items():
        if not isinstance(text, str) or len(text) > 200:
            report.add(
                "wrong_type", f"{pointer}/{key}", f"'{key}' must be a text of at most 200 characters.",
                "Shorten it.",
            )  # fmt: skip
            told[key] = ""
    graph = reader.read_workflow(item, pointer).graph()
    return Workflow(graph, told["version"], told["title"])


class Library:
    """Where subflows look their workflows up: in the document first, then in what the exercise brings."""

    def __init__(self, own: Mapping[str, Workflow], names: Names | None) -> None:
        self.own = own
        self.given = names.workflows if names is not None else {}

    def find(self, node: Node) -> Workflow | None:
        """The workflow that a subflow names, in the version that it names (else the last)."""
        wanted = node.settings.version
        for workflow in reversed(self._versions(node.settings.workflow)):
            if not wanted or workflow.version == wanted:
                return workflow
        return None

    def versions(self, slug: str) -> tuple[str, ...]:
        """The versions that there are of a workflow."""
        return tuple(workflow.version or "(none)" for workflow in self._versions(slug))

    def slugs(self) -> tuple[str, ...]:
        """Every workflow that a subflow can name."""
        return tuple(sorted({*self.own, *self.given}))

    def _versions(self, slug: str) -> tuple[Workflow, ...]:
        return (self.own[slug],) if slug in self.own else tuple(self.given.get(slug, ()))


def put_in_place(
    main: Graph, own: Mapping[str, Workflow], names: Names | None, places: Mapping[str, str], report: Report
) -> tuple[Graph, dict[str, Workflow]]:
    """The same graphs with each subflow holding the workflow that it runs. Unknown workflows, circles and
    outputs that do not exist are reported; then the graphs come back as they were. So they do where two nodes
    share an id: nothing could be said of either with its place."""
    if any(problem.code == "duplicate_id" for problem in report.problems):
        return main, dict(own)
    library = Library(own, names)
    graphs = {MAIN: main, **{slug: workflow.graph for slug, workflow in own.items()}}
    clean = True
    for graph in graphs.values():
        for node in subflows(graph):
            clean = _check(node, library, places, report) and clean
    if not clean or _is_circular(graphs, library, places, report) or _is_too_much(graphs, library, report):
        return main, dict(own)
    filled = {slug: _fill(graph, library) for slug, graph in graphs.items()}
    return filled[MAIN], {slug: replace(each, graph=filled[slug]) for slug, each in own.items()}


def subflows(graph: Graph) -> Iterator[Node]:
    """The subflow nodes of a graph and of the containers in it, not of the workflows that they run."""
    for node in graph.nodes:
        if node.kind == "subflow":
            yield node
        elif node.inside is not None:
            yield from subflows(node.inside)


def _check(node: Node, library: Library, places: Mapping[str, str], report: Report) -> bool:
    """Whether the workflow is there, in that version, with those outputs."""
    place, settings = places[node.id], node.settings
    workflow = library.find(node)
    if workflow is None:
        versions = library.versions(settings.workflow)
        there = ", ".join(versions or library.slugs()) or "none"
        what = f"version '{settings.version}' of it" if versions else "workflow of that name"
        report.add(
            "unknown_workflow",
            f"{place}/{'version' if versions else 'workflow'}",
            f"'{node.id}' should run '{settings.workflow}', but there is no {what}.",
            f"There are: {there}. Add a workflow under 'workflows', or name another.",
            node=node.id,
            field="version" if versions else "workflow",
        )
        return False
    delivered = {
        name for each in workflow.graph.nodes if each.kind == "output" for name in each.settings.values
    }
    missing = [name for name in settings.yields if name not in delivered]
    for name in missing:
        report.add(
            "no_such_output",
            f"{place}/yields/{settings.yields.index(name)}",
            f"'{settings.workflow}' delivers no '{name}'.",
            f"Its outputs are: {', '.join(sorted(delivered)) or 'none'}.",
            node=node.id,
            field="yields",
        )
    return not missing


def _is_circular(
    graphs: Mapping[str, Graph], library: Library, places: Mapping[str, str], report: Report
) -> bool:
    """Whether a workflow runs itself, directly or through others."""
    calls: nx.DiGraph[str] = nx.DiGraph()
    for slug, graph in {**_given_graphs(library), **graphs}.items():
        calls.add_edges_from((slug, node.settings.workflow) for node in subflows(graph))
    found = [part for part in nx.strongly_connected_components(calls) if _circles(calls, part)]
    for part in found:
        cycle = nx.find_cycle(calls.subgraph(part), min(part))
        walk = " -> ".join([*(source for source, _ in cycle), cycle[0][0]])
        own = [graphs[slug] for slug in sorted(part) if slug in graphs]
        node = next((each for graph in own for each in subflows(graph)), None)
        report.add(
            "recursion",
            f"{places[node.id]}/workflow" if node else "/workflows",
            f"These workflows run each other without end: {walk}.",
            "Let one of them do its work without the other. To repeat work, use a loop, which has a maximum.",
            node=node.id if node else None,
            field="workflow",
        )
    return bool(found)


def _circles(calls: nx.DiGraph[str], part: set[str]) -> bool:
    first = next(iter(part))
    return len(part) > 1 or calls.has_edge(first, first)


def _given_graphs(library: Library) -> dict[str, Graph]:
    return {slug: versions[-1].graph for slug, versions in library.given.items() if versions}


def _is_too_much(graphs: Mapping[str, Graph], library: Library, report: Report) -> bool:
    """Whether putting everything in place would make a graph beyond all measure."""
    weights: dict[int, int] = {}

    def weigh(graph: Graph) -> int:
        total = 0
        for node in graph.nodes:
            total += steps_of(node)
            if node.kind == "subflow":
                workflow = library.find(node)
                total += weigh_once(workflow.graph) if workflow is not None else 0
            elif node.inside is not None:
                total += times(node) * weigh(node.inside)
        return total

    def weigh_once(graph: Graph) -> int:
        key = id(graph)
        if key not in weights:
            weights[key] = weigh(graph)
        return weights[key]

    for slug, graph in graphs.items():
        work = weigh_once(graph)
        if work > MAX_WORK and next(subflows(graph), None) is not None:
            report.add(
                "too_much_work",
                f"/workflows/{escape(slug)}" if slug else "/nodes",
                f"With its subflows one case could make {work} steps here; {MAX_WORK} is the most.",
                "Use fewer subflows, or lower their copies and turns.",
            )
            return True
    return False


def _fill(graph: Graph, library: Library) -> Graph:
    return Graph(tuple(_filled(node, library) for node in graph.nodes), graph.edges)


def _filled(node: Node, library: Library) -> Node:
    if node.kind == "subflow":
        workflow = library.find(node)
        return node if workflow is None else replace(node, inside=_fill(workflow.graph, library))
    return node if node.inside is None else replace(node, inside=_fill(node.inside, library))
