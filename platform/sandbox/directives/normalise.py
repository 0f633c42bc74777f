"""Brings text to one plain form before it is read, so that look-alike characters gain a cheat nothing."""

from __future__ import annotations

import unicodedata

_LOOK_ALIKES = {
    # Cyrillic
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e",
    "ё": "e", "һ": "h", "і": "i", "ї": "i", "ј": "j", "к": "k",
    "м": "m", "н": "h", "о": "o", "р": "p", "ԛ": "q",
    "г": "r", "ѕ": "s", "т": "t", "ц": "u", "ѵ": "v", "ԝ": "w",
    "х": "x", "у": "y", "ӏ": "l",
    # Greek
    "α": "a", "β": "b", "ε": "e", "η": "n", "ι": "i",
    "κ": "k", "μ": "u", "ν": "v", "ο": "o", "ρ": "p", "τ": "t",
    "υ": "u", "χ": "x", "γ": "y", "ω": "w",
    # Others
    "ı": "i", "ɑ": "a", "ɡ": "g", "ɩ": "i", "ʟ": "l", "ꜱ": "s", "ᴏ": "o", "ℓ": "l",
    # Typography
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": " - ", "―": " - ", "−": "-", "…": "...", "•": "-", "·": "-",
    "≤": " at most ", "≥": " at least ",
}  # fmt: skip
_TABLE = {ord(key): value for key, value in _LOOK_ALIKES.items()}


def normalise(text: str) -> str:
    """Return the text in lower case and NFKC, look-alikes mapped to Latin, invisible and control marks
    removed.

    Combining marks go too (`résumé` reads as `resume`), newlines and tabs become spaces. What one pass
    uncovers (a look-alike that only appears when a letter is taken apart) the next one reads, up to
    four passes.
    """
    for _ in range(4):
        before, text = text, _normalise_once(text)
        if text == before:
            break
    return text


def _normalise_once(text: str) -> str:
    if text.isascii():
        return "".join(char if char >= " " else " " for char in text.lower()).replace("\x7f", " ")
    plain = unicodedata.normalize("NFKC", text.translate(_TABLE)).lower().translate(_TABLE)
    kept: list[str] = []
    for char in unicodedata.normalize("NFKD", plain):
        category = unicodedata.category(char)
        if category in {"Mn", "Me", "Cf", "Cs", "Co", "Cn"}:
            continue
        kept.append(" " if category in {"Cc", "Zs", "Zl", "Zp"} else char)
    return "".join(kept)
