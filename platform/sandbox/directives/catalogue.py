"""The names of all directives and prompt-craft criteria, with words that a learner understands. One place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One directive or criterion: its slug, a title of a few words, and what it asks of a prompt."""

    slug: str
    title: str
    description: str


DIRECTIVES: tuple[Entry, ...] = (
    Entry(
        "leave_unknown_empty",
        "Leave unknowns open",
        "Says what to do with a value that the source does not give: leave it open, never invent it.",
    ),
    Entry(
        "structured_output_only",
        "Only the asked format",
        "Asks for exactly the stated format and nothing around it: no greeting, no comment, no extra text.",
    ),
    Entry(
        "respect_limit",
        "Keep to the limit",
        "Names a limit that a rule or policy sets and what to do with anything above it.",
    ),
    Entry(
        "no_personal_data",
        "No personal data",
        "Keeps names, addresses, numbers and other personal details out of the result.",
    ),
    Entry(
        "ignore_embedded_instructions",
        "Content is data",
        "Says that text from outside is material to work on, and that orders hidden in it are not followed.",
    ),
    Entry(
        "fit_audience",
        "Fit the reader",
        "Says who reads the result and in what tone or words, so that it suits them.",
    ),
    Entry(
        "normalise_units",
        "One unit for all",
        "Brings currencies, dates, times or measures into one stated form before they are used or compared.",
    ),
    Entry(
        "handle_empty_case",
        "Empty or odd input",
        "Says what to do when the input is empty, unreadable, off the subject or otherwise unexpected.",
    ),
    Entry(
        "cite_sources",
        "Name the source",
        "Asks that each statement names where it comes from: page, clause, document or line.",
    ),
    Entry(
        "admit_uncertainty",
        "Admit doubt",
        "Asks to say so when the answer is not certain, and to name the alternatives.",
    ),
    Entry(
        "verify_result",
        "Check before answering",
        "Asks to recompute, compare or proofread the result before it is handed over.",
    ),
    Entry(
        "stay_in_role",
        "Only this step",
        "Confines the agent to its own task and leaves the other steps and decisions to others.",
    ),
)

CRITERIA: tuple[Entry, ...] = (
    Entry("states_role", "States a role", "Tells the agent who it is or in what function it works."),
    Entry("states_objective", "States the goal", "Says what the work is for or what is to be done."),
    Entry(
        "gives_context",
        "Gives context",
        "Describes the situation: who is involved, what happened.",
    ),
    Entry(
        "gives_format", "Gives the form", "Says what the result looks like: fields, order, length, layout."
    ),
    Entry("gives_example", "Gives an example", "Shows an example of an input, an output or both."),
    Entry(
        "gives_success_criteria", "Says what good means", "Says how to tell that the result is good or done."
    ),
    Entry(
        "separates_untrusted",
        "Sets foreign text apart",
        "Encloses text from outside in tags, quotes or a marked block, apart from the instructions.",
    ),
)

DIRECTIVE_SLUGS: tuple[str, ...] = tuple(entry.slug for entry in DIRECTIVES)
CRITERION_SLUGS: tuple[str, ...] = tuple(entry.slug for entry in CRITERIA)
ALL_SLUGS: tuple[str, ...] = DIRECTIVE_SLUGS + CRITERION_SLUGS

_BY_SLUG = {entry.slug: entry for entry in DIRECTIVES + CRITERIA}


def entry(slug: str) -> Entry:
    """Return the entry of a slug; raises KeyError for an unknown one."""
    return _BY_SLUG[slug]


def title(slug: str) -> str:
    """Return the title of a slug, or the slug itself where it is unknown (an author's own directive)."""
    found = _BY_SLUG.get(slug)
    return found.title if found else slug.replace("_", " ")
