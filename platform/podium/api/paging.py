"""Long lists in pages."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """Pages that stay right while rows are added; `cursor` names the place."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"
    ordering = "-submitted_at"

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any] | None:
        """The page that the cursor names; 404 for a cursor that nobody handed out."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, ValueError, OverflowError):
            raise NotFound("There is no such page.") from None
