"""Finds the criteria: every module of `grading.criteria` that defines a `RULE`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import grading.criteria
from grading.rule import Rule
from grading.score import Skill

HEADLINE: tuple[Skill, ...] = ("systems_thinking", "prompt_quality", "outcome_validation")
"""The three scores that every workflow exercise gives."""


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every criterion there is: by skill as on the page, the heaviest first."""
    rules = [
        importlib.import_module(f"grading.criteria.{module.name}").RULE
        for module in pkgutil.iter_modules(grading.criteria.__path__)
    ]
    return tuple(sorted(rules, key=lambda rule: (HEADLINE.index(rule.skill), -rule.weight, rule.slug)))


def rules_of(skill: Skill) -> tuple[Rule, ...]:
    """The criteria of one skill."""
    return tuple(rule for rule in all_rules() if rule.skill == skill)
