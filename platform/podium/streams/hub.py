"""Fans what one poller reads out to many clients, so that a thousand waiting browsers cost one query at a
time."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError, close_old_connections

from podium.streams.message import KEEP_ALIVE, RETRY, Message

log = structlog.get_logger("podium.streams")

Read = Callable[[Mapping[UUID, int]], Mapping[UUID, list[Message]]]
"""From the last number seen of each subject to the messages after it."""

POLL_SECONDS = 0.25
KEEP_ALIVE_SECONDS = 15.0
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="podium-streams")


class Hub:
    """One kind of stream in one event loop. The poller runs only while somebody listens."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._clients: dict[UUID, set[asyncio.Queue[Message]]] = {}
        self._cursors: dict[UUID, int] = {}
        self._poller: asyncio.Task[None] | None = None

    async def listen(self, subject: UUID, last: int) -> AsyncIterator[bytes]:
        """The subject's messages after number `last`, as bytes, until the one that is the last."""
        queue: asyncio.Queue[Message] = asyncio.Queue()
        self._join(subject, queue, last)
        try:
            yield RETRY
            backlog = (await self._ask({subject: last})).get(subject, [])
            for message in backlog:
                last = message.number
                yield message.encode()
                if message.is_last:
                    return
            while True:
                try:
                    message = await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
                except TimeoutError:
                    yield KEEP_ALIVE
                    continue
                if message.number > last or message.is_last:
                    last = message.number
                    yield message.encode()
                if message.is_last:
                    return
        finally:
            self._leave(subject, queue)

    @property
    def client_count(self) -> int:
        """How many clients listen."""
        return sum(len(queues) for queues in self._clients.values())

    def _join(self, subject: UUID, queue: asyncio.Queue[Message], last: int) -> None:
        self._clients.setdefault(subject, set()).add(queue)
        self._cursors.setdefault(subject, last)
        if self._poller is None or self._poller.done():
            self._poller = asyncio.create_task(self._poll())

    def _leave(self, subject: UUID, queue: asyncio.Queue[Message]) -> None:
        queues = self._clients.get(subject, set())
        queues.discard(queue)
        if not queues:
            self._clients.pop(subject, None)
            self._cursors.pop(subject, None)

    async def _poll(self) -> None:
        while self._clients:
            try:
                found = await self._ask(dict(self._cursors))
            except DatabaseError as error:
                log.warning("stream_poll_failed", reason=str(error))
                found = {}
            for subject, messages in found.items():
                self._hand_out(subject, messages)
            await asyncio.sleep(POLL_SECONDS)

    def _hand_out(self, subject: UUID, messages: list[Message]) -> None:
        for message in messages:
            self._cursors[subject] = max(message.number, self._cursors.get(subject, 0))
            for queue in self._clients.get(subject, ()):
                queue.put_nowait(message)

    async def _ask(self, cursors: Mapping[UUID, int]) -> Mapping[UUID, list[Message]]:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(_threads, _read_and_give_back, self._read, cursors)


def _read_and_give_back(read: Read, cursors: Mapping[UUID, int]) -> Mapping[UUID, list[Message]]:
    """Read, then give the connection back: a stream stays open for minutes, a connection must not."""
    try:
        return read(cursors)
    finally:
        close_old_connections()


_hubs: weakref.WeakKeyDictionary[Any, dict[Read, Hub]] = weakref.WeakKeyDictionary()


def hub_for(read: Read) -> Hub:
    """The hub of this kind of stream in the running event loop."""
    of_loop = _hubs.setdefault(asyncio.get_running_loop(), {})
    return of_loop.setdefault(read, Hub(read))
