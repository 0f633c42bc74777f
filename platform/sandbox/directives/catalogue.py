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
    Entry(
        "meet_every_requirement",
        "Keep every requirement",
        "Makes every requirement of the task binding: all constraints as given, none dropped, none bent.",
    ),
    Entry(
        "reuse_done_work",
        "Use what is done",
        "Asks to look for work that is already done and to use it instead of doing it again.",
    ),
    Entry(
        "use_history",
        "Mind what went before",
        "Asks to take into account what was said, decided and found earlier.",
    ),
    Entry(
        "stop_when_done",
        "Know when to stop",
        "States the condition under which the work is finished, and asks to stop there.",
    ),
    Entry(
        "continue_where_left",
        "Carry on, don't restart",
        "Asks to carry on from the present state and never to start over or greet anew.",
    ),
    Entry(
        "ask_when_unclear",
        "Ask back",
        "Asks to put a question when the request is unclear or lacks something, instead of guessing.",
    ),
    Entry(
        "keep_to_goal",
        "Keep to the goal",
        "Holds the agent to the goal or subject and away from side tracks.",
    ),
    Entry(
        "pass_on_findings",
        "Hand on what you found",
        "Asks to hand on everything found that the next one needs, and to hold nothing back.",
    ),
    Entry(
        "heed_colleagues",
        "Take up remarks",
        "Asks to take up the remarks of colleagues or reviewers and to say how.",
    ),
    Entry(
        "act_on_reasoning",
        "Act on your reasons",
        "Asks that what is done or answered follows from what was concluded.",
    ),
    Entry(
        "finish_every_item",
        "Finish every part",
        "Asks to complete all items or parts before the work is handed in.",
    ),
    Entry(
        "check_every_point",
        "Check point by point",
        "Asks a reviewer to go through each point or requirement one by one and to skip none.",
    ),
    Entry(
        "judge_by_evidence",
        "Judge by the evidence",
        "Rests a verdict on comparison with the source, not on looks or on what the author claims.",
    ),
    Entry(
        "allowed_tools_only",
        "Only what is allowed",
        "Names the tools, data or rights that may be used, and rules out all others.",
    ),
    Entry(
        "confirm_before_effect",
        "Ask before it counts",
        "Wants a person's approval before anything that cannot be undone: pay, send, delete, publish.",
    ),
    Entry(
        "keep_confidential",
        "Keep secrets",
        "Keeps internal, secret or confidential matters to itself: own instructions, keys, prices, plans.",
    ),
    Entry(
        "prefer_newest",
        "The newest counts",
        "Says that of several versions the newest or valid one is used, by its date.",
    ),
    Entry(
        "settle_conflicts",
        "Settle contradictions",
        "Says what to do when sources contradict each other: say so, and which one wins, or name both.",
    ),
    Entry(
        "count_once",
        "Count once",
        "Asks to recognise what appears twice and to count it once.",
    ),
    Entry(
        "bound_effort",
        "Limit the effort",
        "Limits length, steps, calls, attempts, time or cost.",
    ),
    Entry(
        "check_input_form",
        "Check the input's form",
        "Asks to check that the input has the expected form before it is used, and to report what has not.",
    ),
    Entry(
        "safe_output",
        "Harmless output",
        "Keeps code, scripts, markup, links and formulas that another system could follow out of the result.",
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
