"""The kinds are found by themselves, and each says what a newcomer needs to know."""

from __future__ import annotations

import pytest

from workflow.kind import Kind
from workflow.kinds import all_kinds, kind_of

EXPECTED = "agent check human input join loop map memory note output plan review router set subflow tool"


def test_all_kinds_of_the_design_are_there() -> None:
    assert list(all_kinds()) == EXPECTED.split()


@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.name)
def test_each_kind_speaks_for_itself(kind: Kind) -> None:
    assert kind.title and kind.summary.endswith(".")
    assert kind.settings.__doc__


def test_an_unknown_kind_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        kind_of("oracle")


def test_only_kinds_that_can_fail_have_a_port_for_it() -> None:
    own = ("set", "memory")
    failing = {name for name, kind in all_kinds().items() if kind.performs or kind.container or name in own}
    assert failing == {
        "agent", "tool", "review", "human", "loop", "map", "set", "memory", "subflow", "plan",
    }  # fmt: skip
