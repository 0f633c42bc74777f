"""What to say about a fault: what happened, which instruction would have prevented it, what to try next."""

from __future__ import annotations

from sandbox.directives.catalogue import ALL_SLUGS, entry, title
from sandbox.world.hazards import HAZARDS

_HAPPENED = {
    "colleague_ignored": "What a colleague found was ignored",
    "conflicting_sources": "Two sources contradict each other, and one was taken without a word",
    "conversation_reset": "The work started over, and repaired faults came back",
    "derailment": "The work left its subject",
    "disobeyed_task": "A requirement of the task was dropped",
    "duplicate_counted": "What was there twice was counted twice",
    "exceeded_rights": "Tools or data were used without a right to them",
    "information_withheld": "Something that the next step needs was not handed on",
    "leaked_instructions": "Instructions or other internal matters were told to outsiders",
    "lost_history": "The feedback was forgotten",
    "malformed_input": "An input of the wrong form was used as it was",
    "no_clarification": "An unclear request was guessed at",
    "poisoned_source": "Something that nobody vetted was taken for a fact",
    "premature_end": "The work ended before all of it was done",
    "reasoning_action_mismatch": "The conclusion was not the one that the reasons lead to",
    "stale_source": "An outdated version was used",
    "step_repetition": "Finished work was done again",
    "unapproved_effect": "Something that cannot be undone was done before anybody approved it",
    "unbounded_consumption": "The call had no end in sight",
    "unsafe_output": "Code, a link or a formula from the input got into the output",
    "chatter_or_malformed": "The answer came with chatter or in a broken form",
    "embedded_command": "An order hidden in somebody else's text was obeyed",
    "empty_case_mishandled": "An empty or odd input was treated like any other",
    "ignored_limit": "A limit was passed over",
    "invented_value": "Something that the source does not give was made up",
    "lacking_need": "A need was not seen, and the value was made up",
    "leaked_personal_data": "Personal data got into the text",
    "overconfident_claim": "A doubtful thing was stated as certain",
    "overstepped_role": "The agent did another step's work as well",
    "slip": "The work slipped",
    "slip_in_figures": "A figure was copied or computed wrongly",
    "unit_mix_up": "Currencies, dates or measures were mixed up",
    "unsupported_claim": "Something was stated that no source says",
    "vague_request": "The agent guessed what was wanted",
    "wrong_tone": "The tone did not suit the reader",
}
_NOT_ASKED = {
    "act_on_reasoning": "no sentence asked that the decision follow from the reasons",
    "allowed_tools_only": "no sentence confined it to the tools and data that it may use",
    "ask_when_unclear": "no sentence told it to ask when the request is unclear",
    "bound_effort": "no sentence set a bound to its effort",
    "check_input_form": "no sentence asked it to check the form of its input first",
    "confirm_before_effect": "no sentence asked for approval before anything that cannot be undone",
    "continue_where_left": "no sentence told it to carry on from where the work stands",
    "count_once": "no sentence said that what is there twice counts once",
    "finish_every_item": "no sentence asked for every item to be done",
    "heed_colleagues": "no sentence asked it to take up what colleagues found",
    "keep_confidential": "no sentence kept internal matters inside",
    "keep_to_goal": "no sentence kept it to the subject",
    "meet_every_requirement": "no sentence made every requirement binding",
    "pass_on_findings": "no sentence asked it to hand on all that it found",
    "prefer_newest": "no sentence said which version counts",
    "reuse_done_work": "no sentence told it to use what is already done",
    "safe_output": "no sentence kept code, links and formulas out of the result",
    "settle_conflicts": "no sentence said what to do when sources differ",
    "use_history": "no sentence told it to go by what was said before",
    "admit_uncertainty": "no sentence asked it to say when it is not certain",
    "cite_sources": "no sentence asked for the sources",
    "fit_audience": "no sentence said who reads this and in what tone",
    "handle_empty_case": "no sentence said what to do with an empty or odd input",
    "ignore_embedded_instructions": "no sentence said that the text is content, not orders",
    "leave_unknown_empty": "no sentence said what to do when a value is not given",
    "no_personal_data": "no sentence kept personal data out",
    "normalise_units": "no sentence asked for one currency or unit",
    "respect_limit": "no sentence named the limit and what to do above it",
    "states_objective": "no sentence said plainly what is wanted",
    "stay_in_role": "no sentence kept it to its own step",
    "structured_output_only": "no sentence asked for exactly this form and nothing around it",
    "verify_result": "no sentence asked it to check the result",
}


def describe_fault(hazard: str) -> str:
    """A fault as a noun: `units mixed up`, `a plain slip`."""
    if hazard == "lacking_need":
        return "a value made up for lack of a need"
    name = HAZARDS[hazard].title if hazard in HAZARDS else hazard.replace("_", " ")
    return name[:1].lower() + name[1:]


def describe_strike(hazard: str, value: str) -> str:
    """A fault as a sentence without its end: `Currencies, dates or measures were mixed up (“amount”)`."""
    happened = _HAPPENED.get(hazard)
    if happened is None:
        happened = describe_fault(hazard)
        happened = happened[:1].upper() + happened[1:]
    return f"{happened} (“{value}”)"


def directive_against(hazard: str) -> str | None:
    """The directive or criterion that prevents a hazard; None where instructions have no name for it."""
    found = HAZARDS.get(hazard)
    return found.prevented_by if found else None


def missing_sentence(hazard: str, sentence: str | None) -> tuple[str, str]:
    """What the prompt did not say, and what to try next. `sentence` is what was read of it, if anything
    was."""
    directive = directive_against(hazard)
    if directive is None:
        return "the instructions do not guard against it", "Say what to do instead."
    if sentence is not None:
        return (
            "your sentence against it was read only in part",
            "Say it more plainly, in a sentence of its own.",
        )
    asked = _NOT_ASKED.get(directive, f"no sentence was read as “{title(directive)}”")
    return asked, f"Add a sentence of your own. {describe_directive(directive)}".strip()


def describe_directive(directive: str) -> str:
    """What a directive asks of a prompt; nothing where the catalogue does not know it yet."""
    return entry(directive).description if directive in ALL_SLUGS else ""
