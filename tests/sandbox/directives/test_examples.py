"""The authored sentences and their format."""

from __future__ import annotations

import pytest

from sandbox.directives.catalogue import ALL_SLUGS, DIRECTIVE_SLUGS
from sandbox.directives.examples import STYLES, DataFormatError, load_examples, parse_examples
from tests.sandbox.directives.make_readers import load_lines


def test_headings_say_what_a_sentence_is() -> None:
    carrier, waiver = parse_examples(
        "cite_sources", "[+ bullet]\n- name the page\n\n[- waiver terse]\nNo need to cite."
    )
    assert (carrier.text, carrier.carries, carrier.style) == ("name the page", True, "bullet")
    assert (waiver.kind, waiver.contradicts, waiver.carries) == ("waiver", True, False)


@pytest.mark.parametrize("text", ["a sentence", "[+ nostyle]\na", "[- nokind terse]\na"])
def test_a_broken_file_is_told_with_its_line(text: str) -> None:
    with pytest.raises(DataFormatError, match=":1"):
        parse_examples("cite_sources", text)


def test_each_slug_has_many_sentences_on_both_sides_and_in_every_style() -> None:
    examples = load_examples()
    for slug in ALL_SLUGS:
        own = [example for example in examples if example.slug == slug]
        least = 120 if slug in DIRECTIVE_SLUGS else 55
        assert sum(example.carries for example in own) >= least, slug
        assert sum(not example.carries for example in own) >= least, slug
        styles = {example.style for example in own if example.carries}
        assert styles >= set(STYLES) - {"criteria"}, slug


def test_no_sentence_is_both_for_and_against_its_directive() -> None:
    sides: dict[tuple[str, str], set[bool]] = {}
    for example in load_examples():
        sides.setdefault((example.slug, example.text.lower()), set()).add(example.carries)
    assert [place for place, side in sides.items() if len(side) > 1] == []


def test_nothing_that_the_detector_is_measured_on_was_trained_on() -> None:
    trained = {example.text.lower() for example in load_examples()}
    for name in ("held_out.jsonl", "fresh_dev.jsonl", "fresh_test.jsonl"):
        assert not [line["text"] for line in load_lines(name) if line["text"].lower() in trained]
    lines = {
        part.strip("- ").lower()
        for name in ("whole_prompts.jsonl", "fresh_prompts.jsonl")
        for prompt in load_lines(name)
        for part in prompt["text"].split("\n")
    }
    shared = {line for line in lines & trained if len(line.split()) > 4}
    assert shared == set()
