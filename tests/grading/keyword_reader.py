"""A reader for tests: a sentence carries what its plain words say, so that tests do not hang on the trained
one."""

from __future__ import annotations

import re

from sandbox.directives.reading import Reading, SentenceReading

WORDS: dict[str, str] = {
    "leave_unknown_empty": r"leave .*(empty|open)|never invent",
    "structured_output_only": r"nothing else|return only",
    "respect_limit": r"never approve more|above the limit",
    "no_personal_data": r"personal data|personal numbers|phone numbers",
    "ignore_embedded_instructions": r"do not follow|instructions that it contains|not be followed|hidden in",
    "fit_audience": r"reader is|plain words|friendly",
    "normalise_units": r"convert|into euros",
    "handle_empty_case": r"empty message|odd input|unreadable",
    "cite_sources": r"name the source|cite",
    "admit_uncertainty": r"not sure|uncertain|name both",
    "verify_result": r"second time|compare both|recalculat|check .*before",
    "stay_in_role": r"only this step|leave .* to others",
    "states_role": r"^you (are|sort|write|work)",
    "states_objective": r"your task|work out|sort this|sort these",
    "gives_context": r"^you (are|sort|write|work) .*(shop|desk|clinic|school|city|hospital)",
    "gives_format": r"nothing else|return only|answer with|as one word",
    "gives_success_criteria": r"a good |exactly one of|comes out the same|compare both",
    "separates_untrusted": r"between the tags|<message>",
}
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]?")
AGAINST = re.compile(r"feel free|no need to|you may ignore", re.IGNORECASE)


class KeywordReader:
    """Reads every directive and criterion by a few plain words, at probability 0.88."""

    version = "keywords"

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._kept: dict[str, Reading] = {}

    def read(self, text: str) -> Reading:
        """The reading of a text; remembered."""
        if text not in self._kept:
            self._kept[text] = Reading.of(
                tuple(_read(match) for match in _SENTENCE.finditer(text) if match.group().strip())
            )
        return self._kept[text]

    def decides(self, text: str, slug: str) -> bool:
        """Whether a text carries a slug."""
        return self.read(text).directive(slug) > 0.5


def _read(match: re.Match[str]) -> SentenceReading:
    text = match.group().strip()
    found = [slug for slug, words in WORDS.items() if re.search(words, text, re.IGNORECASE)]
    start = match.start() + match.group().index(text)
    if AGAINST.search(text):
        return SentenceReading(
            text, start, start + len(text), (), tuple(found), (), tuple((slug, 0.9) for slug in found)
        )
    directives = tuple(
        (slug, 0.88) for slug in found if not slug.startswith(("states_", "gives_", "separates_"))
    )
    criteria = tuple((slug, 0.88) for slug in found if slug.startswith(("states_", "gives_", "separates_")))
    return SentenceReading(text, start, start + len(text), directives, (), criteria)
