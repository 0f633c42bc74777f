"""Instructions with `{{name}}` in them: substitution and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_VARIABLE = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]{0,39})\s*\}\}")


@lru_cache(maxsize=4096)
def variables(text: str) -> tuple[str, ...]:
    """The names that a text mentions as `{{name}}`, each once, in order of appearance."""
    return tuple(dict.fromkeys(_VARIABLE.findall(text)))


def fill(text: str, values: Mapping[str, Any], missing: str = "") -> str:
    """The text with each `{{name}}` replaced once. What is put in is never looked at again; names that are
    not among the values become `missing`."""
    return _VARIABLE.sub(
        lambda match: render(values[match.group(1)]) if match.group(1) in values else missing, text
    )


def render(value: Any) -> str:
    """A value as it reads in a text: texts as they are, whole numbers without a point, the rest as JSON."""
    if isinstance(value, str):
        return value
    return json.dumps(_tidy(value), ensure_ascii=False, sort_keys=True)


def _tidy(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, Mapping):
        return {key: _tidy(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_tidy(item) for item in value]
    return value
