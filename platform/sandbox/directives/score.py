"""Scores the shipped reader on anybody's labelled sentences."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sandbox.directives.evaluate import figures
from sandbox.directives.reader import TrainedReader, default_reader


def score_lines(lines: list[str], reader: TrainedReader | None = None) -> dict[str, float]:
    """Return pooled precision, recall, F1 and false positives of `{"text", "directive", "label"}` lines.

    Raises ValueError naming the line that breaks the format.
    """
    reader = default_reader() if reader is None else reader
    decided: list[tuple[bool, bool]] = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            text, slug, label = _parse(line, number)
            decided.append((reader.decides(text, slug), label == 1))
    return figures(decided)


def score_file(path: Path) -> dict[str, float]:
    """Score a file of labelled sentences."""
    return score_lines(path.read_text(encoding="utf-8").splitlines())


def _parse(line: str, number: int) -> tuple[str, str, int]:
    """Return (text, directive, label) of one line."""
    try:
        found: Any = json.loads(line)
        text, slug, label = found["text"], found["directive"], found["label"]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"line {number} is no labelled sentence: {error}") from error
    if not isinstance(text, str) or not isinstance(slug, str) or label not in (0, 1):
        raise ValueError(f"line {number} needs a text, a directive and a label of 0 or 1")
    return text, slug, int(label)
