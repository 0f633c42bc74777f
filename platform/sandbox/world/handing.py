"""What a planner hands on: instructions for each task, which carry the learner's own a little weaker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sandbox.world.blueprint import Blueprint
from sandbox.world.instruction import FixedReading, Reader, ReadingLike
from sandbox.world.template import MENTION

KEPT = 0.85
"""How much of a directive's reading is left in work that a planner handed on; once more for each plan in a
plan."""
BRIEF = "\n\nThe brief that this belongs to:\n"


def write_instructions(values: Iterable[str], needs: Iterable[str], brief: str) -> str:
    """What the planner tells whoever gets a task: what to make of what, and the brief that it was given."""
    shown = ", ".join("{{" + need + "}}" for need in needs)
    head = f"Make {' and '.join(values)}" + (f" from {shown}." if shown else ".")
    return head + BRIEF + MENTION.sub(r"\1", brief) if brief.strip() else head


def brief_of(instructions: str, levels: int) -> str:
    """What a planner passes on of its own instructions: all of them, or in a plan within a plan the brief
    that came down with them."""
    return instructions.partition(BRIEF)[2] if levels else instructions


def levels_of(node_id: str) -> int:
    """How many plans a step's node stands in: 0 for one of the document."""
    return node_id.count(".")


@dataclass(frozen=True, slots=True)
class WeakerReading:
    """A reading with part of its sureness lost."""

    reading: ReadingLike
    kept: float

    def directive(self, slug: str) -> float:
        """How surely the text carries the directive, 0 .. 0.9."""
        return self.kept * self.reading.directive(slug)

    def criterion(self, slug: str) -> float:
        """How surely the text meets the criterion, 0 .. 0.9."""
        return self.kept * self.reading.criterion(slug)


@dataclass(frozen=True, slots=True)
class HandedOn:
    """Reads instructions that a planner wrote: what counts is the brief that they pass on."""

    reader: Reader
    levels: int

    def read(self, text: str) -> ReadingLike:
        """The reading of the brief, weaker for each plan that it went through."""
        brief = text.partition(BRIEF)[2]
        if not brief:
            return FixedReading(0.0)
        return WeakerReading(self.reader.read(brief), KEPT**self.levels)


def handed_on(blueprint: Blueprint, reader: Reader, levels: int) -> Reader:
    """The reader of work so many plans deep; the same object each time, since plans of calls go by it."""
    if not levels:
        return reader
    kept: dict[tuple[int, int], HandedOn] = blueprint.memory.setdefault("handed on", {})
    found = kept.get((id(reader), levels))
    if found is None or found.reader is not reader:
        if len(kept) >= 20:
            kept.clear()
        found = kept[id(reader), levels] = HandedOn(reader, levels)
    return found
