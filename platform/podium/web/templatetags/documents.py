"""Pages that are written as Markdown in docs/."""

from __future__ import annotations

import re
from functools import lru_cache

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from podium.courses.packages import render_markdown

register = template.Library()

TITLE = re.compile(r"^\s*<h1>.*?</h1>", re.DOTALL)
SCROLL = '<div class="table-scroll" tabindex="0" role="group" aria-label="Table"><table>'


@register.simple_tag
def document(name: str) -> SafeString:
    """The cleaned HTML of docs/<name>.md; empty where the docs were not installed."""
    return _render(name)


@register.filter
def without_title(html: str) -> SafeString:
    """A brief whose first heading only repeats the page's title. `html` is cleaned already."""
    return mark_safe(TITLE.sub("", html, count=1))  # noqa: S308  cleaned by nh3


@lru_cache(maxsize=8)
def _render(name: str) -> SafeString:
    path = settings.PODIUM_ROOT / "docs" / f"{name}.md"
    if not path.exists():
        return mark_safe("")
    html = render_markdown(path.read_text(encoding="utf-8"))
    return mark_safe(html.replace("<table>", SCROLL).replace("</table>", "</table></div>"))  # noqa: S308  cleaned by nh3
