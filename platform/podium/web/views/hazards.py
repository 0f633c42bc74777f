"""The library of hazards, and each hazard at work beside its mended runs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sandbox.directives.catalogue import title
from sandbox.world.demonstration.showing import show_play
from sandbox.world.hazards import HAZARDS
from sandbox.world.hazards.hazard import GROUPS, Hazard


def hazards(request: HttpRequest) -> HttpResponse:
    """`web/hazards.html`: `tabs` (slug, title, count, is_current), and `sections` (title, entries of
    hazard, directive). `?group=` shows one group; an unknown one shows all."""
    chosen = request.GET.get("group", "")
    chosen = chosen if chosen in GROUPS else ""
    sections = [
        {"slug": slug, "title": name, "entries": [_entry(hazard) for hazard in _members(slug, bool(chosen))]}
        for slug, name in GROUPS.items()
        if chosen in ("", slug)
    ]
    tabs = [
        {"slug": slug, "title": name, "count": len(_members(slug, bool(slug))), "is_current": slug == chosen}
        for slug, name in (("", ""), *GROUPS.items())
    ]
    return render(request, "web/hazards.html", {"sections": sections, "tabs": tabs, "count": len(HAZARDS)})


def hazard(request: HttpRequest, slug: str) -> HttpResponse:
    """`web/hazard.html`: `hazard`, `directive` (its title), `shown` (a demonstration: the case, `bad` and its
    `twins`), `runs` (all of them, in order)."""
    if slug not in HAZARDS:
        raise Http404("There is no such hazard.")
    shown = show_play(slug)
    context = {**_entry(HAZARDS[slug]), "shown": shown, "runs": (shown.bad, *shown.twins)}
    return render(request, "web/hazard.html", context)


def _members(group: str, every: bool) -> list[Hazard]:
    """The hazards of a group (of all, for none): every member, or those that are shown under it first."""
    found = [
        each for each in HAZARDS.values()
        if not group or (group in each.groups if every else each.groups[0] == group)
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.mast or "", each.title))


def _entry(found: Hazard) -> dict[str, Any]:
    return {"hazard": found, "directive": title(found.prevented_by) if found.prevented_by else ""}
