"""Long lists in pages."""

from __future__ import annotations

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """Pages that stay right while rows are added; `cursor` names the place."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "-submitted_at"
