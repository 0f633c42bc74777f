"""An exercise as loaded: frozen, checked, with a version that is the hash of its content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.scenario import Scenario

Ranges = Mapping[str, tuple[int, int]]
"""Skill to the lowest and highest score that is right."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a package: the file, the place in it (dotted), and what to do."""

    slug: str
    file: str
    place: str
    message: str

    def __str__(self) -> str:
        """One line for a terminal."""
        where = f"{self.slug}/{self.file}" + (f": {self.place}" if self.place else "")
        return f"{where}: {self.message}"


class PackageError(ValueError):
    """A package that cannot be used; `faults` says everything that is wrong with it."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults; the message lists them, one a line."""
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Solution:
    """A workflow whose scores are known: its document, the ranges it must land in, whether it passes, and the
    feedback it must draw (a criterion's slug or a regular expression)."""

    name: str
    document: Mapping[str, Any]
    ranges: Ranges
    passes: bool | None = None
    feedback: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """One exercise. `brief` is Markdown, `hints` the steps in order, `baselines` ranges per trivial
    workflow."""

    slug: str
    title: str
    summary: str
    level: int
    kind: str
    skills: Mapping[str, float]
    duties: tuple[str, ...]
    minutes: int
    brief: str
    hints: tuple[str, ...]
    scenario: Scenario
    starter: Mapping[str, Any]
    reference: Mapping[str, Any]
    solutions: Mapping[str, Solution]
    baselines: Mapping[str, Ranges]
    version: str
