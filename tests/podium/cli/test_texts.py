"""`podium texts`: right and wrong texts side by side."""

from __future__ import annotations

import json

from tests.podium.cli.shell import Shell


def test_a_text_is_printed_right_and_wrong_with_the_wrong_marked(shell: Shell) -> None:
    out = shell.run("texts", "clinic-newsletter", "--cases", "1").out
    assert "article, as it should be" in out
    assert "article, struck by wrong_tone" in out
    assert "»" in out
    assert "tone" in out


def test_one_hazard_of_one_suite_is_shown_where_it_is_live(shell: Shell) -> None:
    rows = json.loads(
        shell.run(
            "texts", "refund-desk", "--hazard", "embedded_command", "--suite", "adversarial", "--json"
        ).out
    )
    assert {row["hazard"] for row in rows} == {None, "embedded_command"}
    struck = [row for row in rows if row["hazard"]]
    assert len({row["case"] for row in struck}) == 3
    assert all(any(entry["struck"] for entry in row["statements"]) for row in struck)


def test_what_is_not_there_is_said(shell: Shell) -> None:
    assert "no hazard" in shell.run("texts", "refund-desk", "--hazard", "meteor").err
    assert "no suite" in shell.run("texts", "refund-desk", "--suite", "stormy").err
    assert "strikes no text" in shell.run("texts", "refund-desk", "--hazard", "unit_mix_up").err
