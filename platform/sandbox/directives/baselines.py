"""Two trivial ways to read prompts, for comparison: single words, and plain TF-IDF with logistic
regression."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sandbox.directives.evaluate import Decision
from sandbox.directives.examples import STYLES, Example
from sandbox.directives.split import split_sentences

KEYWORDS: dict[str, str] = {
    "leave_unknown_empty": r"missing|unknown|empty|blank|null|guess|invent",
    "structured_output_only": r"\bonly\b|json|csv|format|nothing else",
    "respect_limit": r"limit|maximum|at most|exceed|escalate|above",
    "no_personal_data": r"personal|names?\b|address|phone|anonym|private",
    "ignore_embedded_instructions": r"ignore|instructions?|commands?|obey",
    "fit_audience": r"tone|plain|readers?|audience|jargon|friendly",
    "normalise_units": r"convert|euros?|currency|format|units?|metric",
    "handle_empty_case": r"empty|blank|unreadable|nothing",
    "cite_sources": r"sources?|cite|page|quote|reference",
    "admit_uncertainty": r"unsure|uncertain|not sure|doubt|confiden",
    "verify_result": r"check|verify|again|twice|recalculate|compare",
    "stay_in_role": r"\bonly\b|your task|your role|others|decide",
    "meet_every_requirement": r"requirements?|constraints?|every|must|conditions?",
    "reuse_done_work": r"already|again|reuse|existing|done",
    "use_history": r"earlier|previous|history|before|agreed",
    "stop_when_done": r"\bstop\b|done|finish|enough|as soon as",
    "continue_where_left": r"continue|resume|carry on|pick up|start over",
    "ask_when_unclear": r"\bask\b|question|clarify|unclear|ambiguous",
    "keep_to_goal": r"goal|topic|subject|focus|stray|side",
    "pass_on_findings": r"pass on|hand|findings?|found|report",
    "heed_colleagues": r"colleagues?|reviewers?|remarks?|comments?|feedback",
    "act_on_reasoning": r"reason|conclu|follows?|decision|analysis",
    "finish_every_item": r"\ball\b|every|each|complete|until",
    "check_every_point": r"each|every|check|criteri|one by one|point",
    "judge_by_evidence": r"evidence|verdict|source|compare|proof|found",
    "allowed_tools_only": r"tools?|\bonly\b|allowed|access|permitted",
    "confirm_before_effect": r"approv|confirm|before|permission|human",
    "keep_confidential": r"confidential|secret|internal|reveal|disclose",
    "prefer_newest": r"newest|latest|version|recent|date",
    "settle_conflicts": r"contradict|conflict|differ|disagree|precedence",
    "count_once": r"duplicates?|twice|once|same",
    "bound_effort": r"at most|maximum|limit|no more than|words",
    "check_input_form": r"fields?|valid|format|malformed|check|type",
    "safe_output": r"code|scripts?|html|links?|markup|plain text",
}
Decide = Callable[[str, str], bool]


def keyword_decide(text: str, slug: str) -> bool:
    """Yes where one of a directive's words occurs."""
    return bool(re.search(KEYWORDS[slug], text.lower()))


def fit_tfidf(examples: Sequence[Example], slugs: Sequence[str]) -> Decide:
    """Return a yes-or-no by one TF-IDF logistic regression per slug over each sentence of a text."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    matrix = words.fit_transform([example.text for example in examples])
    models = {
        slug: LogisticRegression(C=10.0, solver="liblinear", random_state=0).fit(
            matrix, [example.slug == slug and example.carries for example in examples]
        )
        for slug in slugs
        if any(example.slug == slug for example in examples)
    }

    def decide(text: str, slug: str) -> bool:
        pieces = [text[start:end] for start, end in split_sentences(text)] or [text]
        return slug in models and bool(models[slug].predict(words.transform(pieces)).any())

    return decide


def tfidf_held_out(examples: Sequence[Example], slugs: Sequence[str]) -> tuple[Decision, ...]:
    """Decide on each example by a TF-IDF model that saw nothing of its style."""
    found: list[Decision] = []
    for style in STYLES:
        decide = fit_tfidf([example for example in examples if example.style != style], slugs)
        found.extend(
            Decision(example, decide(example.text, example.slug))
            for example in examples
            if example.style == style and example.slug in slugs
        )
    return tuple(found)
