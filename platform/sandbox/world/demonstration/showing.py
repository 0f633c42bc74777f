"""Performs a play: the bad run and its mended twins on the same case, and what a hundred cases come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sandbox.engine.log import RunLog
from sandbox.engine.program import Program, compile_program
from sandbox.names import names_of
from sandbox.scenario import Case, Scenario
from sandbox.world.casebook import make_cases
from sandbox.world.demonstration.plays import Play, make_play
from sandbox.world.demonstration.scene import make_scene
from sandbox.world.demonstration.sentences import PlainReader
from sandbox.world.demonstration.telling import Line, has_struck, tell, tell_data
from sandbox.world.hazards.hazard import Hazard
from sandbox.world.judge import outcome
from sandbox.world.suite import run_case
from workflow.document import Document
from workflow.validate import validate

COUNTED = 100
"""Cases behind the figures of a demonstration."""
SEED = 0
SEARCHED = 500
"""Cases among which one is looked for that shows the hazard at work and every twin doing without."""


class NoSuchCaseError(ValueError):
    """No case shows what a demonstration is to show; the message names the hazard."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One run of the case, and figures over all counted cases: in how many the hazard struck, how many came
    out right, euros and seconds a case. `kind` is `bad`, `directive` or `structure`; `words` what was
    mended."""

    kind: str
    words: str
    lines: tuple[Line, ...]
    struck: bool
    score: float
    status: str
    cost: float
    seconds: float
    cases_struck: int
    cases_right: int
    mean_cost: float
    mean_seconds: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A demonstration: the case (its title, what came in, what is right), the bad run and its twins."""

    hazard: Hazard
    title: str
    given: Mapping[str, str]
    expected: Mapping[str, str]
    bad: Trace
    twins: tuple[Trace, ...]
    cases: int


@dataclass(frozen=True, slots=True)
class _Stage:
    scene: Scenario
    document: Document
    program: Program
    calm: bool

    def run(self, case: Case) -> RunLog:
        return run_case(self.program, self.scene, case, SEED, PlainReader(), calm=self.calm)

    def score(self, case: Case, log: RunLog) -> float:
        """What a run is worth; nothing where it acted more than once."""
        return 0.0 if len(log.effects) > 1 else outcome(self.scene, case, log).score


@lru_cache(maxsize=128)
def show_play(slug: str, cases: int = COUNTED) -> Shown:
    """The demonstration of a hazard; raises KeyError for an unknown one."""
    play = make_play(slug)
    scene = make_scene(play.weather)
    stages = tuple(_open(scene, play, each) for each in (play.bad, *(twin.document for twin in play.twins)))
    some = make_cases(scene, SEED, "clean", cases)
    case = _find(play, stages, some) or _find(play, stages, make_cases(scene, SEED, "clean", SEARCHED))
    if case is None:
        raise NoSuchCaseError(slug)
    words = [("bad", "As it was."), *((twin.kind, twin.words) for twin in play.twins)]
    traces = tuple(
        _trace(slug, kind, said, stage, case, some) for (kind, said), stage in zip(words, stages, strict=True)
    )
    return Shown(
        hazard=play.hazard,
        title=case.title,
        given={scene.data[name].title: tell_data(data) for name, data in case.values.items()},
        expected={scene.data[name].title: tell_data(case.truth[name].data) for name in scene.deliverables},
        bad=traces[0],
        twins=traces[1:],
        cases=cases,
    )


def _open(scene: Scenario, play: Play, data: Mapping[str, Any]) -> _Stage:
    document, problems = validate(data, names_of(scene))
    if document is None:
        raise ValueError(f"{play.hazard.slug}: {problems[0].message}")
    return _Stage(scene, document, compile_program(document), play.calm)


def _find(play: Play, stages: tuple[_Stage, ...], cases: tuple[Case, ...]) -> Case | None:
    """The first case in which the bad workflow is struck and suffers, and no twin does."""
    return next((case for case in cases if _shows(play, stages, case)), None)


def _shows(play: Play, stages: tuple[_Stage, ...], case: Case) -> bool:
    slug = play.hazard.slug
    bad = stages[0].run(case)
    costs = play.hazard.scope == "call"
    if not has_struck(bad, slug) or (not costs and stages[0].score(case, bad) > 0.99):
        return False
    if play.unnoticed and bad.status != "delivered":
        return False
    for twin, stage in zip(play.twins, stages[1:], strict=True):
        log = stage.run(case)
        if stage.score(case, log) < 0.99 or (twin.kind == "directive" and has_struck(log, slug)):
            return False
        if costs and log.seconds >= bad.seconds:
            return False
    return True


def _trace(slug: str, kind: str, words: str, stage: _Stage, case: Case, cases: tuple[Case, ...]) -> Trace:
    log = stage.run(case)
    logs = [stage.run(each) for each in cases]
    count = len(cases)
    return Trace(
        kind=kind,
        words=words,
        lines=tell(log, stage.document, case),
        struck=has_struck(log, slug),
        score=round(stage.score(case, log), 6),
        status=log.status,
        cost=log.cost,
        seconds=log.seconds,
        cases_struck=sum(has_struck(each, slug) for each in logs),
        cases_right=sum(stage.score(each, log) > 0.99 for each, log in zip(cases, logs, strict=True)),
        mean_cost=round(sum(each.cost for each in logs) / count, 6),
        mean_seconds=round(sum(each.seconds for each in logs) / count, 3),
    )
