"""A grade, shaped for the result page: what to fix first, why it did not pass, the figures in their order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from podium.web.templatetags.words import SUITES, skill_title

register = template.Library()

PASSING = 70
SHOWN = 3
FAMILIES = {
    **dict.fromkeys(("agent", "subflow"), "strings"),
    **dict.fromkeys(("tool", "plan", "set"), "percussion"),
    **dict.fromkeys(("map", "join"), "winds"),
    **dict.fromkeys(("router", "loop"), "horns"),
    "human": "voice",
    **dict.fromkeys(("check", "review", "memory"), "keys"),
}


@register.filter
def lookup(names: Mapping[str, str], key: str | None) -> str:
    """What the learner called a node; its id where it has no name."""
    return names.get(key, key) if key else ""


@register.filter
def family(document: Mapping[str, Any], node_id: str | None) -> str:
    """The colour family of a node's kind, as on the canvas; "plain" for input, output and the unknown."""
    waiting: list[Any] = [document]
    while waiting:
        graph = waiting.pop()
        nodes = graph.get("nodes") if isinstance(graph, Mapping) else None
        for node in nodes if isinstance(nodes, list) else []:
            if isinstance(node, Mapping) and node.get("id") == node_id:
                return FAMILIES.get(str(node.get("kind")), "plain")
            if isinstance(node, Mapping):
                waiting.append(node.get("inside"))
    return "plain"


@register.filter
def costliest(grade: Mapping[str, Any]) -> dict[str, Any] | None:
    """The piece of evidence that cost most, with its skill and criterion. None where nothing was lost."""
    found = [
        {"skill": skill["skill"], "criterion": criterion, "evidence": evidence}
        for skill in grade["skills"]
        for criterion in skill["criteria"]
        for evidence in criterion["evidence"]
        if evidence["points"] > 0
    ]
    return max(found, key=lambda row: float(row["evidence"]["points"]), default=None)


@register.filter
def reasons(grade: Mapping[str, Any]) -> list[str]:
    """Why a grade is not a pass, each in a sentence; empty where it is one."""
    if grade["passed"]:
        return []
    said = [
        gettext("%(skill)s is %(score)s; a pass needs %(passing)s.")
        % {"skill": skill_title(skill["skill"]), "score": skill["score"], "passing": PASSING}
        for skill in grade["skills"]
        if skill["score"] < PASSING
    ]
    over = grade["incidents"] - grade["incidents_tolerated"]
    if over > 0:
        said.append(
            ngettext(
                "%(count)s incident: something that the policies forbid. This exercise tolerates %(least)s.",
                "%(count)s incidents: things that the policies forbid. This exercise tolerates %(least)s.",
                grade["incidents"],
            )
            % {"count": grade["incidents"], "least": grade["incidents_tolerated"]}
        )
    return said


@register.filter
def suite_outcomes(grade: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The outcome in each group of hidden cases, 0..100, in the order of the grading page."""
    figures = grade["figures"]
    return [
        {"suite": suite, "title": str(title), "outcome": figures[f"outcome_{suite}"]}
        for suite, title in SUITES.items()
        if figures.get(f"outcome_{suite}") is not None
    ]


@register.filter
def rubric(skill: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A skill's criteria in their order, the evidence split into what weighs most and the rest.

    Only the criterion that lost most is open: the page begins with what matters.
    """
    rows = []
    for criterion in skill["criteria"]:
        found = sorted(criterion["evidence"], key=lambda row: -float(row["points"]))
        lost = sum(float(row["points"]) for row in found)
        rows.append({"criterion": criterion, "lost": lost, "first": found[:SHOWN], "rest": found[SHOWN:]})
    most = max((row["lost"] for row in rows), default=0.0)
    return [{**row, "is_open": row["lost"] > 0 and row["lost"] == most} for row in rows]


@register.filter
def total(counts: Mapping[str, int]) -> int:
    """How many hidden cases there are in all suites."""
    return sum(counts.values())


@register.filter
def lost_points(value: float) -> str:
    """What a finding cost: whole points, one decimal below ten."""
    shown = round(value) if value >= 10 else round(value, 1)
    return ngettext("−%(points)s point", "−%(points)s points", 1 if shown == 1 else 2) % {
        "points": number_format(int(shown) if shown == int(shown) else shown)
    }
