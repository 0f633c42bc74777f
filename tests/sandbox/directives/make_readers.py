"""Readers and examples for the tests of the detector."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.directives.examples import Example, load_examples

HERE = Path(__file__).parent


@cache
def load_lines(name: str) -> tuple[dict[str, Any], ...]:
    """The objects of a .jsonl file beside the tests."""
    return tuple(json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines())


@cache
def make_few_examples() -> tuple[Example, ...]:
    """A few examples of two directives and one criterion, enough to train in seconds."""
    wanted = ("cite_sources", "normalise_units", "states_role")
    return tuple(example for example in load_examples() if example.slug in wanted)[::6]
