"""Icons: a few strokes each on a grid of 16, drawn here so that no sprite or font is loaded."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

STROKES = {
    "check": "M3 8.5 6.5 12 13 4.5",
    "cross": "M4 4l8 8M12 4l-8 8",
    "arrow": "M3 8h10M9 4l4 4-4 4",
    "back": "M13 8H3M7 4 3 8l4 4",
    "clock": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 5v3.2l2.2 1.6",
    "person": "M8 2.5a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M3 14c.4-3 2.4-4.4 5-4.4s4.6 1.4 5 4.4",
    "coin": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M10 6.2A2.2 2.2 0 0 0 8 5a1.5 1.5 0 0 0 0 3 1.5 1.5 0 0 1 0 3 "
    "2.2 2.2 0 0 1-2-1.2M8 4v1M8 11v1",
    "info": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 7.5V11M8 5v.1",
    "warning": "M8 2.5 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1",
    "error": "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 5v3.5M8 11v.1",
    "canvas": "M2 4h4v3H2zM10 9h4v3h-4zM6 5.5h2.5v5H10",
    "again": "M13 8a5 5 0 1 1-1.6-3.6M13 2v3h-3",
    "tool": "M10 3a3 3 0 0 0-3 4L2.5 11.5l2 2L9 9a3 3 0 0 0 4-3l-2 1-1.5-1.5 1-2z",
}

HALF_DISC = mark_safe('<path d="M8 2a6 6 0 1 0 0 12z" fill="currentColor" stroke="none"/>')
BATON = mark_safe(
    '<svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.8" '
    'aria-hidden="true" focusable="false"><path d="M5.5 17.5v-4.6h9v4.6M2 17.5h16"/>'
    '<path class="brand-baton" d="M4 9.5 17.5 3"/></svg>'
)


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon beside a word: hidden from screen readers, coloured as the text is. KeyError if unknown."""
    return _svg(format_html('<path d="{}"/>', STROKES[name]))


@register.simple_tag
def theme_icon() -> SafeString:
    """The half-lit disc of the theme switch."""
    return _svg(format_html('<circle cx="8" cy="8" r="6"/>{}', HALF_DISC))


@register.simple_tag
def brand_mark() -> SafeString:
    """The sign of the house: a podium and a baton."""
    return BATON


def _svg(inside: SafeString) -> SafeString:
    return format_html(
        '<svg class="icon" width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" '
        'stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" '
        'aria-hidden="true" focusable="false">{}</svg>',
        inside,
    )
