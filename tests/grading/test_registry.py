"""The rubric: what its criteria weigh, and that they say why."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import grading.criteria
from grading.registry import HEADLINE, all_rules, rules_of
from grading.score import Skill


@pytest.mark.parametrize("skill", HEADLINE)
def test_the_weights_of_a_skill_add_up_to_one(skill: Skill) -> None:
    assert sum(rule.weight for rule in rules_of(skill)) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("skill", "basis", "share"),
    [
        ("systems_thinking", "runs", 0.7),
        ("systems_thinking", "structure", 0.3),
        ("prompt_quality", "runs", 0.5),
        ("prompt_quality", "text", 0.4),
        ("prompt_quality", "structure", 0.1),
        ("outcome_validation", "runs", 0.7),
        ("outcome_validation", "structure", 0.3),
    ],
)
def test_each_basis_has_the_published_share(skill: Skill, basis: str, share: float) -> None:
    assert sum(rule.weight for rule in rules_of(skill) if rule.basis == basis) == pytest.approx(share)


def test_no_text_enters_systems_thinking_or_outcome_validation() -> None:
    skills = {rule.skill for rule in all_rules() if rule.basis == "text"}
    assert skills == {"prompt_quality"}


def test_every_criterion_says_why_it_is_there() -> None:
    for rule in all_rules():
        assert rule.title and rule.reason.endswith("."), rule.slug


def test_slugs_are_unique() -> None:
    slugs = [rule.slug for rule in all_rules()]
    assert len(slugs) == len(set(slugs))


def test_the_public_page_states_every_weight() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "grading.md").read_text(encoding="utf-8")
    for rule in all_rules():
        assert f"| `{rule.slug}` | {rule.basis} | {rule.weight:.2f} |" in page


def test_a_new_criterion_is_one_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "brand_new.py").write_text(
        "from grading.rule import Measure, Rule\n"
        "RULE = Rule('brand_new', 'New', 'prompt_quality', 'text', 0.01, 'Why', lambda _: Measure(1.0, ''))\n"
    )
    monkeypatch.setattr("grading.criteria.__path__", [*grading.criteria.__path__, str(tmp_path)])
    all_rules.cache_clear()
    try:
        assert "brand_new" in {rule.slug for rule in rules_of("prompt_quality")}
    finally:
        all_rules.cache_clear()
        sys.modules.pop("grading.criteria.brand_new", None)
