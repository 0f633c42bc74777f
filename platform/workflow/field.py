"""The types of settings, each with its limits: every kind of node asks for the same thing in the same way."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, Strict
from pydantic_core import PydanticCustomError

from workflow.expression import ExpressionError, compile_expression

STRICT = ConfigDict(extra="forbid")
"""For every settings class: a misspelt setting is a problem, never ignored."""

NAME_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"
SLUG_PATTERN = r"^[a-z][a-z0-9_-]{0,59}$"
PATH_PATTERN = r"^[a-z][a-z0-9_]{0,39}(\.[A-Za-z_][A-Za-z0-9_]{0,39}){0,5}$"


def _expression(text: str) -> str:
    try:
        compile_expression(text)
    except ExpressionError as error:
        raise PydanticCustomError("expression", "{reason}", {"reason": str(error)}) from None
    return text


Text = Annotated[str, Strict(), Field(max_length=20_000)]
"""Instructions and other long texts."""
Line = Annotated[str, Strict(), Field(max_length=200)]
Name = Annotated[str, Strict(), Field(pattern=NAME_PATTERN)]
"""The name of a value, a node or a port."""
Slug = Annotated[str, Strict(), Field(pattern=SLUG_PATTERN)]
"""The slug of an agent, a tool or a workflow."""
Path = Annotated[str, Strict(), Field(pattern=PATH_PATTERN)]
"""A value, or a field of one: `order.id`."""
Condition = Annotated[str, Strict(), Field(max_length=2000), AfterValidator(_expression)]
"""An expression that must be true or false."""
Formula = Annotated[str, Strict(), Field(max_length=2000), AfterValidator(_expression)]
"""An expression whose result is a value."""
Seconds = Annotated[float, Strict(), Field(ge=0, le=86_400, allow_inf_nan=False)]
Minutes = Annotated[float, Strict(), Field(ge=0, le=1440, allow_inf_nan=False)]
Cost = Annotated[float, Strict(), Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Turns = Annotated[int, Strict(), Field(ge=1, le=20)]
Copies = Annotated[int, Strict(), Field(ge=1, le=20)]
Lanes = Annotated[int, Strict(), Field(ge=1, le=100)]
Retries = Annotated[int, Strict(), Field(ge=0, le=10)]
Calls = Annotated[int, Strict(), Field(ge=1, le=10_000)]
Model = Literal["small", "medium", "large"]
NameList = Annotated[tuple[Name, ...], Field(max_length=60)]
SomeNames = Annotated[tuple[Name, ...], Field(min_length=1, max_length=60)]
