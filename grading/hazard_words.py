"""What to say about a fault: what happened, which instruction would have prevented it, what to try next."""

from __future__ import annotations

from sandbox.directives.catalogue import entry, title
from sandbox.world.hazards import HAZARDS

_HAPPENED = {
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
    return asked, f"Add a sentence of your own. {entry(directive).description}"
