"""The memory that steps share: what was written is there for whoever reads next."""

from __future__ import annotations

from sandbox.engine.event import canonical
from sandbox.engine.frame import NO_VALUES, Values
from sandbox.engine.instant import Outcome
from sandbox.engine.limits import look_up
from sandbox.engine.program import NodePlan
from sandbox.value import Value


class Stores:
    """Entries by store and key. One run has stores of its own, so that cases know nothing of each other; the
    runs of a fleet's day share theirs."""

    __slots__ = ("_entries",)

    def __init__(self) -> None:
        self._entries: dict[tuple[str, bytes], dict[str, Value]] = {}

    def write(self, store: str, key: bytes, values: Values) -> None:
        """Lay values down; one of the same name is replaced."""
        self._entries.setdefault((store, key), {}).update(values)

    def read(self, store: str, key: bytes) -> Values:
        """What lies there; nothing where nobody wrote."""
        return self._entries.get((store, key), NO_VALUES)


def remember(plan: NodePlan, inputs: Values, stores: Stores) -> Outcome:
    """Carry out a memory node. A read that finds not all of its values leaves by `missing` without any; a
    write of a value that has not arrived is an error."""
    settings = plan.settings
    key = canonical(look_up(settings.key, inputs) if settings.key else None)
    if settings.action == "read":
        found = stores.read(settings.store, key)
        lacking = [name for name in settings.values if name not in found]
        if lacking:
            return Outcome("missing", detail={"store": settings.store, "lacking": lacking})
        made = {name: found[name] for name in settings.values}
        return Outcome("done", made, detail={"store": settings.store})
    given = {name: inputs[name] for name in settings.values if name in inputs}
    lacking = [name for name in settings.values if name not in given]
    if lacking:
        listed = ", ".join(f"'{name}'" for name in lacking)
        return Outcome("error", message=f"There is nothing to remember: {listed} has not arrived.")
    stores.write(settings.store, key, given)
    return Outcome("done", detail={"store": settings.store, "written": sorted(given)})
