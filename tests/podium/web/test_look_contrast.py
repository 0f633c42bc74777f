"""Every colour pair that carries text or a control meets WCAG 2.2 AA, in the light and in the dark."""

from __future__ import annotations

import colorsys
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
TOKENS = ROOT / "platform" / "canvas" / "src" / "look" / "tokens.css"
PAIR = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\)")
THEMES = ("light", "dark")
TEXT, GRAPHIC = 4.5, 3.0

GROUNDS = ("stage", "surface", "well")
FAMILIES = ("strings", "percussion", "winds", "horns", "voice", "keys")
STATES = ("ok", "warn", "err", "info")
TEXT_PAIRS = [
    *((text, ground) for text in ("ink", "ink-2", "ink-3", "podium", "podium-hover") for ground in GROUNDS),
    *((text, ground) for text in (*STATES, *FAMILIES) for ground in ("surface", f"{text}-soft")),
    *(("ink", f"{tint}-soft") for tint in (*STATES, *FAMILIES, "podium", "brass")),
    ("on-podium", "podium"),
    ("on-podium", "podium-hover"),
    ("podium", "podium-soft"),
    ("brass-ink", "surface"),
    ("brass-ink", "brass-soft"),
    ("on-brass", "brass"),
    ("on-brass", "panel-now"),
    ("on-panel", "panel"),
    ("on-panel-2", "panel"),
    ("panel-now", "panel"),
]
GRAPHIC_PAIRS = [
    *(("line-strong", ground) for ground in ("stage", "surface")),
    *(("focus", ground) for ground in GROUNDS),
    *((state, "track") for state in (*STATES, "podium")),
    ("brass", "panel"),
]


def read_tokens() -> dict[str, dict[str, str]]:
    """The colours of both themes, by their names."""
    found = PAIR.findall(TOKENS.read_text(encoding="utf-8"))
    return {
        "light": {name: light for name, light, _ in found},
        "dark": {name: dark for name, _, dark in found},
    }


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, 0..1."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1..21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def hue(colour: str) -> float:
    """The hue in degrees."""
    return colorsys.rgb_to_hsv(*channels(colour))[0] * 360


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_is_readable_on_its_ground(theme: str, text: str, ground: str) -> None:
    colours = read_tokens()[theme]
    assert contrast(colours[text], colours[ground]) >= TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("mark", "ground"), GRAPHIC_PAIRS)
def test_a_mark_that_carries_meaning_stands_out(theme: str, mark: str, ground: str) -> None:
    colours = read_tokens()[theme]
    assert contrast(colours[mark], colours[ground]) >= GRAPHIC


def test_in_the_dark_a_router_is_not_taken_for_a_running_node() -> None:
    dark = read_tokens()["dark"]
    assert abs(hue(dark["horns"]) - hue(dark["brass"])) >= 20


def test_the_measure_itself_knows_black_on_white() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") < TEXT
