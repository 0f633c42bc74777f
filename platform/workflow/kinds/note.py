"""`note`: a remark on the canvas, never executed."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.field import STRICT, Text
from workflow.kind import Kind, always


@dataclass(frozen=True, slots=True)
class NoteSettings:
    """The remark."""

    __pydantic_config__ = STRICT
    text: Text = ""


KIND = Kind(
    name="note",
    title="Note",
    summary="A remark for whoever reads the canvas; does nothing.",
    settings=NoteSettings,
    path_ports=always(),
    happy=(),
    prose=("text",),
    entry=False,
)
