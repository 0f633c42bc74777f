"""Small closed lists of English cue words: negation, waiver, condition, report, and the words that carry
form."""

from __future__ import annotations

_NEGATIONS_LISTED = """
    not no never none nothing nobody nowhere neither nor without avoid avoiding refrain cannot
"""
NEGATIONS = frozenset(_NEGATIONS_LISTED.split())
_CONDITION_WORDS_LISTED = """
    if when where whenever wherever unless once should whether
"""
CONDITION_WORDS = frozenset(_CONDITION_WORDS_LISTED.split())
_CLAUSE_WORDS_LISTED = """
    but then because although though however instead otherwise while whereas
"""
CLAUSE_WORDS = frozenset(_CLAUSE_WORDS_LISTED.split())
_REPORTS_LISTED = """
    said says told wrote writes claimed claims complained asked argued insisted recommends
"""
REPORTS = frozenset(_REPORTS_LISTED.split())

_WAIVERS = """
feel free; no need; need not; not need to; not have to; not bother; not worry; not necessary; not required;
not obliged; unnecessary; optional; never mind; does not matter; do not mind; not matter; not important;
not care; as you like; as you please; as you wish; if you like; if you want; if you feel like; up to you;
you may skip; you can skip; skip the; skip any; it is fine to; it is ok to; it is okay to; it is all right to;
fine to; okay to; ok to; all right to; alright to; welcome to; at liberty; free to; may ignore; can ignore;
waste time; waste no time; spend no time; not waste; not insist; no obligation; happy with; by all means;
rely on; good enough; forget about; forget the; not think about; no longer applies; does not apply; waived;
drop the; drop that; scrap that; scrap the; ignore that rule; disregard the rule; on second thought;
""".replace("\n", " ")


def _by_first_word(listed: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Group phrases by their first word, so that a look-up per word suffices."""
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for phrase in listed.split(";"):
        words = tuple(phrase.split())
        if words:
            grouped.setdefault(words[0], []).append(words)
    return {first: tuple(phrases) for first, phrases in grouped.items()}


WAIVERS = _by_first_word(_WAIVERS)

_FUNCTION_WORDS_LISTED = """
    a an the this that these those such each every all any some no none both either neither another
    other others i you he she it we they me him her us them my your his its our their mine yours who
    whom whose which what whatever whichever whoever one ones someone somebody something anyone anybody
    anything everyone everybody everything nobody nothing myself yourself itself themselves is are was
    were be been being am do does did done has have had having can could may might must shall should
    will would need ought and or but nor so yet if then else when whenever where wherever while unless
    until because since although though whether than as once before after of in on at by for from to
    with without within into onto over under above below between among through during against about
    across along around behind beside besides beyond despite except inside near off out outside per past
    toward towards up upon via down like instead rather not never only just even also too very more most
    less least much many few little enough quite still already again always ever often sometimes here
    there now how why please yes otherwise however therefore first last same own else exactly nowhere
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS_LISTED.split())
