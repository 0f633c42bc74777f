"""Makes further training sentences of the authored ones by putting them into frames that keep or turn
their meaning.

A rule that is reported, waived or taken back reads almost like the rule itself; the pairs teach the
difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from zlib import crc32

from sandbox.directives.cues import FUNCTION_WORDS
from sandbox.directives.examples import Example

_VERBS_LISTED = """
    leave keep write return put mark use give state name cite quote check verify convert express bring
    ignore treat omit remove strip delete redact mask hide answer reply respond output print send
    escalate refer pass hand flag stop say tell admit mention list show add include compare recompute
    recalculate count read reread stick stay do make take avoid refrain skip drop set turn change
    translate round let explain choose pick follow obey assume guess invent estimate fill supply enter
    copy link point attach ask work act speak sound address adapt match fit tailor limit cap deny refuse
    reject approve forward route cut anonymise replace confirm review test restate report note indicate
    signal attribute trace base back provide end begin start summarise convey prefer disregard discard
    pay grant hold settle resolve phrase word pitch explain confine restrict mind respect
"""
_VERBS = frozenset(_VERBS_LISTED.split())
_REPORTED = (
    'The old handbook said: "{s}"', '"{s}" was the rule in my last job.', 'The customer writes: "{s}"',
    "My neighbour's boss always tells her: {l}", 'In the film the captain shouts: "{s}"',
    'One of the messages reads "{s}"', 'Their guideline has the sentence "{s}", and ours does not.',
    'Years ago a teacher told us: "{s}"',
    'The article quotes a notice: "{s}"', '"{s}", it says on the wall over there.',
    'A rival firm asks of its staff: {l}', 'She complained that somebody had told her "{s}"',
)  # fmt: skip
_TAKEN_BACK = (
    "{s} No, forget that.", "{b}; on second thought, don't.", "{s} Scrap that.", "{b}, or rather not.",
    "{s} That rule no longer holds.", "{b} - actually no, do the opposite.", "{b}; well, never mind.",
    "{s} Ignore what I just said about this.", "{b} (withdrawn)", "{b}, but this has been dropped.",
    "I used to say: {l} Not any more.",
    "{b}; ah no, sorry, not necessary.", "{b}, except when you don't feel like it.",
)  # fmt: skip
_WAIVED = (
    "No need to {i}", "You don't have to {i}", "There is no need to {i}", "Don't bother to {i}",
    "You needn't {i}", "It isn't necessary to {i}",
    "Nobody expects you to {i}", "You may {i} or not, as you like.",
    "It is up to you whether you {i}", "Don't feel obliged to {i}",
    "It's optional to {i}", "It is not need to {i}",
)  # fmt: skip
_ALLOWED = (
    "Feel free to {i}", "It is fine to {i}", "You may {i}", "You are welcome to {i}", "If you like, {i}",
    "It's all right to {i}", "Nobody minds if you {i}", "You can {i} if you want.", "Go ahead and {i}",
)  # fmt: skip
_KEPT = (
    "Please {i}", "Make sure to {i}", "You must {i}",
    "Always {i}", "It is important to {i}", "I want you to {i}",
    "Remember to {i}", "Be sure to {i}", "You should {i}", "We need you to {i}", "Your job is to {i}",
    "At the end, {i}", "In every case, {i}", "Kindly {i}",
    "Then {i}", "And {i}", "Please to {i}", "Take care to {i}",
)  # fmt: skip
_KEPT_WHOLE = (
    "Important: {l}",
    "{s} Thank you.",
    "Rule 3: {l}",
    "Note: {s}",
    "{b}, please.",
    "One more thing: {l}",
)
_NEGATIVE = re.compile(r"^(?:please )?(?:never|do not|don't|avoid|refrain from) ", re.I)


def augment(examples: Sequence[Example]) -> tuple[Example, ...]:
    """Return new examples only, in the order of the given ones; the same examples always give the same."""
    made: list[Example] = []
    for example in examples:
        if example.carries:
            made.extend(_frames_of_carrier(example))
        elif example.kind == "contradiction":
            made.extend(_frames_of_contradiction(example))
    made.extend(_salads(examples))
    return tuple(dict.fromkeys(made))


def _pick(frames: Sequence[str], text: str, salt: str) -> str:
    """Choose a frame by the text alone."""
    return frames[crc32(f"{salt}|{text}".encode()) % len(frames)]


def _fill(frame: str, text: str) -> str:
    """Put a sentence into a frame: as it is, without its full stop, with a small letter, or as a bare
    clause."""
    bare = text.rstrip(" .;!")
    small = text[:1].lower() + text[1:] if text[:2].strip() != "I" else text
    parts = {"{s}": text, "{b}": bare, "{l}": small, "{i}": small}
    return re.sub(r"\{[sbli]\}", lambda found: parts[found.group()], frame)


def _imperative(text: str) -> bool:
    """Whether a sentence starts with a verb in the imperative, as far as a list can tell."""
    first = re.match(r"[A-Za-z]+", text)
    return bool(first) and first.group().lower() in _VERBS if first else False


def _frames_of_carrier(example: Example) -> Iterable[Example]:
    """A rule reported, taken back, waived, allowed instead of forbidden, and the same rule in other
    frames."""
    text, slug, style = example.text, example.slug, example.style
    if text.startswith("- "):
        text = text[2:]
    yield Example(slug, _fill(_pick(_REPORTED, text, "q"), text), False, "quoted", style)
    yield Example(slug, _fill(_pick(_TAKEN_BACK, text, "t"), text), False, "takeback", style)
    yield Example(slug, _fill(_pick(_KEPT_WHOLE, text, "w"), text), True, "", style)
    if _imperative(text):
        yield Example(slug, _fill(_pick(_WAIVED, text, "n"), text), False, "waiver", style)
        yield Example(slug, _fill(_pick(_KEPT, text, "k"), text), True, "", style)
    negative = _NEGATIVE.match(text)
    if negative and negative.group().strip().lower() != "avoid":
        rest = text[negative.end() :]
        yield Example(slug, _fill(_pick(_ALLOWED, text, "a"), rest), False, "waiver", style)
        yield Example(slug, _fill("Always {i}", rest), False, "contradiction", style)


def _frames_of_contradiction(example: Example) -> Iterable[Example]:
    """The opposite rule, permitted; and the opposite rule, forbidden, is the rule."""
    text = example.text.removeprefix("- ")
    if _imperative(text):
        yield Example(example.slug, _fill(_pick(_ALLOWED, text, "a"), text), False, "waiver", example.style)


def _salads(examples: Sequence[Example], each: int = 40) -> Iterable[Example]:
    """Lists of a directive's own content words, without a sentence around them."""
    for slug in dict.fromkeys(example.slug for example in examples):
        counts: Counter[str] = Counter()
        for example in examples:
            if example.slug == slug and example.carries:
                counts.update(re.findall(r"[a-z]+", example.text.lower()))
        words = sorted(word for word in counts if word not in FUNCTION_WORDS and len(word) > 2)
        words.sort(key=lambda word: -counts[word])
        words = words[:80]
        small = ("not", "no", "only", "and", "the", "if", "never", "or", "must", "always", "do", "of")
        for number in range(each if len(words) > 20 else 0):
            length = 3 + crc32(f"{slug}{number}".encode()) % 13
            chosen = []
            for place in range(length):
                key = crc32(f"{slug}|{number}|{place}".encode())
                pool = small if key % 9 == 0 else words
                chosen.append(pool[(key >> 4) % len(pool)])
            glue = (" ", ", ", " ", "; ")[number % 4]
            yield Example(slug, glue.join(chosen), False, "salad", ("terse", "verbose", "bullet")[number % 3])
