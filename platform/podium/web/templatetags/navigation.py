"""Where the reader is: the masthead's tabs."""

from __future__ import annotations

from typing import Any

from django import template

register = template.Library()

SECTIONS = {
    "programme": ("/programme/", "/exercises/", "/studio/"),
    "submissions": ("/submissions/",),
    "profile": ("/profile/",),
    "how_grading_works": ("/how-grading-works/",),
    "help": ("/help/", "/hazards/"),
}


@register.simple_tag(takes_context=True)
def current(context: dict[str, Any], section: str) -> str:
    """`aria-current` for the tab of the section that holds this page: "page", or "true" deeper inside."""
    request = context.get("request")
    path = request.path if request else ""
    if path == SECTIONS[section][0]:
        return "page"
    return "true" if path.startswith(SECTIONS[section]) else ""
