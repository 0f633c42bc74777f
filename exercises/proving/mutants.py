"""Automatic mutants of a reference: each spoils one thing, and the right score must see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exercises.proving.baselines import wave_through
from exercises.proving.surgery import (
    Document,
    copy_of,
    edge,
    ends,
    graphs_of,
    node_named,
    nodes_of,
    rewrite_edges,
)
from grading.score import Skill
from sandbox.directives.catalogue import DIRECTIVE_SLUGS
from sandbox.directives.reader import Reader
from sandbox.scenario import Scenario

TIER_BELOW = {"large": "small", "medium": "small"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A spoiled reference. `kind` is what was spoiled, `what` names the place, `skill` the score that must
    see it."""

    kind: str
    what: str
    skill: Skill
    document: Document


def build_mutants(scenario: Scenario, reference: Mapping[str, Any], reader: Reader) -> tuple[Mutant, ...]:
    """Every mutant of a reference, in a fixed order."""
    return (
        *unwire_needs(scenario, reference),
        *drop_directives(reference, reader),
        *remove_checks(reference),
        *lower_tiers(reference),
        *make_serial(scenario, reference),
    )


def unwire_needs(scenario: Scenario, reference: Mapping[str, Any]) -> Iterator[Mutant]:
    """One mutant for each value of the case that some task needs: the input no longer gives it."""
    needed = {need for task in scenario.tasks.values() for need in task.needs}
    starts = [node["id"] for node in nodes_of(copy_of(reference), "input")]
    for need in sorted(needed):
        if scenario.data[need].source != "case":
            continue
        document = copy_of(reference)
        touched = False
        for start in starts:
            node = node_named(document, start)
            if need in node["values"] and len(node["values"]) > 1:
                node["values"] = [name for name in node["values"] if name != need]
                touched = True
        if touched:
            for graph in graphs_of(document):
                rewrite_edges(graph, _dropper(starts, need))
            yield Mutant("need unwired", need, "systems_thinking", document)


def _dropper(starts: list[str], need: str) -> Callable[[dict[str, str]], dict[str, str] | None]:
    """Takes out the edges that carry the need from an input."""
    return lambda entry: None if _carries(entry, starts, need) else entry


def _carries(entry: Mapping[str, str], starts: list[str], need: str) -> bool:
    source, port, _, _ = ends(entry)
    return source in starts and port == need


def drop_directives(reference: Mapping[str, Any], reader: Reader) -> Iterator[Mutant]:
    """One mutant for each agent and directive: every sentence that carries it is taken out."""
    for node in list(nodes_of(copy_of(reference), "agent")):
        text = node.get("instructions", "")
        reading = reader.read(text)
        for slug in DIRECTIVE_SLUGS:
            carriers = [
                (sentence.start, sentence.end)
                for sentence in reading.sentences
                if any(name == slug for name, _ in sentence.directives) and "{{" not in sentence.text
            ]
            if not carriers or reading.directive(slug) < 0.5:
                continue
            document = copy_of(reference)
            node_named(document, node["id"])["instructions"] = _without(text, carriers)
            yield Mutant("directive dropped", f"{slug} at {node['id']}", "prompt_quality", document)


def _without(text: str, places: list[tuple[int, int]]) -> str:
    for start, end in sorted(places, reverse=True):
        text = text[:start] + text[end:]
    return text


def remove_checks(reference: Mapping[str, Any]) -> Iterator[Mutant]:
    """One mutant for each check, review and person: it waves everything through."""
    for node in list(nodes_of(copy_of(reference), "check", "review", "human")):
        document = copy_of(reference)
        wave_through(node_named(document, node["id"]))
        for loop in nodes_of(document, "loop"):
            if any(inner["id"] == node["id"] for inner in nodes_of(loop["inside"])):
                wave_through(loop)
        yield Mutant("check removed", node["id"], "outcome_validation", document)


def lower_tiers(reference: Mapping[str, Any]) -> Iterator[Mutant]:
    """One mutant for each agent on a medium or large model: it gets the small one."""
    for node in list(nodes_of(copy_of(reference), "agent")):
        tier = node.get("model", "medium")
        if tier in TIER_BELOW:
            document = copy_of(reference)
            node_named(document, node["id"])["model"] = TIER_BELOW[tier]
            yield Mutant("tier lowered", node["id"], "systems_thinking", document)


def make_serial(scenario: Scenario, reference: Mapping[str, Any]) -> Iterator[Mutant]:
    """One mutant for each pair of agents or look-ups that run side by side: the second waits for the
    first."""
    for index, graph in enumerate(graphs_of(copy_of(reference))):
        for first, second in _parallel_pairs(scenario, graph):
            document = copy_of(reference)
            place = list(graphs_of(document))[index]
            place["edges"] = [
                entry for entry in place["edges"] if ends(entry)[2] != second or _made(entry, graph)
            ]
            place["edges"].append(edge(first, "done", second))
            yield Mutant("made serial", f"{second} after {first}", "systems_thinking", document)


def _made(entry: Mapping[str, str], graph: Mapping[str, Any]) -> bool:
    """Whether an edge carries a value rather than a path; value edges stay."""
    return ends(entry)[1] not in ("done", "pass", "approved")


def _parallel_pairs(scenario: Scenario, graph: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Pairs of workers with the same sources, of which neither acts on the world."""
    workers = [
        node["id"]
        for node in graph["nodes"]
        if node["kind"] == "agent" or (node["kind"] == "tool" and not _acts(scenario, node))
    ]
    sources = {
        worker: {ends(entry)[0] for entry in graph["edges"] if ends(entry)[2] == worker} for worker in workers
    }
    for place, first in enumerate(workers):
        for second in workers[place + 1 :]:
            if sources[first] and sources[first] == sources[second]:
                yield first, second


def _acts(scenario: Scenario, node: Mapping[str, Any]) -> bool:
    tool = scenario.tools.get(node.get("tool", ""))
    return tool is not None and tool.effect
