"""`python -m podium.cli`, the same as `podium`."""

from __future__ import annotations

import sys

from podium.cli import main

sys.exit(main())
