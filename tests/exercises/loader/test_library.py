"""Loading exercise packages."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from exercises.loader import EXERCISES, PackageError, load, load_all, load_folder
from tests.sandbox.world.make import CASES, EXERCISE

DOCUMENT = {"podium": 1, "nodes": [{"id": "start", "kind": "input", "values": ["note"]}], "edges": []}


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """The folder of a small, sound package."""
    return write_package(tmp_path / "depot")


def write_package(folder: Path, **top: Any) -> Path:
    """Write a package; keyword arguments replace top-level entries of either file (None takes them out)."""
    (folder / "solutions").mkdir(parents=True)
    for name, content in (("exercise", EXERCISE), ("cases", CASES)):
        entries = {**content, **{key: value for key, value in top.items() if key in content}}
        extra = {key: value for key, value in top.items() if key not in EXERCISE and key not in CASES}
        entries |= extra if name == "exercise" else {}
        entries = {key: value for key, value in entries.items() if value is not None}
        (folder / f"{name}.yaml").write_text(dump(entries), encoding="utf-8")
    (folder / "brief.md").write_text("# The depot\n", encoding="utf-8")
    (folder / "hints.md").write_text("First.\n\n---\n\nSecond.\n---\nThird.\n", encoding="utf-8")
    (folder / "starter.yaml").write_text(dump(DOCUMENT), encoding="utf-8")
    (folder / "solutions" / "reference.yaml").write_text(dump(DOCUMENT), encoding="utf-8")
    return folder


class Plain(yaml.SafeDumper):
    """YAML without anchors, which packages may not hold."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write everything out."""
        return True


def dump(data: Any) -> str:
    """Data as YAML."""
    return yaml.dump(data, Dumper=Plain, sort_keys=False)


def faults(folder: Path) -> str:
    """All faults of a package, one a line."""
    with pytest.raises(PackageError) as caught:
        load_folder(folder)
    return str(caught.value)


def test_a_sound_package_loads(depot: Path) -> None:
    package = load_folder(depot)
    assert package.slug == "depot"
    assert package.level == 3
    assert package.hints == ("First.", "Second.", "Third.")
    assert package.reference == DOCUMENT == package.starter
    assert package.scenario.tasks["write"].makes == "letter"
    assert package.scenario.tasks["reckon"].hazards["unit_mix_up"] == 0.7
    assert package.scenario.casebook.practice == {"clean": 2, "noisy": 2}


def test_the_version_is_the_hash_of_the_content(depot: Path) -> None:
    before = load_folder(depot).version
    assert load_folder(depot).version == before
    (depot / "brief.md").write_text("# Another depot\n", encoding="utf-8")
    assert load_folder(depot).version != before


def test_hazards_as_a_list_have_the_librarys_rates(tmp_path: Path) -> None:
    tasks = {**EXERCISE["tasks"], "write": {**EXERCISE["tasks"]["write"], "hazards": ["wrong_tone"]}}
    package = load_folder(write_package(tmp_path / "depot", tasks=tasks))
    assert package.scenario.tasks["write"].hazards == {"wrong_tone": 0.4}


def test_solutions_hold_what_they_must_score(tmp_path: Path) -> None:
    wanted = {"reference": {"prompt_quality": [80, 100], "passes": True, "why": "It is good."}}
    package = load_folder(
        write_package(tmp_path / "depot", solutions=wanted, baselines={"empty": {"prompt_quality": [0, 10]}})
    )
    assert package.solutions["reference"].ranges == {"prompt_quality": (80, 100)}
    assert package.solutions["reference"].passes is True
    assert package.baselines["empty"] == {"prompt_quality": (0, 10)}


def test_all_faults_are_told_at_once_with_their_place(tmp_path: Path) -> None:
    cases = {"title": "", "facts": {**CASES["facts"], "bad": {"number": "x"}, "worse": {"pick": "nowhere"}}}
    told = faults(write_package(tmp_path / "depot", skills={"prompt_quality": 0.4}, facts=cases["facts"]))
    assert "depot/exercise.yaml: skills: weights must add up to 1" in told
    assert "depot/cases.yaml: facts.bad.number: must be [lowest, highest]" in told
    assert "depot/cases.yaml: facts.worse: there is no pool nowhere" in told


def test_an_unknown_key_is_a_fault(tmp_path: Path) -> None:
    assert "surprise" in faults(write_package(tmp_path / "depot", surprise=1))


def test_a_missing_file_is_a_fault(depot: Path) -> None:
    (depot / "hints.md").unlink()
    shutil.rmtree(depot / "solutions")
    told = faults(depot)
    assert "depot/hints.md: the file is missing" in told
    assert "depot/solutions/reference.yaml: the file is missing" in told


def test_without_its_two_files_nothing_else_is_looked_at(depot: Path) -> None:
    (depot / "cases.yaml").unlink()
    (depot / "exercise.yaml").write_text("[1, 2]", encoding="utf-8")
    told = faults(depot)
    assert "depot/cases.yaml: the file is missing" in told
    assert "depot/exercise.yaml: must be a map" in told


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "the file is empty"), (b"\xff\xfe", "cannot be read"), (b"a: [1", "exercise.yaml")],
)
def test_a_file_that_cannot_be_read_is_a_fault(depot: Path, content: bytes, said: str) -> None:
    (depot / "exercise.yaml").write_bytes(content)
    assert said in faults(depot)


def test_there_must_be_a_reference(tmp_path: Path) -> None:
    assert "there must be a reference" in faults(write_package(tmp_path / "depot", solutions={}))


def test_a_formula_that_fails_only_with_data_is_found(tmp_path: Path) -> None:
    facts = {**CASES["facts"], "days": {"formula": "facts.kind + 1.0"}}
    assert "suites.clean: clean-001: facts" in faults(write_package(tmp_path / "depot", facts=facts))


def test_the_words_yes_no_and_on_stay_words(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "depot")
    text = (folder / "cases.yaml").read_text(encoding="utf-8")
    (folder / "cases.yaml").write_text(
        text.replace("facts:\n", "facts:\n  answer: {choose: [yes, no]}\n", 1), encoding="utf-8"
    )
    package = load_folder(folder)
    assert set(package.scenario.casebook.facts["answer"].options) == {"yes", "no"}


def test_one_broken_package_does_not_hide_the_others(tmp_path: Path) -> None:
    write_package(tmp_path / "sound")
    write_package(tmp_path / "broken", level=9)
    packages, told = load_all(tmp_path)
    assert [package.slug for package in packages] == ["sound"]
    assert {fault.slug for fault in told} == {"broken"}
    assert str(told[0]).startswith("broken/exercise.yaml: level: ")


def test_the_built_in_library_is_sound() -> None:
    packages, told = load_all()
    assert not told, [str(fault) for fault in told]
    assert load("refund-desk", EXERCISES).level == 4
    assert [package.level for package in packages] == sorted(package.level for package in packages)
