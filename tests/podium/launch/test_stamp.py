"""Stamps: a second start does nothing twice."""

from __future__ import annotations

from pathlib import Path

from podium.launch.stamp import hash_files, is_stamped, write_stamp


def make_tree(root: Path) -> Path:
    (root / "src" / "inner").mkdir(parents=True)
    (root / "src" / "a.ts").write_text("a")
    (root / "src" / "inner" / "b.ts").write_text("b")
    return root / "src"


def test_the_hash_changes_with_content_name_and_words(tmp_path: Path) -> None:
    source = make_tree(tmp_path)
    seen = {hash_files([source]), hash_files([source], "3.12")}
    (source / "a.ts").write_text("changed")
    seen.add(hash_files([source]))
    (source / "a.ts").rename(source / "c.ts")
    seen.add(hash_files([source]))
    assert len(seen) == 4


def test_what_tools_leave_behind_changes_nothing(tmp_path: Path) -> None:
    source = make_tree(tmp_path)
    before = hash_files([source])
    for folder in ("node_modules", "__pycache__"):
        (source / folder).mkdir()
        (source / folder / "x").write_text("x")
    (source / "a.pyc").write_bytes(b"")
    assert hash_files([source]) == before


def test_a_stamp_holds_one_value(tmp_path: Path) -> None:
    stamp = tmp_path / "deep" / "stamp"
    assert not is_stamped(stamp, "1")
    write_stamp(stamp, "1")
    assert is_stamped(stamp, "1")
    assert not is_stamped(stamp, "2")
