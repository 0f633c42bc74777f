"""Cuts a prompt into sentences and keeps their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLOCK = re.compile(r"<([A-Za-z][\w-]{0,30})>[^<>]{0,300}</\1>")
_LINE = re.compile(r"[^\n\r]+")
_BULLET = re.compile(r"\s*(?:[-*+•·–—>#]+|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_END = re.compile(r"(?:\.(?!\.)|[!?。]+)[\"'”’)\]]*(?=\s+\S)|[.!?][\"'”’)\]]+(?=[A-Z])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|no|nr|vs|mr|mrs|ms|dr|prof|st|cf|incl|max|min|p|pp|art|sec|fig|a\.m|p\.m)|\b[a-z])\.$",
    re.I,
)
_CONTINUES = re.compile(r"\s*[a-z(\"'{]")
LONGEST_SENTENCE = 600
"""Characters; a longer one is cut at a space, since nobody's instruction is that long."""


SHORT_QUESTION = 60
"""Characters; a short question ("No date given? ...") is the condition of what follows and is read with
it."""


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return the places (start, end) of the sentences of a text, in order, without their bullets and blanks.

    A sentence ends at a full stop, question or exclamation mark, a semicolon, or the end of a line; a
    line that
    plainly continues the one before is read with it. A short tagged block is one piece.
    """
    places: list[tuple[int, int]] = []
    position = 0
    for block in _BLOCK.finditer(text):
        if "{{" in block.group() or "\n" in block.group().strip():
            places.extend(_split_plain(text, position, block.start()))
            places.append((block.start(), block.end()))
            position = block.end()
    places.extend(_split_plain(text, position, len(text)))
    return tuple(places)


def _split_plain(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a stretch without tagged blocks: lines first, then sentences inside them."""
    for line_start, line_end in _join_lines(text, start, end):
        position = line_start
        for mark in _END.finditer(text, line_start, line_end):
            if mark.group().startswith(".") and _ABBREVIATION.search(
                text, max(position, mark.end() - 12), mark.end()
            ):
                continue
            if mark.group().startswith("?") and mark.end() - position <= SHORT_QUESTION:
                continue
            yield from _trim(text, position, mark.end())
            position = mark.end()
        yield from _trim(text, position, line_end)


def _join_lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return stretches of lines: a line is joined to the one before where that did not end and this
    continues."""
    joined: list[tuple[int, int]] = []
    for line in _LINE.finditer(text, start, end):
        bullet = _BULLET.match(text, line.start(), line.end())
        if joined and not bullet and text[joined[-1][1] : line.start()].count("\n") <= 1:
            before = text[joined[-1][0] : joined[-1][1]].rstrip()
            if before and before[-1] not in ".!?:;>" and _CONTINUES.match(text, line.start(), line.end()):
                joined[-1] = (joined[-1][0], line.end())
                continue
        joined.append((bullet.end() if bullet else line.start(), line.end()))
    return joined


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Drop blanks at both ends, cut what is too long, and leave out what holds no letter."""
    while start < end:
        cut = end
        if end - start > LONGEST_SENTENCE:
            cut = text.rfind(" ", start, start + LONGEST_SENTENCE)
            cut = cut if cut > start else start + LONGEST_SENTENCE
        piece = text[start:cut]
        stripped = piece.strip()
        if any(char.isalpha() for char in stripped):
            first = start + len(piece) - len(piece.lstrip())
            yield first, first + len(stripped)
        start = cut
