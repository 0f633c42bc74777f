"""The Celery app. A message is only a poke: the submission's row is the queue (see podium.submissions.queue)."""

from __future__ import annotations

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "podium.settings")
TRANSPORT_ALIASES["podium-files"] = "podium.filebroker:Transport"

app = Celery("podium")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
