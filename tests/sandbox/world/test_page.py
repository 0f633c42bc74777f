"""The statements of a text stand on the page as people and agents write them."""

from __future__ import annotations

from typing import Any

from sandbox.value import Statement
from sandbox.world.page import Part, join


def make_part(text: str, form: str = "sentence", *, paragraph: bool = False, **also: Any) -> Part:
    """A statement in its form."""
    return Part(Statement("it", text, **also), paragraph, form=form)


def test_sentences_follow_one_another_and_paragraphs_stand_apart() -> None:
    parts = [make_part("One."), make_part("Two."), make_part("Three.", paragraph=True)]
    assert join(parts) == "One. Two.\n\nThree."


def test_a_statement_without_words_leaves_no_gap() -> None:
    assert join([make_part("One."), make_part(""), make_part("Two.")]) == "One. Two."


def test_a_list_follows_its_sentence_and_is_numbered_anew_each_time() -> None:
    parts = [make_part("First:"), make_part("a", "number"), make_part("b", "number"), make_part("Then:")]
    assert join([*parts, make_part("c", "number")]) == "First:\n1. a\n2. b\n\nThen:\n1. c"


def test_a_lost_item_leaves_no_gap_in_the_numbers() -> None:
    assert join([make_part("Two points:"), make_part("b", "number")]) == "Two points:\n1. b"


def test_a_heading_stands_alone() -> None:
    assert join([make_part("A."), make_part("Head", "heading"), make_part("B.")]) == "A.\n\n## Head\n\nB."


def test_rows_make_a_table_with_a_rule_below_the_first() -> None:
    table = join([make_part("Item | Euros", "row"), make_part("Desk | 12", "row")])
    assert table == "| Item | Euros |\n| --- | --- |\n| Desk | 12 |"


def test_a_code_change_and_a_quotation_keep_their_lines() -> None:
    parts = [make_part("-a\n+b", "diff"), make_part("said so", "quote")]
    assert join(parts) == "```diff\n-a\n+b\n```\n\n> said so"


def test_citations_are_numbered_by_first_use_and_listed() -> None:
    parts = [
        make_part("Nights got hotter.", source="Atlas 2025", cited=True),
        make_part("More people fell ill!", source="Clinic report", cited=True),
        make_part("It stays so.", source="Atlas 2025", cited=True),
        make_part("Sources", "sources"),
    ]
    assert join(parts) == (
        "Nights got hotter [1]. More people fell ill [2]! It stays so [1].\n\n"
        "Sources\n[1] Atlas 2025\n[2] Clinic report"
    )


def test_a_citation_without_a_source_points_to_nothing() -> None:
    parts = [
        make_part("True.", source="Atlas", cited=True),
        make_part("False.", cited=True),
        make_part("Sources", "sources"),
    ]
    text = join(parts)
    assert "False [4]." in text
    assert "\n[4]" not in text
