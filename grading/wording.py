"""The words of the evidence: counts, shares and names as a person would say them."""

from __future__ import annotations


def count_cases(count: int, out_of: int, suite: str | None = None) -> str:
    """`12 of 30 noisy cases`, `1 of 1 case`."""
    kind = f"{suite} " if suite else ""
    return f"{count} of {out_of} {kind}{'case' if out_of == 1 else 'cases'}"


def percent(share: float) -> str:
    """A share 0..1 as a whole percentage: `0.125` is `12 %` (halves go to the even number)."""
    return f"{round(100 * share)} %"


def plural(count: int, noun: str, many: str | None = None) -> str:
    """`1 defect`, `3 defects`."""
    return f"{count} {noun if count == 1 else many or noun + 's'}"


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
