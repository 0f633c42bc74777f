"""What scales a whole skill."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grading.scaling import strangers_in
from sandbox.directives.reader import ScriptedReader
from tests.grading.cast import reference, see


@pytest.mark.parametrize(("chance", "held_against"), [(0.9, True), (0.6, False)])
def test_only_a_rule_that_is_read_for_sure_can_be_out_of_place(chance: float, held_against: bool) -> None:
    seen = see(reference())
    node = next(node for node in seen.nodes("agent") if node.settings.instructions)
    reading = ScriptedReader({"somewhere else": {"count_once": chance}}).read("This belongs somewhere else.")
    observation = replace(seen, readings={node.id: reading})
    assert ("count_once" in strangers_in(observation, node)) is held_against
