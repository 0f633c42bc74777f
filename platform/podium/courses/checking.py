"""Validating a document against an exercise, and reading instructions."""

from __future__ import annotations

from typing import Any

from podium.courses.models import ExerciseVersion
from podium.courses.packages import open_package
from sandbox.directives.catalogue import ALL_SLUGS, CRITERION_SLUGS, entry
from sandbox.directives.catalogue import title as title_of
from sandbox.directives.reader import LONGEST_TEXT, default_reader
from sandbox.names import names_of
from workflow.names import Names
from workflow.parse import parse_text
from workflow.validate import validate


def check_document(
    version: ExerciseVersion | None, *, document: Any = None, text: str | None = None
) -> dict[str, Any]:
    """`{"valid", "problems", "document"?}`; `document` where a text was given and could be read."""
    if version is None:
        raise ValueError("the exercise has no content")
    answer: dict[str, Any] = {}
    if text is not None:
        document, unreadable = parse_text(text)
        if unreadable:
            return {"valid": False, "problems": [problem.as_dict() for problem in unreadable]}
        answer["document"] = document
    _, problems = validate(document, scenario_names(version))
    return {
        "valid": not any(problem.severity == "error" for problem in problems),
        "problems": [problem.as_dict() for problem in problems],
        **answer,
    }


def scenario_names(version: ExerciseVersion) -> Names:
    """What documents for this exercise may speak of."""
    return names_of(open_package(version).scenario)


def read_instructions(text: str) -> dict[str, Any]:
    """The sandbox's reading: per sentence what was understood and what it speaks against, never what is
    needed. `truncated` says that only the first `limit` characters were read."""
    reading = default_reader().read(text)
    return {
        "sentences": [
            {
                "text": sentence.text,
                "start": sentence.start,
                "end": sentence.end,
                "understood": [
                    {**_explain(slug), "probability": round(probability, 3)}
                    for slug, probability in (*sentence.directives, *sentence.criteria)
                ],
                "contradicts": [_explain(slug) for slug in sentence.contradicts],
            }
            for sentence in reading.sentences
        ],
        "truncated": reading.truncated,
        "limit": LONGEST_TEXT,
    }


def _explain(slug: str) -> dict[str, str]:
    """A directive or criterion in the words of the catalogue."""
    return {
        "slug": slug,
        "sort": "criterion" if slug in CRITERION_SLUGS else "directive",
        "title": title_of(slug),
        "description": entry(slug).description if slug in ALL_SLUGS else "",
    }
