"""Which try of a piece of work this is, told without the names of nodes or containers."""

from __future__ import annotations

from sandbox.step import Step


def occasion_of(step: Step) -> str:
    """The attempt, and beyond the first turn, item or copy the numbers of those, by depth.

    A first turn is the same as no loop at all, so that putting work into a loop changes no luck.
    """
    if not step.path:
        return str(step.attempt)
    later = "".join(f",{depth}:{number}" for depth, (_, number) in enumerate(step.path) if number > 1)
    return f"{step.attempt}{later}"
