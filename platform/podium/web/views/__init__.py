"""Pages, one module per subject."""

from podium.web.views.plain import csrf_failure

__all__ = ["csrf_failure"]
