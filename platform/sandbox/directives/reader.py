"""Reads prompts: the trained reader that ships with Podium, and a scripted one for tests of other packages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Protocol

from sandbox.directives.catalogue import CRITERION_SLUGS, DIRECTIVE_SLUGS
from sandbox.directives.features import read_features
from sandbox.directives.reading import Reading, SentenceReading
from sandbox.directives.scoring import chance, score
from sandbox.directives.split import split_sentences
from sandbox.directives.weights import Weights, load_weights

LONGEST_TEXT = 20_000
"""Characters; what stands after them is not read, and the reading says so."""
AGAINST = "against:"
GATE = "sentence"


class Reader(Protocol):
    """Whatever can read a prompt. `version` names the exact reader, so that a stored result can be repeated."""

    @property
    def version(self) -> str:
        """A name of this exact reader."""

    def read(self, text: str) -> Reading:
        """Return what is understood of a text."""


class TrainedReader:
    """Reads with trained weights; the same text gives the same reading on every machine."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._index = {output.name: place for place, output in enumerate(weights.outputs)}
        self._read = lru_cache(maxsize=4096)(self._read_text)
        self._judge = lru_cache(maxsize=16_384)(self._judge_sentence)

    @property
    def version(self) -> str:
        """The sha256 of the weights."""
        return self._weights.version

    @property
    def slugs(self) -> tuple[str, ...]:
        """All directives and criteria that these weights know."""
        return tuple(name for name in self._index if name != GATE and not name.startswith(AGAINST))

    def threshold(self, slug: str) -> float:
        """The probability from which on a sentence counts as carrying the slug; 1.1 for an unknown one."""
        place = self._index.get(slug)
        return 1.1 if place is None else self._weights.outputs[place].threshold / 1000

    def read(self, text: str) -> Reading:
        """Return what is understood of a text; readings are remembered."""
        return self._read(text)

    def decides(self, text: str, slug: str) -> bool:
        """Say yes or no: does this text carry the directive or criterion?"""
        return self.read(text).directive(slug) >= min(0.9, self.threshold(slug)) - 1e-9

    def _read_text(self, text: str) -> Reading:
        cut = text[:LONGEST_TEXT]
        sentences = tuple(
            SentenceReading(cut[start:end], start, end, *self._judge(cut[start:end]))
            for start, end in split_sentences(cut)
        )
        return Reading.of(sentences, truncated=len(text) > len(cut))

    def _judge_sentence(
        self, text: str
    ) -> tuple[
        tuple[tuple[str, float], ...], tuple[str, ...], tuple[tuple[str, float], ...], tuple[tuple[str, float], ...]
    ]:
        """Return (directives, contradicts, criteria, objections) of one sentence."""
        outputs = self._weights.outputs
        scores = score(read_features(text), self._weights)
        chances = {output.name: chance(output, int(value)) for output, value in zip(outputs, scores, strict=True)}
        whole = chances.get(GATE, 1000) >= (outputs[self._index[GATE]].threshold if GATE in self._index else 0)
        counted = {
            slug: _ramp(chances[slug], outputs[self._index[slug]].threshold) if whole else 0 for slug in self.slugs
        }
        objections = {
            name.removeprefix(AGAINST): chances[name]
            for name in self._index
            if name.startswith(AGAINST) and whole and chances[name] >= outputs[self._index[name]].threshold
        }
        return (
            _ranked(counted, DIRECTIVE_SLUGS),
            tuple(slug for slug, _ in _ranked(objections, DIRECTIVE_SLUGS)),
            _ranked(counted, CRITERION_SLUGS),
            _ranked(objections, DIRECTIVE_SLUGS),
        )


def _ramp(chance_: int, threshold: int) -> int:
    """Fade a probability below its threshold out to nothing at half the threshold, without a jump."""
    if chance_ >= threshold:
        return chance_
    half = threshold // 2
    return max(0, threshold * (chance_ - half) // max(1, threshold - half))


def _ranked(chances: Mapping[str, int], slugs: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Return the slugs with a probability above nothing, best first, as fractions of one."""
    found = [(slug, chances[slug] / 1000) for slug in slugs if chances.get(slug, 0) > 0]
    return tuple(sorted(found, key=lambda each: (-each[1], each[0])))


class ScriptedReader:
    """A reader for tests: each given phrase, where a sentence holds it, carries the given slugs.

    >>> ScriptedReader({"leave it empty": {"leave_unknown_empty": 0.9}}).read("Leave it empty.").directive(...)
    """

    def __init__(
        self,
        script: Mapping[str, Mapping[str, float]],
        contradictions: Mapping[str, Sequence[str]] | None = None,
        version: str = "scripted",
    ) -> None:
        self._script = {phrase.lower(): dict(slugs) for phrase, slugs in script.items()}
        self._contradictions = {phrase.lower(): tuple(slugs) for phrase, slugs in (contradictions or {}).items()}
        self._version = version

    @property
    def version(self) -> str:
        """The name given to this script."""
        return self._version

    def read(self, text: str) -> Reading:
        """Return the scripted reading."""
        return Reading.of(tuple(self._sentence(text, *place) for place in split_sentences(text)))

    def _sentence(self, text: str, start: int, end: int) -> SentenceReading:
        sentence = text[start:end]
        lowered = sentence.lower()
        carried: dict[str, float] = {}
        for phrase, slugs in self._script.items():
            if phrase in lowered:
                carried.update(slugs)
        against = tuple(
            slug for phrase, slugs in self._contradictions.items() if phrase in lowered for slug in slugs
        )
        ranked = sorted(carried.items(), key=lambda each: (-each[1], each[0]))
        return SentenceReading(
            sentence,
            start,
            end,
            tuple((slug, chance_) for slug, chance_ in ranked if slug not in CRITERION_SLUGS),
            against,
            tuple((slug, chance_) for slug, chance_ in ranked if slug in CRITERION_SLUGS),
            tuple((slug, 1.0) for slug in against),
        )


@cache
def default_reader() -> TrainedReader:
    """Return the reader with the shipped weights; made once."""
    return TrainedReader(load_weights())
