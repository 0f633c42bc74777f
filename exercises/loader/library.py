"""Loading one package or the whole library, with all faults at once."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from exercises.loader.cases_file import parse_cases
from exercises.loader.cross_checks import check_book, check_world
from exercises.loader.day_part import check_day
from exercises.loader.package import Fault, Package, PackageError, Solution
from exercises.loader.reading import Reading
from exercises.loader.scenario_making import make_scenario
from exercises.loader.schema import ExercisePart, SolutionPart
from exercises.loader.trial import try_cases
from exercises.loader.workflows import with_workflows
from sandbox.scenario import Scenario
from workflow.parse import parse_text

EXERCISES = Path(__file__).resolve().parent.parent
"""The folder of the built-in library."""
SHOWN = frozenset({"workflow"})
"""The kinds of exercises that the site can show whole. A fleet has no canvas yet; the command line runs,
grades and proves it."""


def load(slug: str, root: Path = EXERCISES) -> Package:
    """The package of that slug; raises PackageError with everything that is wrong with it."""
    return load_folder(root / slug)


def load_all(root: Path = EXERCISES) -> tuple[tuple[Package, ...], tuple[Fault, ...]]:
    """All sound packages that a learner can be shown, by level and slug, and the faults of the others."""
    packages: list[Package] = []
    faults: list[Fault] = []
    for file in sorted(root.glob("*/exercise.yaml")):
        try:
            packages.append(load_folder(file.parent))
        except PackageError as error:
            faults.extend(error.faults)
    packages = [package for package in packages if package.kind in SHOWN]
    packages.sort(key=lambda package: (package.level, package.slug))
    return tuple(packages), tuple(faults)


def load_folder(folder: Path) -> Package:
    """The package in a folder; its slug is the folder's name. Raises PackageError."""
    slug = folder.name
    faults: list[Fault] = []
    part = _exercise(folder, faults)
    cases_read = Reading(slug, "cases.yaml")
    raw_cases = _yaml(folder / "cases.yaml", slug, faults)
    if part is None or raw_cases is None:
        raise PackageError(tuple(faults))
    practice = {str(suite): part.practice.get(suite, 2) for suite, count in part.suites.items() if count}
    book = parse_cases(raw_cases, practice, cases_read)
    scenario = with_workflows(folder, make_scenario(slug, part, book), faults)
    world_read = Reading(slug, "exercise.yaml")
    check_world(scenario, {str(skill): weight for skill, weight in part.skills.items()}, world_read)
    check_day(scenario, book, part.kind, world_read)
    check_book(scenario, book, cases_read)
    faults += world_read.faults + cases_read.faults
    if not faults:
        faults += try_cases(scenario, slug)
    package = _package(folder, part, scenario, faults)
    if faults:
        raise PackageError(tuple(faults))
    return package


def _exercise(folder: Path, faults: list[Fault]) -> ExercisePart | None:
    raw = _yaml(folder / "exercise.yaml", folder.name, faults)
    if raw is None:
        return None
    try:
        return ExercisePart.model_validate(raw)
    except ValidationError as error:
        for item in error.errors():
            place = ".".join(str(step) for step in item["loc"])
            faults.append(Fault(folder.name, "exercise.yaml", place, item["msg"]))
        return None


def _package(folder: Path, part: ExercisePart, scenario: Scenario, faults: list[Fault]) -> Package:
    slug = folder.name
    solutions = {
        name: _solution(folder, name, entry, faults) for name, entry in sorted(part.solutions.items())
    }
    if "reference" not in solutions:
        faults.append(Fault(slug, "exercise.yaml", "solutions", "there must be a reference"))
    hints = _text(folder / "hints.md", slug, faults)
    return Package(
        slug=slug,
        title=part.title,
        summary=part.summary,
        level=part.level,
        kind=part.kind,
        skills={str(skill): weight for skill, weight in part.skills.items()},
        duties=tuple(part.duties),
        minutes=part.minutes,
        brief=_text(folder / "brief.md", slug, faults),
        hints=tuple(step.strip() for step in hints.split("\n---\n") if step.strip()),
        scenario=scenario,
        starter=_yaml(folder / "starter.yaml", slug, faults),
        reference=solutions["reference"].document if "reference" in solutions else {},
        solutions=solutions,
        baselines={
            name: {str(skill): span for skill, span in ranges.items()}
            for name, ranges in part.baselines.items()
        },
        version=_content_hash(folder),
    )


def _solution(folder: Path, name: str, entry: SolutionPart, faults: list[Fault]) -> Solution:
    plain = entry.model_dump(exclude_none=True, exclude={"passes", "feedback", "why"})
    document = _yaml(folder / "solutions" / f"{name}.yaml", folder.name, faults)
    return Solution(name, document, plain, entry.passes, entry.feedback, entry.why)


def _yaml(path: Path, slug: str, faults: list[Fault]) -> Any:
    text = _text(path, slug, faults)
    if not text:
        return None
    found, problems = parse_text(text)
    if problems:
        faults += [Fault(slug, _name(path, slug), each.pointer, each.message) for each in problems]
        return None
    if not isinstance(found, dict):
        faults.append(Fault(slug, _name(path, slug), "", "must be a map"))
        return None
    return found


def _text(path: Path, slug: str, faults: list[Fault]) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        faults.append(Fault(slug, _name(path, slug), "", "the file is missing"))
        return ""
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(slug, _name(path, slug), "", f"cannot be read: {error}"))
        return ""
    if not text.strip():
        faults.append(Fault(slug, _name(path, slug), "", "the file is empty"))
    return text


def _name(path: Path, slug: str) -> str:
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index(slug) :])


def _content_hash(folder: Path) -> str:
    """The version: a hash of every file's name and content."""
    digest = hashlib.sha256()
    files = (path for path in folder.rglob("*") if path.suffix in (".yaml", ".md") and path.is_file())
    for path in sorted(files):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
