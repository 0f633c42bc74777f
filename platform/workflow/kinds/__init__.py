"""All kinds of nodes. Each module here declares one `KIND`; adding a kind is adding a file."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workflow.kind import Kind


@cache
def all_kinds() -> Mapping[str, Kind]:
    """Every kind by its name, in alphabetical order."""
    found = {}
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        kind: Kind = import_module(f"{__name__}.{module.name}").KIND
        found[kind.name] = kind
    return MappingProxyType(dict(sorted(found.items())))


def kind_of(name: str) -> Kind:
    """The kind of that name; KeyError where there is none."""
    return all_kinds()[name]
