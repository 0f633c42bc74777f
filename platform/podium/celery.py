"""The Celery app. A message is only a poke: the submission's row is the queue (see
podium.submissions.queue)."""

from __future__ import annotations

import os
import warnings

from celery import Celery
from celery.exceptions import SecurityWarning
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "podium.settings")
warnings.filterwarnings("ignore", category=SecurityWarning)  # in a container root is the usual user
TRANSPORT_ALIASES["podium-files"] = "podium.filebroker:Transport"

app = Celery("podium")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
