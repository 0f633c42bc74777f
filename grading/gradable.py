"""Whether a document can be graded at all."""

from __future__ import annotations

from typing import Any

from sandbox.names import names_of
from sandbox.scenario import Scenario
from workflow.document import Document
from workflow.problem import Problem
from workflow.validate import validate

__all__ = ["names_of", "open_document"]


def open_document(scenario: Scenario, data: Any) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document for this world, or None with everything that is wrong with it. Warnings do not stand in
    the way."""
    return validate(data, names_of(scenario))
