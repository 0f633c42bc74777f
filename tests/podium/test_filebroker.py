"""The embedded broker: messages as files that appear whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from queue import Empty
from threading import Thread

import pytest
from kombu import Connection

from podium.filebroker import Channel


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    options = {
        "data_folder_in": str(tmp_path / "queue"),
        "data_folder_out": str(tmp_path / "queue"),
        "control_folder": str(tmp_path / "control"),
    }
    connection = Connection("localhost", transport="podium.filebroker:Transport", transport_options=options)
    yield connection
    connection.release()


def test_messages_come_in_the_order_they_were_sent(connection: Connection) -> None:
    with connection.SimpleQueue("podium") as queue:
        for number in range(3):
            queue.put({"number": number})
        assert [queue.get(timeout=2).payload["number"] for _ in range(3)] == [0, 1, 2]
        with pytest.raises(Empty):
            queue.get_nowait()


def test_a_reader_never_meets_half_a_message(connection: Connection) -> None:
    reader, writer = connection.channel(), connection.clone().channel()
    assert isinstance(reader, Channel)
    payload = {"text": "x" * 200_000}
    sender = Thread(target=lambda: [writer._put("podium", payload) for _ in range(60)])
    sender.start()
    read = 0
    while read < 60:
        try:
            assert reader._get("podium") == payload
            read += 1
        except Empty:
            assert sender.is_alive() or read == 60 or any(Path(reader.data_folder_in).iterdir())
    sender.join()


def test_folders_are_made_where_there_are_none(connection: Connection, tmp_path: Path) -> None:
    connection.channel()
    assert {path.name for path in tmp_path.iterdir()} == {"queue", "control", "staging"}
