"""From a run's event log to the spans of its trace."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.engine.event import Event, Path
from sandbox.step import written_id
from sandbox.telemetry import names
from sandbox.telemetry.chats import chat_spans
from sandbox.telemetry.span import Scalar, Span, SpanEvent
from workflow.document import Document, Graph, Node

_PORTS = ("step_finished", "step_passed")


@dataclass(frozen=True, slots=True)
class Telling:
    """What a trace is told of its run besides the events, and whether content may be in it."""

    name: str
    case: str = ""
    mode: str = "simulated"
    content: bool = False


def make_trace(document: Document, events: Iterable[Event], telling: Telling) -> list[Span]:
    """The spans of a run, the root first and parents before their children: the workflow, its containers with
    their turns and items, each try of an agent, tool, reviewer or person, and the calls of models inside.
    What takes no time is an event of the span around it."""
    tracer = _Tracer(document, telling)
    for event in events:
        tracer.take(event)
    return tracer.close()


class _Tracer:
    """Reads a log once, from the first event to the last."""

    def __init__(self, document: Document, telling: Telling) -> None:
        self.graph = document.graph
        self.telling = telling
        # Free text may hold what the policy redacts in other words; values are redacted in the log itself.
        self.with_words = telling.content and not document.policy.redact
        self.spans: list[Span] = []
        self.steps: dict[tuple[str | None, Path, int], int] = {}
        self.places: dict[Path, int] = {}
        self.touched: dict[Path, float] = {}
        """When something last happened in a place."""
        self.now = 0.0
        self.live = telling.mode == "live"
        root = Span(f"{names.INVOKE_WORKFLOW} {telling.name}", None, 0.0)
        root.attributes = {names.OPERATION_NAME: names.INVOKE_WORKFLOW, names.AGENT_NAME: telling.name}
        root.attributes |= {names.MODE: telling.mode} | ({names.CASE: telling.case} if telling.case else {})
        self.spans.append(root)

    def take(self, event: Event) -> None:
        """One event more."""
        self.now = max(self.now, event.at)
        for depth in range(1, len(event.path) + 1):
            self.touched[event.path[:depth]] = event.at
        if event.type == "step_started":
            self._open_step(event)
        elif event.type in ("turn_started", "item_started"):
            number = int(event.data["turn" if event.type == "turn_started" else "item"])
            self._place((*event.path, (event.node or "", number)), event.at)
        elif event.type in ("step_finished", "step_failed") and "attempt" in event.data:
            self._close_step(event)
        elif event.type in ("step_finished", "step_failed", "step_passed"):
            self._close_place(event)
        elif event.type == "run_finished":
            self._finish(event)
        elif event.type != "run_started":
            self._note(event)

    def close(self) -> list[Span]:
        """The spans. What the end of the log found at work ends with it."""
        for span in self.spans:
            if span.end is None:
                span.end = self.now
        return self.spans

    def _place(self, path: Path, at: float) -> int:
        """The span of a place inside containers; opened with those around it where it is new."""
        if not path:
            return 0
        found = self.places.get(path)
        if found is not None:
            return found
        node, number = path[-1]
        kind = self._kind(node, path[:-1])
        owner = self.places.get((*path[:-1], (node, 0)))
        if owner is None:
            around = self._place(path[:-1], at)
            owner = self._add(f"{kind} {node}", around, at, node, path[:-1])
            self.places[(*path[:-1], (node, 0))] = owner
        if kind in ("subflow", "plan", "task"):
            self.spans[owner].name = f"{names.INVOKE_WORKFLOW} {node}"
            self.spans[owner].attributes |= {
                names.OPERATION_NAME: names.INVOKE_WORKFLOW,
                names.AGENT_NAME: node,
            }
            self.places[path] = owner
            return owner
        word = "item" if kind == "map" else "turn"
        inner = self._add(f"{word} {number} of {node}", owner, at, node, path)
        if word == "turn":
            self._end_earlier(path, at)
        self.places[path] = inner
        return inner

    def _end_earlier(self, path: Path, at: float) -> None:
        """A loop's turn ends where the next one begins."""
        node, number = path[-1]
        before = self.places.get((*path[:-1], (node, number - 1)))
        if number > 1 and before is not None and self.spans[before].end is None:
            self.spans[before].end = at

    def _add(self, name: str, parent: int, at: float, node: str, path: Path) -> int:
        span = Span(name, parent, at)
        span.attributes = {names.NODE: node, names.KIND: self._kind(node, path)}
        if path:
            span.attributes[names.PATH] = path_text(path)
        self.spans.append(span)
        return len(self.spans) - 1

    def _open_step(self, event: Event) -> None:
        node_id = event.node or ""
        node = self._node(node_id, event.path)
        parent = self._place(event.path, event.at)
        begins = event.at + float(event.data.get("wait", 0.0))
        at = self._add(node_id, parent, begins, node_id, event.path)
        span = self.spans[at]
        span.name, told = describe_step(node_id, node, self._provider(), bool(event.data.get("fallback")))
        span.attributes |= told | {names.ATTEMPT: int(event.data["attempt"])}
        self.steps[(event.node, event.path, event.data["attempt"])] = at

    def _close_step(self, event: Event) -> None:
        at = self.steps.get((event.node, event.path, event.data["attempt"]))
        if at is None:
            return
        span, data = self.spans[at], event.data
        span.end = max(event.at, span.start)
        span.attributes[names.COST] = float(data.get("cost", 0.0))
        if data.get("minutes"):
            span.attributes[names.HUMAN_MINUTES] = float(data["minutes"])
        if data.get("port"):
            span.attributes[names.PORT] = str(data["port"])
        if event.type == "step_failed":
            span.error = str(data.get("message") or data["status"])
            span.attributes[names.ERROR_TYPE] = error_type(data)
        if span.attributes.get(names.OPERATION_NAME) == names.EXECUTE_TOOL and self.telling.content:
            span.attributes[names.TOOL_RESULT] = _json(data.get("values", {}))
        if span.attributes.get(names.OPERATION_NAME) in (names.INVOKE_AGENT, names.PLAN):
            self._usage(span, data)
            self.spans += chat_spans(at, span, data, self._provider(), self.with_words)
            if self.telling.content:
                span.attributes[names.OUTPUT_MESSAGES] = _said(_json(data.get("values", {})))

    def _usage(self, span: Span, data: Mapping[str, Any]) -> None:
        tokens = data.get("tokens", (0, 0))
        span.attributes |= {names.INPUT_TOKENS: int(tokens[0]), names.OUTPUT_TOKENS: int(tokens[1])}

    def _close_place(self, event: Event) -> None:
        """A container is left; anything else that takes no time is an event of the span around it."""
        at = self.places.get((*event.path, (event.node or "", 0)))
        if at is None:
            self._note(event)
            return
        depth = len(event.path)
        for path, inner in self.places.items():
            is_inside = len(path) > depth and path[:depth] == event.path and path[depth][0] == event.node
            if is_inside and self.spans[inner].end is None:
                self.spans[inner].end = self.touched.get(path, event.at)
        span = self.spans[at]
        span.end = event.at
        if event.data.get("port"):
            span.attributes[names.PORT] = str(event.data["port"])
        if event.type == "step_failed":
            span.error = str(event.data.get("message") or event.data["status"])
            span.attributes[names.ERROR_TYPE] = str(event.data["status"])

    def _note(self, event: Event) -> None:
        """An event without a span of its own; a memory is looked up or written in no time."""
        node = self._node(event.node or "", event.path)
        around = self._place(event.path, event.at)
        if node is not None and node.kind == "memory" and event.type == "step_finished":
            operation = names.SEARCH_MEMORY if node.settings.action == "read" else names.UPSERT_MEMORY
            at = self._add(operation, around, event.at, node.id, event.path)
            self.spans[at].end = event.at
            self.spans[at].attributes |= {
                names.OPERATION_NAME: operation,
                names.MEMORY_STORE_ID: node.settings.store,
                names.PORT: str(event.data["port"]),
            }
            return
        told: dict[str, Scalar] = {names.NODE: event.node or ""}
        for name, key in (
            (names.PORT, "port"),
            (names.EFFECT_KEY, "key"),
            (names.POLICY, "policy"),
            (names.REASON, "reason"),
        ):
            if isinstance(event.data.get(key), str):
                told[name] = event.data[key]
        if event.type == "step_failed":
            told[names.ERROR_TYPE] = str(event.data["status"])
        self.spans[around].events.append(SpanEvent(names.EVENT_PREFIX + event.type, event.at, told))

    def _finish(self, event: Event) -> None:
        root, data = self.spans[0], event.data
        root.end = event.at
        root.attributes |= {
            names.STATUS: str(data["status"]),
            names.COST: float(data["cost"]),
            names.HUMAN_MINUTES: float(data["human_minutes"]),
        }
        tried = [self.spans[at].attributes for at in self.steps.values()]
        for name in (names.INPUT_TOKENS, names.OUTPUT_TOKENS):
            root.attributes[name] = sum(int(told.get(name, 0)) for told in tried)
        if data["status"] == "failed":
            root.error = str(data["reason"])
            root.attributes[names.ERROR_TYPE] = "run_failed"

    def _provider(self) -> str:
        return names.LIVE_PROVIDER if self.live else names.SIMULATED_PROVIDER

    def _node(self, node_id: str, path: Path) -> Node | None:
        """The node of the document that an event speaks of; a task of a plan is none."""
        graph: Graph | None = self.graph
        for container, _ in path:
            inner = _find(graph, written_id(container))
            graph = inner.inside if inner is not None else None
        return _find(graph, node_id)

    def _kind(self, node_id: str, path: Path) -> str:
        node = self._node(node_id, path)
        if node is not None:
            return node.kind
        return "task" if written_id(node_id) != node_id else "node"


def describe_step(
    node_id: str, node: Node | None, provider: str, fallback: bool
) -> tuple[str, dict[str, Scalar]]:
    """A step's span: its name, and what the conventions want to know of it from the start."""
    settings = node.settings if node is not None else None
    other = dict(node.limits.fallback or {}) if node is not None and fallback else {}
    if node is not None and node.kind == "human":
        return f"human {node_id}", {}
    if node is not None and node.kind == "tool":
        tool = str(other.get("tool", node.settings.tool))
        return f"{names.EXECUTE_TOOL} {tool}", {
            names.OPERATION_NAME: names.EXECUTE_TOOL,
            names.TOOL_NAME: tool,
            names.TOOL_TYPE: "function",
        }
    operation = names.PLAN if node is not None and node.kind == "plan" else names.INVOKE_AGENT
    agent = str(other.get("agent", getattr(settings, "agent", node_id)))
    told: dict[str, Scalar] = {
        names.OPERATION_NAME: operation,
        names.AGENT_NAME: agent,
        names.PROVIDER_NAME: provider,
    }
    model = other.get("model", getattr(settings, "model", ""))
    return f"{operation} {agent}", told | ({names.REQUEST_MODEL: str(model)} if model else {})


def error_type(data: Mapping[str, Any]) -> str:
    """A word for what went wrong: the endpoint's status or trouble where it was the endpoint, else ours."""
    trouble = data.get("detail", {}).get("trouble", {})
    return str(trouble.get("http_status") or trouble.get("reason") or data["status"])


def path_text(path: Path) -> str:
    """A place inside containers in a line: `letters:2/each:1`."""
    return "/".join(f"{node}:{number}" for node, number in path)


def _find(graph: Graph | None, node_id: str) -> Node | None:
    if graph is None:
        return None
    return next((node for node in graph.nodes if node.id == node_id), None)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _said(text: str) -> str:
    return _json([{"role": "assistant", "parts": [{"type": "text", "content": text}]}])
