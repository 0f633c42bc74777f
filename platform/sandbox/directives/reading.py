"""What was understood of a prompt: per sentence, and for the prompt as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HIGHEST_PROBABILITY = 0.9
"""A reading never promises more than this, so that one wrong call is never a cliff."""


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """One sentence with its place in the text (`start`, `end` are character offsets, end exclusive).

    `directives` and `criteria` hold (slug, probability 0..1, three places) of all that counts, best first;
    `contradicts` the directives that this sentence takes back, waives or turns round.
    """

    text: str
    start: int
    end: int
    directives: tuple[tuple[str, float], ...] = ()
    contradicts: tuple[str, ...] = ()
    criteria: tuple[tuple[str, float], ...] = ()
    objections: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of one text. `truncated` says that the text was longer than the reader reads."""

    sentences: tuple[SentenceReading, ...] = ()
    truncated: bool = False
    _best: Mapping[str, tuple[float, int]] = field(default_factory=dict, repr=False, compare=False)
    _against: Mapping[str, tuple[tuple[float, int], ...]] = field(
        default_factory=dict, repr=False, compare=False
    )

    @classmethod
    def of(cls, sentences: tuple[SentenceReading, ...], truncated: bool = False) -> Reading:
        """Make a reading of its sentences: the best carrier of each slug, and the strongest objection to
        it."""
        best: dict[str, tuple[float, int]] = {}
        against: dict[str, list[tuple[float, int]]] = {}
        for index, sentence in enumerate(sentences):
            for slug, probability in sentence.directives + sentence.criteria:
                if probability > best.get(slug, (0.0, 0))[0]:
                    best[slug] = (probability, index)
            for slug, probability in sentence.objections:
                against.setdefault(slug, []).append((probability, index))
        return cls(sentences, truncated, best, {slug: tuple(found) for slug, found in against.items()})

    def directive(self, slug: str) -> float:
        """The probability 0..0.9 that the prompt carries this directive, net of what takes it back."""
        best, carrier = self._best.get(slug, (0.0, -1))
        objection = max(
            (chance for chance, index in self._against.get(slug, ()) if index != carrier), default=0.0
        )
        net = best * (1.0 - objection)
        return round(min(HIGHEST_PROBABILITY, net), 3)

    def criterion(self, slug: str) -> float:
        """The probability 0..0.9 that the prompt meets this criterion of prompt craft."""
        return self.directive(slug)

    def sentence_for(self, slug: str) -> str | None:
        """The sentence that carries this directive or criterion best, or None where none does."""
        found = self._best.get(slug)
        return self.sentences[found[1]].text if found else None

    def contradiction_of(self, slug: str) -> str | None:
        """The sentence that takes this directive back most clearly, or None."""
        worst, text = 0.0, None
        for sentence in self.sentences:
            for name, probability in sentence.objections:
                if name == slug and probability > worst:
                    worst, text = probability, sentence.text
        return text
