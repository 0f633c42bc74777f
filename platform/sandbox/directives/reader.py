"""Reads prompts: the trained reader that ships with Podium, and a scripted one for tests of other
packages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from sandbox.directives.catalogue import CRITERION_SLUGS, DIRECTIVE_SLUGS
from sandbox.directives.features import read_features
from sandbox.directives.normalise import normalise
from sandbox.directives.reading import Reading, SentenceReading
from sandbox.directives.scoring import AGAINST, Weighing, chance, score, stack_all
from sandbox.directives.split import split_sentences
from sandbox.directives.weights import Weights, load_weights

LONGEST_TEXT = 20_000
"""Characters; what stands after them is not read, and the reading says so."""
_BACK = re.compile(
    r"(?:no|well|actually|sorry|ah|oh|on (?:second thoughts?|reflection)|scrap|forget|ignore|strike|"
    r"drop|cancel|disregard|"
    r"never mind|wait)\b[^.!?]*\b(?:that|this|it|rule|line|don't|not|opposite|above|last|before)\b"
)
_CORRECTS = re.compile(
    r"(?:(?:or|oh|ah|but|hmm?|well|ok|okay),? )*"
    r"(?:no\b(?=[,.;:-]| wait)|wait\b|actually\b|on (?:second thoughts?|reflection)\b|then again\b|"
    r"never mind\b|come to think of it\b|(?:forget|scrap|strike|drop|cancel|disregard) (?:that|this|it)\b)"
)
Chances = tuple[tuple[str, float], ...]


class Judgement(NamedTuple):
    """What one sentence says by itself: (slug, probability) carried, objected to, and criteria met."""

    directives: Chances
    objections: Chances
    criteria: Chances


def takes_back_what_went_before(sentence: str) -> bool:
    """Whether a short sentence names no rule of its own but revokes the one before ("Actually, forget
    that.")."""
    plain = normalise(sentence)
    return len(plain.split()) <= 9 and bool(_BACK.match(plain))


def opens_as_correction(sentence: str) -> bool:
    """Whether a sentence starts by turning against the one before ("On reflection, keep the names.")."""
    return bool(_CORRECTS.match(normalise(sentence).strip()))


class Reader(Protocol):
    """Whatever can read a prompt. `version` names the exact reader, so that a stored result can be
    repeated."""

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
        self._groups = tuple(
            (Weighing.of(*stack), [output for output in weights.outputs if output.stack == name])
            for name, stack in weights.stacks.items()
        )
        self._read = lru_cache(maxsize=4096)(self._read_text)
        self._judge = lru_cache(maxsize=16_384)(self._judge_sentence)

    @property
    def version(self) -> str:
        """The sha256 of the weights."""
        return self._weights.version

    @property
    def slugs(self) -> tuple[str, ...]:
        """All directives and criteria that these weights know."""
        return tuple(output.name for output in self._weights.outputs if output.stack)

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
        sentences: list[SentenceReading] = []
        for start, end in split_sentences(cut):
            piece = cut[start:end]
            judged = self._judge(piece)
            taken_back = self._taken_back(sentences[-1], piece) if sentences else ()
            objections = taken_back or judged.objections
            sentences.append(
                SentenceReading(
                    piece,
                    start,
                    end,
                    judged.directives,
                    tuple(slug for slug, _ in objections),
                    judged.criteria,
                    objections,
                )
            )
        return Reading.of(tuple(sentences), truncated=len(text) > len(cut))

    def _taken_back(self, before: SentenceReading, sentence: str) -> Chances:
        """Return what a sentence takes back of the one before: all of it, or what the two together do not
        say any more."""
        if takes_back_what_went_before(sentence):
            return tuple((slug, 0.9) for slug, _ in before.directives)
        if not before.directives or not opens_as_correction(sentence):
            return ()
        together = dict(self._judge(f"{before.text} {sentence}").directives)
        return tuple(
            (slug, 0.9) for slug, _ in before.directives if together.get(slug, 0.0) < self.threshold(slug)
        )

    def _judge_sentence(self, text: str) -> Judgement:
        """Return what one sentence says, by itself."""
        raw = score(read_features(text), self._weights).tolist()
        values = {output.name: int(value) for output, value in zip(self._weights.outputs, raw, strict=True)}
        counted: dict[str, int] = {}
        for weighing, outputs in self._groups:
            stacked = stack_all(values, [output.name for output in outputs], weighing)
            for output in outputs:
                counted[output.name] = _ramp(chance(output, stacked[output.name]), output.threshold)
        objections: dict[str, int] = {}
        for output in self._weights.outputs:
            if output.name.startswith(AGAINST):
                likely = chance(output, values[output.name])
                if likely >= output.threshold:
                    objections[output.name.removeprefix(AGAINST)] = likely
        for slug in [slug for slug in objections if counted.get(slug, 0) >= objections[slug]]:
            del objections[slug]
        return Judgement(
            _ranked(counted, DIRECTIVE_SLUGS),
            _ranked(objections, DIRECTIVE_SLUGS),
            _ranked(counted, CRITERION_SLUGS),
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

    >>> reader = ScriptedReader({"leave it empty": {"leave_unknown_empty": 0.9}})
    >>> reader.read("Leave it empty.").directive("leave_unknown_empty")
    0.9
    """

    def __init__(
        self,
        script: Mapping[str, Mapping[str, float]],
        contradictions: Mapping[str, Sequence[str]] | None = None,
        version: str = "scripted",
    ) -> None:
        self._script = {phrase.lower(): dict(slugs) for phrase, slugs in script.items()}
        self._contradictions = {
            phrase.lower(): tuple(slugs) for phrase, slugs in (contradictions or {}).items()
        }
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
