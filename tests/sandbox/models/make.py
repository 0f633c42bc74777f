"""A scenario, and a real HTTP server on loopback that speaks the chat completions protocol."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sandbox.models.openai import Endpoint, Price
from sandbox.scenario import Agent, DataItem, Scenario, Tool, WorldBudget

Behaviour = Callable[["Handler", dict[str, Any]], None]


def make_scenario() -> Scenario:
    """A small world with each type of value, two agents and two tools."""
    items = [
        DataItem("message", "text", "case", labels=frozenset({"untrusted", "personal"})),
        DataItem("order", "record", "tool:orders", fields=("id", "total")),
        DataItem("intent", "enum", "work", values=("refund", "question")),
        DataItem("amount", "money", "work", title="What is paid back"),
        DataItem("reply", "text", "work", labels=frozenset({"personal"})),
        DataItem("count", "number", "work"),
        DataItem("urgent", "boolean", "work"),
        DataItem("topics", "list", "work"),
        DataItem("day", "date", "work"),
    ]
    return Scenario(
        slug="desk",
        data={item.name: item for item in items},
        tasks={},
        roster={"analyst": Agent("analyst", "the analyst", {}), "writer": Agent("writer", "the writer", {})},
        tools={
            "orders": Tool("orders", "Looks up an order", ("message",), "order", ""),
            "pay": Tool("pay", "Pays", ("amount",), "paid", "", effect=True),
        },
        policies=(),
        budget=WorldBudget(1.0, 60.0, 1.0),
        deliverables={},
        suites={},
        casebook=None,
    )


class Handler(BaseHTTPRequestHandler):
    """One request: noted, then answered by the next behaviour of the server's script."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answer a chat completion."""
        server: Any = self.server
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        with server.lock:
            server.requests.append({"path": self.path, "key": self.headers.get("authorization"), **body})
            script = server.script
            behaviour = script.pop(0) if len(script) > 1 else script[0]
        behaviour(self, body)

    def send(self, status: int, data: Any, headers: dict[str, str] | None = None) -> None:
        """A whole answer; bytes are sent as they are, everything else as JSON."""
        payload = data if isinstance(data, bytes) else json.dumps(data).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(payload)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(payload)

    def send_stream(self, chunks: list[Any], end: bool = True) -> None:
        """Server-sent events, one chunk each; without an end the connection just closes."""
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        for chunk in chunks:
            self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")
            self.wfile.flush()
        if end:
            self.wfile.write(b"data: [DONE]\n\n")
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


class Server:
    """What a test sees of the server: where it is, what it was asked."""

    def __init__(self, http: Any) -> None:
        self.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
        self.requests: list[dict[str, Any]] = http.requests

    def endpoint(self, **changes: Any) -> Endpoint:
        """An endpoint with a model for each tier; a million tokens cost 1 euro in, 2 out."""
        settings: dict[str, Any] = {
            "base_url": self.url,
            "api_key": "test-key",
            "models": {"small": "tiny-1", "medium": "mid-1", "large": "big-1"},
            "prices": {tier: Price(1.0, 2.0) for tier in ("small", "medium", "large")},
        }
        return Endpoint(**(settings | changes))


@contextmanager
def serve(*script: Behaviour) -> Iterator[Server]:
    """A server that goes through these behaviours; the last one stays."""
    http: Any = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    http.requests = []
    http.script = list(script)
    http.lock = threading.Lock()
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Server(http)
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def completion(content: Any, *, finish: str = "stop", **message: Any) -> dict[str, Any]:
    """A whole chat completion; plain data becomes the JSON text of the answer."""
    text = content if content is None or isinstance(content, str) else json.dumps(content)
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "big-1-0525",
        "choices": [
            {
                "index": 0,
                "finish_reason": finish,
                "message": {"role": "assistant", "content": text, **message},
            }
        ],
        "usage": {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150},
    }


def chunk(
    delta: dict[str, Any], finish: str | None = None, usage: dict[str, int] | None = None
) -> dict[
    str,
    Any,
]:
    """One piece of a streamed completion."""
    return {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "big-1-0525",
        "choices": [] if usage else [{"index": 0, "delta": delta, "finish_reason": finish}],
        "usage": usage,
    }


USAGE = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}


def answer(content: Any, **rest: Any) -> Behaviour:
    """Answer properly, streamed where that is asked for."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        whole = completion(content, **rest)
        if not body.get("stream"):
            handler.send(200, whole)
            return
        text = whole["choices"][0]["message"]["content"]
        chunks = [chunk({"role": "assistant", "content": ""})]
        chunks += [chunk({"content": text[at : at + 7]}) for at in range(0, len(text), 7)]
        chunks.append(chunk({}, rest.get("finish", "stop")))
        if body.get("stream_options", {}).get("include_usage"):
            chunks.append(chunk({}, usage=USAGE))
        handler.send_stream(chunks)

    return behave


def call_tool(name: str, arguments: str) -> Behaviour:
    """Ask for a tool, streamed in pieces where that is asked for."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        function = {"name": name, "arguments": arguments}
        if not body.get("stream"):
            calls = [{"id": "t1", "type": "function", "function": function}]
            handler.send(200, completion(None, finish="tool_calls", tool_calls=calls))
            return
        start = {"index": 0, "id": "t1", "type": "function", "function": {"name": name, "arguments": ""}}
        pieces = [
            {"index": 0, "function": {"arguments": arguments[at : at + 3]}}
            for at in range(
                0,
                len(arguments),
                3,
            )
        ]
        chunks = [chunk({"tool_calls": [piece]}) for piece in [start, *pieces]]
        handler.send_stream([*chunks, chunk({}, "tool_calls"), chunk({}, usage=USAGE)])

    return behave


def fail(status: int, code: str = "", headers: dict[str, str] | None = None) -> Behaviour:
    """Answer with an error."""
    body = {"error": {"message": "no", "type": "error", "code": code or None}}
    return lambda handler, _: handler.send(status, body, headers)


def send(status: int, data: Any) -> Behaviour:
    """Answer with exactly this."""
    return lambda handler, _: handler.send(status, data)


def sleep(seconds: float) -> Behaviour:
    """Take too long."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        time.sleep(seconds)
        handler.close_connection = True

    return behave


def hang_up() -> Behaviour:
    """Close the connection without a word."""

    def behave(handler: Handler, body: dict[str, Any]) -> None:
        handler.close_connection = True
        handler.connection.close()

    return behave


def break_off() -> Behaviour:
    """Begin a stream and close in the middle of it."""
    return lambda handler, _: handler.send_stream([chunk({"content": '{"intent": "re'})], end=False)
