"""The hub: one poller, many listeners, nothing twice and nothing left out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from uuid import UUID, uuid4

import pytest

from podium.streams import hub as hub_module
from podium.streams.hub import Hub
from podium.streams.message import KEEP_ALIVE, RETRY, Message


class Source:
    """A journal that grows by hand and counts how often it is read."""

    def __init__(self) -> None:
        self.rows: dict[UUID, list[Message]] = {}
        self.reads = 0

    def write(self, subject: UUID, number: int, *, is_last: bool = False) -> None:
        self.rows.setdefault(subject, []).append(Message(number, "step", {"n": number}, is_last))

    def read(self, cursors: Mapping[UUID, int]) -> Mapping[UUID, list[Message]]:
        self.reads += 1
        return {
            subject: [message for message in self.rows.get(subject, []) if message.number > last]
            for subject, last in cursors.items()
        }


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "POLL_SECONDS", 0.01)


async def collect(hub: Hub, subject: UUID, last: int = 0) -> list[int]:
    parts = [part async for part in hub.listen(subject, last) if part not in {RETRY, KEEP_ALIVE}]
    return [int(part.split(b"\n")[0].removeprefix(b"id: ")) for part in parts]


async def test_the_backlog_comes_first_and_the_last_message_ends_the_stream() -> None:
    source, subject = Source(), uuid4()
    for number in (1, 2, 3):
        source.write(subject, number, is_last=number == 3)
    assert await collect(Hub(source.read), subject) == [1, 2, 3]


async def test_a_client_that_comes_back_goes_on_where_it_was() -> None:
    source, subject = Source(), uuid4()
    for number in (1, 2, 3):
        source.write(subject, number, is_last=number == 3)
    assert await collect(Hub(source.read), subject, last=2) == [3]


async def test_what_happens_while_listening_arrives_once_and_in_order() -> None:
    source, subject = Source(), uuid4()
    hub = Hub(source.read)
    listener = asyncio.create_task(collect(hub, subject))
    for number in range(1, 30):
        source.write(subject, number, is_last=number == 29)
        await asyncio.sleep(0.003)
    assert await asyncio.wait_for(listener, 5) == list(range(1, 30))


async def test_a_late_client_gets_what_the_others_have_had() -> None:
    source, subject = Source(), uuid4()
    hub = Hub(source.read)
    source.write(subject, 1)
    early = asyncio.create_task(collect(hub, subject))
    await asyncio.sleep(0.1)
    late = asyncio.create_task(collect(hub, subject))
    await asyncio.sleep(0.05)
    source.write(subject, 2, is_last=True)
    assert await asyncio.wait_for(asyncio.gather(early, late), 5) == [[1, 2], [1, 2]]


async def test_many_listeners_cost_one_poller() -> None:
    source, subjects = Source(), [uuid4() for _ in range(20)]
    hub = Hub(source.read)
    listeners = [asyncio.create_task(collect(hub, subjects[n % 20])) for n in range(200)]
    await asyncio.sleep(0.3)
    assert hub.client_count == 200
    before = source.reads
    await asyncio.sleep(0.3)
    assert source.reads - before < 40
    for subject in subjects:
        source.write(subject, 1, is_last=True)
    assert await asyncio.wait_for(asyncio.gather(*listeners), 5) == [[1]] * 200


async def test_the_poller_rests_when_nobody_listens() -> None:
    source, subject = Source(), uuid4()
    hub = Hub(source.read)
    listener = asyncio.create_task(collect(hub, subject))
    await asyncio.sleep(0.05)
    listener.cancel()
    await asyncio.gather(listener, return_exceptions=True)
    await asyncio.sleep(0.1)
    reads = source.reads
    await asyncio.sleep(0.1)
    assert (hub.client_count, source.reads) == (0, reads)


async def test_silence_is_filled_so_that_proxies_keep_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "KEEP_ALIVE_SECONDS", 0.02)
    stream = Hub(Source().read).listen(uuid4(), 0)
    assert [await anext(stream), await anext(stream)] == [RETRY, KEEP_ALIVE]
    await stream.aclose()


def test_a_message_is_one_line_of_data_whatever_it_holds() -> None:
    wire = Message(7, "step", {"text": "two\nlines \u2028 é"}).encode().decode()
    assert wire.startswith("id: 7\nevent: step\ndata: {")
    assert wire.count("\n") == 4
