"""A run as an OpenTelemetry trace: the shape that collectors take, the names of the conventions, and no
content that nobody asked for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from sandbox.drivers.live import run_live
from sandbox.engine.event import Event
from sandbox.models.openai import OpenAIModel
from sandbox.models.performer import LivePerformer
from sandbox.telemetry.otlp import export_trace
from sandbox.telemetry.trace import Telling
from sandbox.world.casebook import practice_cases
from sandbox.world.suite import run_case
from tests.grading.cast import READER, bike_hire, reference
from tests.sandbox.drivers.make_cut import DOCUMENTS, VALUES
from tests.sandbox.engine.make import Cast, make_failure, make_program, make_result, make_values, run
from tests.sandbox.engine.test_plan import make_plan, make_team
from tests.sandbox.models.make import answer, call_tool, fail, make_scenario, serve
from tests.sandbox.models.test_performer import Helpers
from tests.workflow.make import make_agent, make_chain, make_document

SCHEMA = json.loads((Path(__file__).parent / "otlp_trace.schema.json").read_text())
HELD = jsonschema_rs.Draft202012Validator(SCHEMA)


def export(data: dict[str, Any], events: tuple[Event, ...], **told: Any) -> dict[str, Any]:
    """The trace of a stored document's run, held against the schema."""
    ids = {name: told.pop(name) for name in ("started_at", "identity") if name in told}
    trace = export_trace(make_document(data), events, Telling("desk", **told), **ids)
    plain: dict[str, Any] = json.loads(json.dumps(trace))
    assert HELD.is_valid(plain), next(HELD.iter_errors(plain)).message
    return plain


def spans_of(trace: dict[str, Any]) -> list[dict[str, Any]]:
    """The spans with their attributes as plain data."""
    (scope,) = trace["resourceSpans"][0]["scopeSpans"]
    return [{**span, "attributes": flat(span["attributes"])} for span in scope["spans"]]


def flat(attributes: list[dict[str, Any]]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for each in attributes:
        ((kind, value),) = each["value"].items()
        told[each["key"]] = int(value) if kind == "intValue" else value
    return told


def named(spans: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    return [span for span in spans if span["name"] == name]


def simulated(case: int = 0) -> tuple[dict[str, Any], tuple[Event, ...]]:
    """A run of the bike hire's reference."""
    package = bike_hire()
    cases = practice_cases(package.scenario)
    log = run_case(make_program(reference()), package.scenario, cases[case], 0, READER)
    return reference(), log.events


def test_a_run_is_one_trace_of_the_workflow_its_agents_tools_and_models() -> None:
    data, events = simulated()
    spans = spans_of(export(data, events, case="practice-clean-1"))
    root = spans[0]
    assert (root["name"], root["kind"], "parentSpanId" in root) == ("invoke_workflow desk", 1, False)
    assert root["attributes"]["gen_ai.operation.name"] == "invoke_workflow"
    assert root["attributes"]["gen_ai.agent.name"] == "desk"
    (clerk,) = named(spans, "invoke_agent clerk")
    assert clerk["attributes"]["gen_ai.request.model"] == "large"
    assert clerk["attributes"]["gen_ai.provider.name"] == "podium.simulated"
    (chat,) = [span for span in named(spans, "chat large") if span["parentSpanId"] == clerk["spanId"]]
    assert chat["kind"] == 3
    assert (
        chat["attributes"]["gen_ai.usage.input_tokens"]
        == clerk["attributes"]["gen_ai.usage.input_tokens"]
        > 0
    )
    (ledger,) = named(spans, "execute_tool ledger")
    assert ledger["attributes"]["gen_ai.tool.name"] == "ledger"
    assert "invoke_agent judge" in {span["name"] for span in spans}


@pytest.mark.parametrize("case", range(7))
def test_every_span_lies_within_the_one_around_it(case: int) -> None:
    spans = spans_of(export(*simulated(case)))
    by_id = {span["spanId"]: span for span in spans}
    assert len(by_id) == len(spans) > 8
    assert len({span["traceId"] for span in spans}) == 1
    for span in spans[1:]:
        around = by_id[span["parentSpanId"]]
        assert int(around["startTimeUnixNano"]) <= int(span["startTimeUnixNano"])
        assert (
            int(span["startTimeUnixNano"]) <= int(span["endTimeUnixNano"]) <= int(around["endTimeUnixNano"])
        )


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_kind_of_document_has_a_valid_trace(name: str) -> None:
    log = run(
        DOCUMENTS[name],
        Cast(w=[make_failure(message="busy"), make_result(x="x", y="y", reply="r")]),
        **VALUES,
    )
    spans = spans_of(export(DOCUMENTS[name], log.events))
    tries = [event for event in log.events if event.type == "step_started"]
    assert sum("podium.step.attempt" in span["attributes"] for span in spans) == len(tries)


def test_turns_items_and_workflows_inside_have_spans_of_their_own() -> None:
    loop = spans_of(export(DOCUMENTS["a loop"], run(DOCUMENTS["a loop"], letters_twice()).events))
    assert [span["name"] for span in loop if "turn" in span["name"]] == [
        "turn 1 of letters",
        "turn 2 of letters",
    ]
    each = spans_of(export(DOCUMENTS["effects in loops in a map"], run(payments(), None, **VALUES).events))
    assert len([span for span in each if span["name"].startswith("item ")]) == 3
    inner = spans_of(export(DOCUMENTS["a workflow inside"], run(DOCUMENTS["a workflow inside"]).events))
    (sub,) = named(inner, "invoke_workflow sub")
    assert sub["attributes"]["gen_ai.agent.name"] == "sub"
    noted = spans_of(export(DOCUMENTS["memory"], run(DOCUMENTS["memory"]).events))
    assert named(noted, "upsert_memory")[0]["attributes"]["gen_ai.memory.store.id"] == "notes"


def letters_twice() -> Cast:
    return Cast(r=[make_result(port="fail", feedback="shorter"), make_result(port="pass")])


def payments() -> dict[str, Any]:
    return DOCUMENTS["effects in loops in a map"]


def test_what_failed_says_so_with_its_kind_of_error() -> None:
    log = run(make_chain(make_agent("a", "reply")), Cast(a=make_failure("rate_limited", message="slow down")))
    spans = spans_of(export(make_chain(make_agent("a", "reply")), log.events))
    (agent,) = named(spans, "invoke_agent analyst")
    assert agent["status"] == {"code": 2, "message": "slow down"}
    assert agent["attributes"]["error.type"] == "rate_limited"
    assert spans[0]["status"]["code"] == 2


def test_ids_come_from_the_run_and_stay() -> None:
    data, events = simulated()
    once, again = export(data, events), export(data, events)
    assert once == again
    other = export(data, simulated(1)[1])
    ids = [spans_of(trace)[0]["traceId"] for trace in (once, other)]
    assert ids[0] != ids[1]
    begun = spans_of(export(data, events[:5], identity="run-1"))
    whole = spans_of(export(data, events, identity="run-1"))
    assert [span["spanId"] for span in begun] == [span["spanId"] for span in whole][: len(begun)]


def test_times_count_from_when_the_run_really_began() -> None:
    data, events = simulated()
    root = spans_of(export(data, events, started_at=1_772_452_800.123456))[0]
    assert root["startTimeUnixNano"] == "1772452800123456000"
    assert spans_of(export(data, events))[0]["startTimeUnixNano"] == "0"


async def lived(data: dict[str, Any], *script: Any, message: str = "hello") -> tuple[Event, ...]:
    with serve(*script) as server:
        model = OpenAIModel(server.endpoint())
        helpers = Helpers()
        performer = LivePerformer(model, make_scenario(), helpers.call_tool, helpers.ask_human)
        log = await run_live(make_program(data), make_values(message=message), performer)
        await model.close()
    return log.events


CHAIN = make_chain(
    make_agent(
        "a", "reply", instructions="Answer {{message}}", tools=["orders"], retry={"max": 1, "wait": 0.01}
    )
)


async def test_a_live_run_has_each_call_of_a_model_and_of_a_tool() -> None:
    events = await lived(CHAIN, fail(503), call_tool("orders", "{}"), answer({"reply": "Dear Ann"}))
    spans = spans_of(export(CHAIN, events, mode="live"))
    first, second = named(spans, "invoke_agent analyst")
    assert first["attributes"]["error.type"] == "503"
    chats = [span for span in named(spans, "chat medium") if span["parentSpanId"] == second["spanId"]]
    assert [span["attributes"]["gen_ai.usage.output_tokens"] for span in chats] == [50, 50]
    assert {span["attributes"]["gen_ai.response.model"] for span in chats} == {"big-1-0525"}
    assert chats[0]["endTimeUnixNano"] <= chats[1]["startTimeUnixNano"]
    (tool,) = named(spans, "execute_tool orders")
    assert tool["parentSpanId"] == second["spanId"]
    assert second["attributes"]["gen_ai.provider.name"] == "openai"
    failed = [span for span in named(spans, "chat medium") if span["parentSpanId"] == first["spanId"]]
    assert failed[0]["attributes"]["error.type"] == "503"


async def test_content_is_there_only_where_it_is_asked_for() -> None:
    events = await lived(CHAIN, answer({"reply": "Dear Ann"}), message="my secret")
    without = json.dumps(export(CHAIN, events, mode="live"))
    assert "my secret" not in without and "Dear Ann" not in without
    spans = spans_of(export(CHAIN, events, mode="live", content=True))
    (chat,) = named(spans, "chat medium")
    messages = json.loads(chat["attributes"]["gen_ai.input.messages"])
    assert [message["role"] for message in messages] == ["system", "user"]
    assert messages[1]["parts"] == [{"type": "text", "content": "Answer my secret"}]
    assert "Dear Ann" in chat["attributes"]["gen_ai.output.messages"]


async def test_what_the_policy_redacts_is_never_in_a_trace() -> None:
    package, data = bike_hire(), {**reference(), "policy": {"redact": ["personal", "untrusted"]}}
    case = practice_cases(package.scenario)[0]
    log = run_case(make_program(data), package.scenario, case, 0, READER)
    told = json.dumps(export(data, log.events, content=True), ensure_ascii=False)
    assert case.values["message"] not in told
    assert "[redacted]" in told
    private = {**CHAIN, "policy": {"redact": ["personal"]}}
    events = await lived(private, answer({"reply": 'Dear Ann, "quoted" and secret'}), message="my secret")
    told = json.dumps(export(private, events, mode="live", content=True))
    assert "Dear Ann" not in told


def test_a_plan_is_a_span_and_what_it_set_to_work_a_workflow() -> None:
    log = run(make_team(), Cast(team=make_plan()))
    spans = spans_of(export(make_team(), log.events))
    (planner,) = [span for span in spans if span["attributes"].get("gen_ai.operation.name") == "plan"]
    (work,) = named(spans, "invoke_workflow team")
    assert planner["parentSpanId"] == work["parentSpanId"] == spans[0]["spanId"]
    tasks = [span for span in spans[1:] if span["parentSpanId"] == work["spanId"]]
    assert [span["attributes"]["podium.node.id"] for span in tasks] == ["team.1", "team.2"]
    assert "podium.plan_made" in [event["name"] for event in spans[0]["events"]]
