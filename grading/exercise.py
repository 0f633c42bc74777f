"""What the grader needs to know of an exercise; an exercise package fits as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from sandbox.scenario import Scenario


class Exercise(Protocol):
    """An exercise as the grader sees it. `skills` holds the skills that count, with their weights;
    `reference` is the reference solution's document, against which cost and time are measured."""

    @property
    def slug(self) -> str:
        """The exercise's name in addresses and on the command line."""

    @property
    def version(self) -> str:
        """The hash of the package's content."""

    @property
    def level(self) -> int:
        """The level of the hierarchy, 1 to 5."""

    @property
    def skills(self) -> Mapping[str, float]:
        """Skill to weight, for the skills that this exercise counts."""

    @property
    def scenario(self) -> Scenario:
        """The simulated world."""

    @property
    def reference(self) -> Mapping[str, Any]:
        """The reference workflow, as stored."""
