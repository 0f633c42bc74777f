"""The embedded broker: messages as files in `var/broker`, so that nothing has to be installed.

Celery's own filesystem transport, with the one thing put right that could hurt here: a message is written
beside the queue and renamed into it, so that a reader never meets a half-written file. A message that is
lost all the same (a consumer killed between reading and running) costs a few seconds, until the sweeper
pokes again.
"""

from __future__ import annotations

import uuid
from pathlib import Path
from time import monotonic_ns
from typing import Any

from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """A channel whose messages appear whole or not at all."""

    def __init__(self, connection: Any, **options: Any) -> None:
        super().__init__(connection, **options)
        for folder in (self.data_folder_out, self.data_folder_in, self.control_folder, self._staging):
            Path(folder).mkdir(parents=True, exist_ok=True)

    @property
    def _staging(self) -> Path:
        return Path(self.data_folder_out).parent / "staging"

    def _put(self, queue: str, payload: Any, **options: Any) -> None:  # type: ignore[override]
        name = f"{monotonic_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        staged = self._staging / name
        staged.write_bytes(str_to_bytes(dumps(payload)))
        staged.rename(Path(self.data_folder_out) / name)


class Transport(filesystem.Transport):
    """Celery's filesystem transport over whole files."""

    Channel = Channel
    driver_type = "podium-files"
    driver_name = "podium-files"
