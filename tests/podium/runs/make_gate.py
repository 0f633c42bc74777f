"""A workflow with people for the post desk, and runs of it that wait."""

from __future__ import annotations

from typing import Any

from podium.accounts.models import User
from podium.runs.models import Mode, Run
from podium.runs.services import start_run
from tests.podium.making import NOON, make_document, make_exercise


def make_gated(*gates: str) -> dict[str, Any]:
    """The post desk's clerk, and after them one gate for each name; a rejection goes nowhere."""
    document = make_document()
    wires = []
    before = "clerk.department"
    for name in gates or ("gate",):
        settings = {"minutes": 3, "sees": ["letter", "department"], "edits": ["department"]}
        gate = {"id": name, "kind": "human", "asks": "Is it for them?", **settings}
        document["nodes"].insert(-1, gate)
        wires += [{"from": before, "to": f"{name}.in"}, {"from": "start.letter", "to": f"{name}.in"}]
        before = f"{name}.approved"
    document["edges"] = [document["edges"][0], *wires, {"from": before, "to": "end.in"}]
    return document


def make_waiting(user: User, *gates: str, case: str = "practice-clean-1") -> Run:
    """A run that waits at its first gate."""
    return start_run(
        user=user,
        exercise=make_exercise(),
        document=make_gated(*gates),
        case_id=case,
        mode=Mode.SIMULATED,
        at=NOON,
        pause_at_people=True,
    )
