"""From a stored version back to the package it was loaded from."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path

import nh3
from markdown_it import MarkdownIt

from exercises.loader import EXERCISES, Package, load_folder
from podium.courses.models import ExerciseVersion

TEXT_FILES = {".yaml", ".yml", ".md", ".json"}
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


def open_package(version: ExerciseVersion) -> Package:
    """The package exactly as it was when this version was loaded."""
    return _unpack(version.exercise_id, tuple(sorted(version.files.items())))


@lru_cache(maxsize=64)
def _unpack(slug: str, files: tuple[tuple[str, str], ...]) -> Package:
    with tempfile.TemporaryDirectory(prefix="podium-package-") as name:
        folder = Path(name) / slug
        for path, text in files:
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return load_folder(folder)


def read_files(slug: str) -> dict[str, str]:
    """The text files of a package of the library, by their path inside it."""
    folder = EXERCISES / slug
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in TEXT_FILES
    }


def render_markdown(text: str) -> str:
    """Clean HTML from an author's Markdown."""
    return nh3.clean(_markdown.render(text))
