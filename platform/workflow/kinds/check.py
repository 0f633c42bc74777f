"""`check`: deterministic validation of values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

import jsonschema_rs
from pydantic import Field

from workflow.field import STRICT, Condition, Name, NameList
from workflow.kind import Expressed, Finding, Kind, always
from workflow.names import Names

MAX_SCHEMA = 20_000
"""Characters of one JSON Schema."""
OPTIONS: dict[str, Any] = {"pattern_options": jsonschema_rs.RegexOptions(), "offline": True}
"""The regular expressions of learners run on an engine whose time grows with the text alone."""


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """`rules` must all be true, and each value named in `schema` must fit its JSON Schema."""

    __pydantic_config__ = STRICT
    on: NameList = ()
    rules: Annotated[tuple[Condition, ...], Field(max_length=50)] = ()
    schema: Mapping[Name, Mapping[str, Any]] = field(default_factory=dict)


def schema_validator(schema: Mapping[str, Any]) -> Any:
    """A validator for a learner's JSON Schema; ValueError where it is none. Refers to nothing outside."""
    plain = json.loads(json.dumps(schema))
    return jsonschema_rs.Draft202012Validator(plain, **OPTIONS)


def _findings(settings: CheckSettings, names: Names | None) -> tuple[Finding, ...]:
    found = []
    if not settings.rules and not settings.schema:
        found.append(
            Finding(
                "nothing_checked",
                "rules",
                "This check has no rule and no schema, so everything passes.",
                "Add a rule such as: amount.eur >= 0.0",
                "warning",
            )
        )
    for name, schema in settings.schema.items():
        reason = _schema_fault(schema)
        if reason:
            found.append(
                Finding(
                    "bad_schema",
                    f"schema/{name}",
                    f"The JSON Schema for '{name}' cannot be used: {reason}",
                    "Correct it, or write the condition as a rule.",
                )
            )
    return tuple(found)


def _schema_fault(schema: Mapping[str, Any]) -> str:
    try:
        text = json.dumps(schema, allow_nan=False)
        if len(text) > MAX_SCHEMA:
            return f"it is longer than {MAX_SCHEMA} characters."
        if '"$ref"' in text or '"$dynamicRef"' in text:
            return "references ($ref) are not allowed here."
        schema_validator(schema)
    except (ValueError, TypeError, RecursionError) as error:
        return str(error).splitlines()[0][:200]
    return ""


KIND = Kind(
    name="check",
    title="Check",
    summary="Tests values with fixed rules; no agent, no cost.",
    settings=CheckSettings,
    path_ports=always("pass", "fail"),
    happy=("pass", "fail"),
    makes=lambda settings, names: ("feedback",),
    keeps=("verdict",),
    reads=lambda settings: (
        *((f"on/{at}", name) for at, name in enumerate(settings.on)),
        *((f"schema/{name}", name) for name in settings.schema),
    ),
    expressions=lambda settings: tuple(
        Expressed(f"rules/{at}", rule) for at, rule in enumerate(settings.rules)
    ),
    findings=_findings,
)
