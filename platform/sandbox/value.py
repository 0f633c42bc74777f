"""A value on a port: its data, and what the sandbox knows of where it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

TONES = (
    "plain", "warm", "formal", "stiff", "rude", "flippant", "jargon", "boastful", "alarming", "unfit",
)  # fmt: skip
"""How a statement can sound; `unfit` where nobody said how it fails to suit its readers."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a text: what it says, what it is about, and the labels it carries.

    `about` is a slug that the deliverable's comparator asks for; `text` is the rendered sentence. `source`
    says where it comes from: a value's field, a document's section, a test's name; empty for a courtesy and
    for what nothing supports. `cited`: the text prints the source with it. `tone` is one of `TONES`.
    """

    about: str
    text: str
    true: bool = True
    labels: frozenset[str] = frozenset()
    source: str = ""
    tone: str = "plain"
    cited: bool = False

    @property
    def said(self) -> str:
        """What a reader is told: the text, and the source where the text prints it."""
        return f"{self.text} [{self.source}]" if self.cited else self.text

    def as_note(self) -> dict[str, Any]:
        """What the event log says of it: all but the words, which stand in the value."""
        return {"about": self.about, "source": self.source, "tone": self.tone, "true": self.true}


@dataclass(frozen=True, slots=True)
class Value:
    """`data` is plain JSON data (numbers are floats); expressions and learners see nothing else.

    `task` is the task that made it (None: it came with the case or from a tool), `author` the agent and model
    (`"analyst/large"`), `attempt` counts from 1, `depth` is the longest path from an input to its producer.
    `faults` names the hazards that struck it. `statements` is there for texts only.
    """

    name: str
    data: Any
    labels: frozenset[str] = frozenset()
    statements: tuple[Statement, ...] = ()
    task: str | None = None
    author: str | None = None
    attempt: int = 1
    depth: int = 0
    faults: tuple[str, ...] = ()
    flags: frozenset[str] = field(default_factory=frozenset)
    """What happened to it on the way: `approved`, `edited`, `planted`."""
    parts: tuple[Value, ...] = ()
    """For a list that a map or a join collected: the values it was made of, in order."""
