"""Texts become data, or a problem that says where and what."""

from __future__ import annotations

import json

import pytest

from workflow.parse import parse_text


def code_of(text: str | bytes) -> str:
    data, problems = parse_text(text)
    assert data is None
    return problems[0].code


def test_yaml_and_json_of_the_same_document_give_the_same_data() -> None:
    yaml_text = (
        "podium: 1\nnodes:\n  - {id: a, kind: note, text: 'x', big: 1.5, yes: true, none: null}\nedges: []\n"
    )
    data, problems = parse_text(yaml_text)
    assert problems == ()
    assert parse_text(json.dumps(data)) == (data, ())
    assert data["nodes"][0] == {"id": "a", "kind": "note", "text": "x", "big": 1.5, "yes": True, "none": None}


def test_the_key_on_stays_a_key_and_yes_stays_a_text() -> None:
    data, _ = parse_text("retry: {on: [error], max: 2}\nanswer: yes\nday: 2024-01-01\n")
    assert data == {"retry": {"on": ["error"], "max": 2}, "answer": "yes", "day": "2024-01-01"}


def test_yaml_flow_style_that_looks_like_json_is_read() -> None:
    assert parse_text("{podium: 1, nodes: []}") == ({"podium": 1, "nodes": []}, ())


def test_quoted_words_and_numbers_stay_texts() -> None:
    assert parse_text("a: 'true'\nb: \"12\"\nc: |\n  3\n")[0] == {"a": "true", "b": "12", "c": "3\n"}


def test_a_byte_order_mark_does_no_harm() -> None:
    assert parse_text("\ufeffpodium: 1".encode())[0] == {"podium": 1}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty_text"),
        ("   \n\n", "empty_text"),
        (b"\xff\xfe\x00", "not_utf8"),
        ("a: &x 1\nb: *x", "no_anchors"),
        ("a: {<<: 1}", "no_anchors"),
        ("a: !!python/object:os.system x", "no_tags"),
        ("!!set {a}", "no_tags"),
        ("a: 1\na: 2", "duplicate_key"),
        ('{"a": 1, "a": 2}', "duplicate_key"),
        ("a: [1", "syntax"),
        ('{"a": [}', "syntax"),
        ("a: 1\n---\nb: 2", "syntax"),
        ("[a]: 1", "syntax"),
        ("a: 1e400", "bad_number"),
        ('{"a": 1e400}', "bad_number"),
        ('{"a": NaN}', "bad_number"),
        ("a: .inf", "bad_number"),
        ("a: .nan", "bad_number"),
        ('{"a": ' + "9" * 5000 + "}", "bad_number"),
        ("a: 99999999999999999", "bad_number"),
        ("a: \x00", "unreadable_text"),
        ('{"a": "\\u0000"}', "unreadable_text"),
        ('{"a": "\\ud800"}', "unreadable_text"),
        ('{"\\udfff": 1}', "unreadable_text"),
        ("x" * 1_000_001, "too_large"),
        ("[" * 61 + "]" * 61, "too_deep"),
        ("[" * 100_000, "too_deep"),
        ("- " * 100 + "x", "too_deep"),
    ],
)
def test_what_cannot_be_read_gets_its_own_answer(text: str | bytes, code: str) -> None:
    assert code_of(text) == code


def test_a_syntax_error_names_line_and_character() -> None:
    problem = parse_text("podium: 1\nnodes: [\n")[1][0]
    assert problem.message.startswith("Line 3")
    assert "brackets" in problem.remedy
