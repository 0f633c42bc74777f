"""Feedback as a value: words for the learner and the agent, flags for the simulation."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.value import Value

NAME = "feedback"


def write_feedback(found: Mapping[str, tuple[str, ...]], author: str, text: str) -> Value:
    """The feedback that names what was found: value to hazards. `text` is what people read."""
    flags = {f"about:{name}" for name in found}
    flags |= {f"found:{name}:{hazard}" for name, hazards in found.items() for hazard in hazards}
    return Value(NAME, text, author=author, flags=frozenset(flags))


def strength(feedback: Value | None, value: str, hazard: str) -> int:
    """0: nothing was said; 1: something was said, but not of this; 2: this value's fault was named."""
    if feedback is None or not feedback.data:
        return 0
    if f"found:{value}:{hazard}" in feedback.flags:
        return 2
    if feedback.flags and f"about:{value}" not in feedback.flags:
        return 0
    return 1
