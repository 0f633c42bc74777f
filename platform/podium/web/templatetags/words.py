"""The words of the site: names for skills, suites, levels and figures, ready for translation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

register = template.Library()

SKILLS: dict[str, Promise] = {
    "systems_thinking": _("Systems thinking"),
    "prompt_quality": _("Prompt quality"),
    "outcome_validation": _("Outcome validation"),
    "workflow_design": _("Workflow design"),
    "product_thinking": _("Product thinking"),
    "decision_making": _("Decision making"),
}
SKILL_MEANINGS: dict[str, Promise] = {
    "systems_thinking": _("What your structure could achieve at best: the right steps, well wired."),
    "prompt_quality": _("How many of the avoidable faults your instructions prevent."),
    "outcome_validation": _("How well your checks stop what is wrong and let through what is right."),
    "workflow_design": _("How people, agents, tools and data are combined."),
    "product_thinking": _("What the problem is, what success looks like, what to automate."),
    "decision_making": _("Accuracy, risk, business impact and priorities."),
}
SUITES: dict[str, Promise] = {
    "clean": _("ordinary cases"),
    "noisy": _("cases with faults in the data"),
    "adversarial": _("cases with traps"),
    "outage": _("cases while tools fail"),
    "practice": _("practice cases"),
}
LEVELS: dict[int, Promise] = {
    1: _("AI User"),
    2: _("AI-Assisted Worker"),
    3: _("AI Builder"),
    4: _("AI Orchestrator"),
    5: _("AI Architect"),
}
LEVEL_MEANINGS: dict[int, Promise] = {
    1: _("Use AI for simple tasks: one agent, a clear request, one result checked."),
    2: _("Speed up daily work: a chain of two or three steps with a review."),
    3: _("Build systems: routing, tools, structured output and guardrails."),
    4: _("Manage many agents: review loops, budgets, people who approve, and failures."),
    5: _("Design the whole: shared capacity, policies, audit and cost."),
}
DATA_LABELS: dict[str, Promise] = {
    "personal": _("personal data"),
    "confidential": _("confidential"),
    "untrusted": _("written by strangers"),
}
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV", 5: "V"}


@register.filter
def skill_title(slug: str) -> str:
    """The name of a skill; its slug in words where it is not one of the six."""
    return str(SKILLS.get(slug) or slug.replace("_", " ").capitalize())


@register.filter
def skill_meaning(slug: str) -> str:
    """What a skill measures, in a sentence."""
    return str(SKILL_MEANINGS.get(slug, ""))


@register.filter
def suite_title(slug: str) -> str:
    """A group of cases in plain words."""
    return str(SUITES.get(slug) or slug.replace("_", " "))


@register.filter
def level_title(level: int) -> str:
    """The name of a level of the hierarchy."""
    return str(LEVELS.get(level, ""))


@register.filter
def level_meaning(level: int) -> str:
    """What a person at this level does."""
    return str(LEVEL_MEANINGS.get(level, ""))


@register.filter
def label_title(slug: str) -> str:
    """What a data label warns of."""
    return str(DATA_LABELS.get(slug) or slug.replace("_", " "))


@register.filter
def source_title(source: str, tools: Sequence[Mapping[str, Any]]) -> str:
    """Where a value comes from, in words; a tool by its title."""
    if source == "case":
        return gettext("the case")
    if source == "work":
        return gettext("an agent’s work")
    slug = source.removeprefix("tool:")
    return next((str(tool["title"]) for tool in tools if tool["slug"] == slug), slug)


@register.filter
def roman(number: int) -> str:
    """A level as the movement of a programme is numbered; always beside its plain name."""
    return ROMAN.get(number, str(number))


@register.filter
def in_words(slug: str) -> str:
    """A slug as a person would write it."""
    return str(slug).replace("_", " ").replace("-", " ")


@register.filter
def initials(name: str) -> str:
    """At most two letters for the account button."""
    words = [word for word in name.replace("@", " ").replace(".", " ").split() if word]
    return "".join(word[0] for word in words[:2]).upper() or "?"


@register.filter
def seconds_in_words(seconds: float) -> str:
    """A duration as people say it: 0.8 s, 42 s, 1 min 20 s."""
    if seconds < 10:
        return gettext("%(seconds)s s") % {"seconds": number_format(round(seconds, 1), use_l10n=True)}
    whole = round(seconds)
    if whole < 60:
        return gettext("%(seconds)s s") % {"seconds": whole}
    minutes, rest = divmod(whole, 60)
    if not rest:
        return gettext("%(minutes)s min") % {"minutes": minutes}
    return gettext("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest}


@register.filter
def minutes_in_words(minutes: float) -> str:
    """Minutes of a person's time."""
    whole = round(minutes, 1)
    shown = number_format(int(whole) if whole == int(whole) else whole, use_l10n=True)
    return gettext("%(minutes)s min") % {"minutes": shown}


@register.filter
def cost_in_words(cost: float) -> str:
    """Euros of a case: small sums keep a third decimal, tiny ones a fourth."""
    places = 2 if cost >= 1 else 3 if cost >= 0.01 or cost == 0 else 4
    return "€" + number_format(cost, decimal_pos=places, use_l10n=True)


@register.filter
def percent(share: float) -> str:
    """A share 0..1 as a whole per cent."""
    return gettext("%(percent)s %%") % {"percent": round(share * 100)}


@register.filter
def tone(value: float | None, passing: float = 70) -> str:
    """The tint of a score 0..100 against the line it had to reach: ok, warn, err."""
    if value is None:
        return ""
    if value >= passing:
        return "ok"
    return "warn" if value >= passing / 2 else "err"


@register.filter
def times(value: float | None, factor: float) -> float | None:
    """A value on another scale: 0..1 times 100. None stays None."""
    return None if value is None else value * factor
