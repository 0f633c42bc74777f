"""At least 150 documents written to do harm: each is answered in under two seconds, none with a crash."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workflow.hostile import BOMBS, RULES, hostile_document
from tests.workflow.make import (
    make_agent,
    make_chain,
    make_data,
    make_input,
    make_inside,
    make_names,
    make_output,
)
from tests.workflow.pointing import is_well_put
from workflow.expression import ExpressionError, compile_expression
from workflow.kinds.check import schema_validator
from workflow.limits import check_data
from workflow.parse import parse_text
from workflow.validate import validate

LIMIT = 2.0


def answer(text: str | bytes) -> tuple[Any, tuple[Any, ...]]:
    """Parse and validate, within the time limit."""
    started = time.process_time()
    data, problems = parse_text(text)
    document = None
    if not problems:
        document, problems = validate(data, make_names())
    assert time.process_time() - started < LIMIT
    assert all(is_well_put(problem, data) for problem in problems), problems
    return document, problems


def loops(depth: int) -> dict[str, Any]:
    inside = make_inside([make_agent("deepest", "reply")])
    for at in range(depth):
        inside = make_inside([{"id": f"l{at}", "kind": "loop", "until": "true", "inside": inside}])
    return make_data(inside["nodes"], [])


def texts() -> Iterator[tuple[str, str | bytes]]:
    """Texts that are hardly documents at all."""
    yield "nothing", ""
    yield "only space", " \t\n"
    yield "binary", bytes(range(256))
    yield "utf16", "podium: 1".encode("utf-16")
    yield "nul", "podium: 1\x00"
    yield "a million brackets", "[" * 1_000_000
    yield "a million braces", "{" * 999_999
    yield "deep json objects", '{"a":' * 5000 + "1" + "}" * 5000
    yield "deep yaml", "\n".join(" " * at + "a:" for at in range(1200))
    yield "billion laughs", "a: &a [x]\n" + "\n".join(f"b{at}: &b{at} [*a, *a]" for at in range(30))
    yield "merge bomb", "a: &a {x: 1}\nb: {<<: *a}"
    yield "python object", "a: !!python/object/apply:os.system ['true']"
    yield "python name", "a: !!python/name:os.system"
    yield "huge scalar", "a: " + "x" * 2_000_000
    yield "huge key", "x" * 900_000 + ": 1"
    yield "long complex key", "? [" + "a," * 1000 + "]\n: 1"
    yield "many documents", "---\na: 1\n" * 1000
    yield "unclosed quote", 'a: "' + "x" * 100_000
    yield "unclosed block", "a: |\n" + " x\n" * 100_000
    yield "tabs", "a:\n\t- b"
    yield "escapes", '{"a": "' + "\\u0000" * 1000 + '"}'
    yield "surrogate", '{"nodes": ["\\ud83d"]}'
    yield "surrogate key", '{"\\udc00": 1}'
    yield "overlong number", '{"a": ' + "1" * 100_000 + "}"
    yield "overlong yaml number", "a: " + "1" * 100_000
    yield "infinite", '{"a": 1e400}'
    yield "minus infinite", "a: -1e999"
    yield "nan", '{"a": NaN}'
    yield "infinity word", '{"a": -Infinity}'
    yield "duplicate keys", '{"podium": 1, "podium": 1}'
    yield "half json", '{"podium": 1, "nodes": ['
    yield "json and more", '{"podium": 1} {"podium": 1}'
    yield "html", "<html><body>hello</body></html>"
    yield "sql", "'; DROP TABLE workflows; --"
    yield "percent", "%YAML 9.9\n---\na"
    yield "directive", "%TAG ! tag:evil,2000:\n---\n!x a"
    yield "control characters", "a: \x01\x02\x7f\x85"
    yield "right to left", "podium: 1\nnodes: []\ntitle: '\u202eevil\u202c'"
    yield "many lines", "a\n" * 400_000
    yield "many keys", "\n".join(f"k{at}: {at}" for at in range(60_000))
    yield "wide list", "[" + "1," * 300_000 + "1]"
    yield "comment flood", "# x\n" * 240_000 + "podium: 1"


def roots() -> Iterator[tuple[str, Any]]:
    """Data of the wrong shape at the top."""
    values: tuple[Any, ...] = (None, True, 0, -1.5, "x", [], [[]], {})
    for at, value in enumerate(values):
        yield f"root {at}", value
        yield f"podium {at}", {"podium": value, "nodes": []}
        yield f"nodes {at}", {"podium": 1, "nodes": value}
        yield f"edges {at}", {"podium": 1, "nodes": [], "edges": value}
        yield f"policy {at}", {"podium": 1, "nodes": [], "policy": value}
        yield f"node {at}", {"podium": 1, "nodes": [value]}
        yield f"edge {at}", {"podium": 1, "nodes": [], "edges": [value]}
        yield f"id {at}", make_data([{"id": value, "kind": "note"}], [])
        yield f"kind {at}", make_data([{"id": "a", "kind": value}], [])
        yield f"inside {at}", make_data([{"id": "a", "kind": "loop", "until": "true", "inside": value}], [])


def graphs() -> Iterator[tuple[str, Any]]:
    """Well-formed data that makes no sense as a workflow."""
    ids = [f"n{at}" for at in range(300)]
    nodes = [make_agent(each, "amount") for each in ids]
    ring = [f"{a}.done {b}" for a, b in zip(ids, ids[1:] + ids[:1], strict=True)]
    yield "ring of 300", make_data(nodes, ring)
    yield "complete graph", make_data(nodes[:90], [f"{a}.done {b}" for a in ids[:90] for b in ids[:90]])
    yield (
        "dense order",
        make_data(
            nodes[:100], [f"{a}.done {b}" for at, a in enumerate(ids[:100]) for b in ids[at + 1 : 100]]
        ),
    )
    yield "two thousand nodes", {"podium": 1, "nodes": [make_agent(f"m{at}", "amount") for at in range(2000)]}
    yield "long chain", make_chain(*[make_agent(f"m{at}", "amount") for at in range(1500)])
    yield "too many edges", make_data(nodes, ["n0.done n1"] * 11_000)
    yield "same id everywhere", {"podium": 1, "nodes": [make_agent("a", "amount") for _ in range(1000)]}
    yield "dangling everywhere", make_data([], [f"x{at}.done y{at}" for at in range(3000)])
    yield "self wires", make_data(nodes, [f"{a}.done {a}" for a in ids])
    yield "deep loops", loops(12)
    yield "deeper loops", loops(200)
    yield "variables without end", make_chain(make_agent("a", "amount", instructions="{{message}}" * 1500))
    yield "braces without end", make_chain(make_agent("a", "amount", instructions="{" * 20_000))
    yield (
        "unbound variables",
        make_chain(make_agent("a", "amount", instructions=" ".join(f"{{{{v{at}}}}}" for at in range(2000)))),
    )
    yield "format string", make_chain(make_agent("a", "amount", instructions="{0.__class__.__mro__} %s ${x}"))
    for at, rule in enumerate(
        (
            "(" * 900,
            "true" + " && true" * 200,
            "a" * 1999,
            "message.matches('" + "(a*)*" * 100 + "b')",
            "[1].map(a, [1].map(b, [1].map(c, [1].map(d, [1].map(e, a)))))" * 5,
            "'" + "x" * 1900 + "'",
            "'unclosed",
            "message == '\ud800'",
            "message == '\x00'",
            "import os",
            "__import__('os').system('true')",
            "message.__class__",
            "0x" + "f" * 400 + " > 1",
            "1" * 1900 + " > 1",
            "true ? " * 300 + "true",
            "-" * 1900 + "1 > 0",
            "// only a remark",
            "message\u202e == 'x'",
        )
    ):
        yield (
            f"rule {at}",
            make_data([make_input(), {"id": "c", "kind": "check", "rules": [rule]}], ["start.done c"]),
        )
    for at, schema in enumerate(
        (
            {"pattern": "(a+)+" * 100},
            {"pattern": "a{1000}{1000}"},
            {"$ref": "#"},
            {"$ref": "file:///etc/passwd"},
            {"allOf": [{"$dynamicRef": "#x"}]},
            {"type": 5},
            {"enum": "x"},
            {"properties": {"a": {"properties": {"a": {"properties": {"a": {"type": "?"}}}}}}},
        )
    ):
        node = {"id": "c", "kind": "check", "schema": {"message": schema}}
        yield f"schema {at}", make_data([make_input(), node], ["start.done c"])
    for key in ("__proto__", "constructor", "__class__", "", " ", "a/b", "~", "\u0000", "x" * 5000):
        yield f"setting {key[:10]!r}", make_data([make_agent("a", "amount") | {key: 1}], [])
        yield f"root key {key[:10]!r}", {"podium": 1, "nodes": [], key: {}}
    yield "output of everything", make_data([make_output(*[f"v{at}" for at in range(61)])], [])
    yield "wire with dots", {"podium": 1, "nodes": [], "edges": [{"from": "." * 5000, "to": "." * 5000}]}
    yield "wire too long", {"podium": 1, "nodes": [], "edges": [{"from": "a" * 900_000, "to": "b.in"}]}


CORPUS: dict[str, str | bytes] = dict(texts()) | {
    name: json.dumps(data) for name, data in (*roots(), *graphs())
}


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 150


@pytest.mark.parametrize("name", CORPUS)
def test_a_hostile_document_is_answered(name: str) -> None:
    document, problems = answer(CORPUS[name])
    assert document is not None or problems


@pytest.mark.parametrize("data", [data for _, data in (*roots(), *graphs())][::7])
def test_the_same_data_without_a_text_is_answered_too(data: Any) -> None:
    document, problems = validate(data)
    assert document is not None or problems


@pytest.mark.parametrize("first", range(0, 150, 25))
def test_spoilt_documents_and_shapes_beyond_measure_are_answered(first: int) -> None:
    """The first of those that `bench/hostile.py` goes through by the thousand."""
    for seed in range(first, first + 25):
        form, content = hostile_document(seed)
        if form == "text":
            answer(content)
            continue
        started = time.process_time()
        document, problems = validate(content, make_names())
        assert time.process_time() - started < LIMIT
        assert document is not None or any(problem.severity == "error" for problem in problems)
        assert all(is_well_put(problem, content) for problem in problems), (seed, problems)


def test_a_number_of_very_many_digits_is_read_at_once() -> None:
    document, problems = answer("9" * 250_000 + "x: 1")
    assert document is None and problems
    data, problems = parse_text("a: " + "9" * 250_000 + "x")
    assert not problems
    assert len(data["a"]) == 250_001


def test_thousands_of_wrong_names_are_answered_without_comparing_them_all() -> None:
    nodes = [make_agent(f"n{at}", f"v{at}") for at in range(1900)]
    wires = [f"n{at}x.done n{at}y" for at in range(1900)]
    started = time.process_time()
    document, problems = validate(make_data(nodes, wires))
    assert time.process_time() - started < LIMIT
    assert document is None
    assert any("Did you mean" in problem.remedy for problem in problems)


def test_a_long_wrong_name_is_cut_short_in_what_is_said_of_it() -> None:
    check = {"id": "c", "kind": "check", "rules": ["a" * 1999]}
    _, problems = answer(json.dumps(make_data([make_input(), check], ["start.done c"])))
    assert max(len(problem.message) for problem in problems) < 200


LONG = "a" * 200_000 + "!"
SCHEMAS: dict[str, tuple[dict[str, Any], Any]] = {
    "nested quantifiers": ({"pattern": "^(a+)+$"}, LONG),
    "alternatives that overlap": ({"pattern": "^(a|aa|a?)*b$"}, LONG),
    "names by pattern": (
        {"patternProperties": {f"^(a+)+{at}$": {"type": "string"} for at in range(50)}},
        {"a" * 5000 + str(at): 1 for at in range(50)},
    ),
    "a huge enum": ({"enum": [f"word {at}" for at in range(1000)]}, LONG),
    "a huge allOf": ({"allOf": [{"pattern": "(a*)*b"}] * 500}, "a" * 2000),
    "alternatives in alternatives": (
        {"anyOf": [{"allOf": [{"anyOf": [{"pattern": "(a*)*b"}] * 8}] * 8}] * 8}, "a" * 2000
    ),
    "unique items": ({"uniqueItems": True}, [{"a": [at]} for at in range(2000)]),
    "contains": ({"contains": {"contains": {"contains": {"const": 1}}}}, [[["x"] * 30] * 30] * 30),
    "dependent schemas": ({"dependentSchemas": {f"k{at}": {"required": ["z"]} for at in range(300)}},
                          {f"k{at}": 1 for at in range(300)}),
    "a meta-schema from elsewhere": ({"$schema": "http://localhost/meta.json", "type": "string"}, LONG),
    "a bound without end": ({"minLength": 10**15, "pattern": "a{1,900}b"}, LONG),
}  # fmt: skip


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_of_a_learner_never_hangs(name: str) -> None:
    schema, value = SCHEMAS[name]
    started = time.process_time()
    document, _ = validate(make_checked(schema))
    assert document is not None
    fits = schema_validator(schema).is_valid(value)
    assert isinstance(fits, bool)
    assert time.process_time() - started < LIMIT


def make_checked(schema: dict[str, Any]) -> dict[str, Any]:
    """A document whose check has that schema."""
    node = {"id": "c", "kind": "check", "schema": {"message": schema}}
    return make_data([make_input(), node, make_output("message")], ["start.done c", "c.pass end"])


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "http://localhost/schema.json"},
        {"$ref": "file:///etc/passwd"},
        {"$ref": "#"},
        {"properties": {"a": {"$ref": "#/properties/b"}, "b": {"$ref": "#/properties/a"}}},
        {"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"},
        {"$dynamicAnchor": "a", "items": {"$dynamicRef": "#a"}},
        {"$id": "http://localhost/a", "allOf": [{"$ref": "b"}]},
        {"pattern": "(?=a)b"},
        {"pattern": "(a)\\1"},
        {"pattern": "a{1000}{1000}{1000}"},
        {"patternProperties": {"(": {}}},
        {"allOf": [{"pattern": "(a+)+$"}] * 2000},
        {"enum": ["x" * 100] * 300},
    ],
)  # fmt: skip
def test_schemas_that_refer_elsewhere_or_cannot_be_weighed_are_refused(schema: dict[str, Any]) -> None:
    _, problems = answer(json.dumps(make_checked(schema)))
    assert [(problem.code, problem.pointer) for problem in problems if problem.severity == "error"] == [
        ("bad_schema", "/nodes/1/schema/message")
    ]


@pytest.mark.parametrize("rule", [*RULES, *(f"message.matches('{bomb}')" for bomb in BOMBS)])
def test_a_rule_of_a_learner_never_hangs(rule: str) -> None:
    data = {"message": "a" * 20_000 + "!", "lines": [f"line {at}" for at in range(200)]}
    started = time.process_time()
    try:
        compile_expression(rule).evaluate(data)
    except ExpressionError as error:
        assert str(error)
    assert time.process_time() - started < LIMIT


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
KEYS = st.sampled_from(
    ["id", "kind", "yields", "agent", "when", "retry", "inside", "branches", "values", "rules"]
)
KINDS = st.sampled_from(
    ["agent", "loop", "map", "router", "join", "set", "check", "input", "output", "note", "tool"]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.builds(
            lambda kind, number, more: {"id": f"n{number}", "kind": kind} | more,
            KINDS,
            st.integers(0, 5),
            st.dictionaries(KEYS, JSON, max_size=4),
        ),
        max_size=5,
    ),
    st.lists(
        st.fixed_dictionaries(
            {"from": st.sampled_from(["n0.done", "n1.pass", "n2.x"]), "to": st.just("n1.in")}
        )
    ),
)
def test_generated_documents_are_answered(nodes: list[Any], edges: list[Any]) -> None:
    data = {"podium": 1, "nodes": nodes, "edges": edges}
    document, problems = validate(data, make_names())
    assert document is not None or any(problem.severity == "error" for problem in problems)


@settings(max_examples=100, deadline=None)
@given(JSON)
def test_any_data_at_all_is_answered(data: Any) -> None:
    check_data(data)
    document, problems = validate(data)
    assert document is None
    assert problems


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_text_at_all_is_answered(text: str | bytes) -> None:
    data, problems = parse_text(text)
    assert problems or check_data(data) == ()
