"""What a kind of node is: its settings, ports, what it makes, and what it reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from workflow.names import Names

Ports = Callable[[Any], tuple[str, ...]]
LimitName = Literal["retry", "timeout", "fallback", "budget"]


@dataclass(frozen=True, slots=True)
class Expressed:
    """An expression among the settings: where it stands, its text, and whether it sees what the node made."""

    field: str
    text: str
    sees_made: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a kind finds wrong with its own settings; the validator adds the place."""

    code: str
    field: str
    message: str
    remedy: str
    severity: Literal["error", "warning"] = "error"


def _nothing(settings: Any) -> tuple[Any, ...]:
    return ()


def _nothing_made(settings: Any, names: Names | None) -> tuple[str, ...]:
    return ()


def _nothing_found(settings: Any, names: Names | None) -> tuple[Finding, ...]:
    return ()


def always(*ports: str) -> Ports:
    """The ports of a kind whose ports do not depend on its settings."""
    return lambda settings: ports


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of node, declared in one file under `workflow/kinds/`.

    `performs`: somebody outside the engine does the work (and so it may have limits). `makes` are the values
    that leave by ports of their own; `keeps` are further values that only travel with the bundle. `reads` are
    (field, value name) pairs that the settings name; `texts` are (field, template) pairs with `{{name}}` in
    them; `prose` are the settings that never count as structure.
    """

    name: str
    title: str
    summary: str
    settings: type
    path_ports: Ports
    happy: tuple[str, ...] = ("done",)
    makes: Callable[[Any, Names | None], tuple[str, ...]] = _nothing_made
    keeps: tuple[str, ...] = ()
    reads: Callable[[Any], tuple[tuple[str, str], ...]] = _nothing
    texts: Callable[[Any], tuple[tuple[str, str], ...]] = _nothing
    expressions: Callable[[Any], tuple[Expressed, ...]] = _nothing
    findings: Callable[[Any, Names | None], tuple[Finding, ...]] = _nothing_found
    prose: tuple[str, ...] = ()
    performs: bool = False
    container: bool = False
    entry: bool = True
    limits: frozenset[LimitName] = frozenset()
    fallbacks: tuple[str, ...] = ()

    def ports(self, settings: Any, has_budget: bool = False) -> tuple[str, ...]:
        """All path ports: the kind's own, `error` where work can fail, `exhausted` with a budget."""
        ports = self.path_ports(settings)
        if self.performs or self.container:
            ports = (*ports, "error")
        if has_budget and "exhausted" not in ports:
            ports = (*ports, "exhausted")
        return ports


def unknown(field: str, what: str, name: str, known: frozenset[str]) -> Finding:
    """The finding for a name that the exercise does not have; names the ones that it has."""
    listed = ", ".join(sorted(known)[:12]) or "none"
    return Finding(
        code=f"unknown_{what}",
        field=field,
        message=f"There is no {what} called '{name}' in this exercise.",
        remedy=f"Choose one of: {listed}.",
    )
