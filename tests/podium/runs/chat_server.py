"""A small server that speaks the chat completions protocol over loopback, answering each question with the
first allowed word of what was asked for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


class ChatServer(ThreadingHTTPServer):
    """Counts the calls; `answer` is what every question gets, `code` its HTTP status."""

    calls = 0
    answer: Any = None
    code = 200


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        self.server.calls += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        message = {"role": "assistant", "content": json.dumps(self.server.answer)}
        body = {
            "id": "chat-1",
            "object": "chat.completion",
            "created": 0,
            "model": "loopback-1",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 20, "completion_tokens": 5, "total_tokens": 25},
        }
        if self.server.code != 200:
            body = {"error": {"message": "The model is resting.", "type": "server_error"}}
        text = json.dumps(body).encode()
        self.send_response(self.server.code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def chat_server(answer: Any, code: int = 200) -> Iterator[tuple[ChatServer, str]]:
    """A running server and its address."""
    server = ChatServer(("127.0.0.1", 0), _Handler)
    server.answer, server.code = answer, code
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
